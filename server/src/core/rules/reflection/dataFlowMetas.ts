/** What the rule about values of type Type and string may report. */
import type { RuleMeta } from '../rule';

const sources = [
  { role: 'parameter', text: 'a parameter', change: 'Annotate the parameter' },
  { role: 'result', text: 'the result of a method', change: 'Annotate the result of the method that gives the value' },
  { role: 'field', text: 'a field', change: 'Annotate the field' },
  { role: 'this', text: 'the implicit this', change: 'Annotate the method' },
  { role: 'type-parameter', text: 'a type parameter', change: 'Annotate the type parameter' },
] as const;
const targets = [
  { role: 'parameter', text: 'is passed to a parameter' },
  { role: 'result', text: 'is returned from a method' },
  { role: 'field', text: 'is stored in a field' },
  { role: 'this', text: 'is what a method is called on' },
  { role: 'type-parameter', text: 'is a type argument' },
] as const;

function official(id: string, name: string, title: string, why: string, whatToDo: string): RuleMeta {
  return { id, name, title, defaultSeverity: 'warning', official: true, why, whatToDo };
}

const mismatches = sources.flatMap((source, s) => targets.map((target, t) => official(
  `IL${String(2067 + s * targets.length + t)}`, `${source.role}-lacks-members-for-${target.role}`,
  `A type from ${source.text} ${target.text} that demands more of its members than is promised`,
  'Members that are demanded by the attribute may have been removed: nothing on the way tells the trimmer to keep them.',
  `${source.change} with the same [DynamicallyAccessedMembers], so that the demand reaches whoever knows the type.`,
)));

const unknowns = targets.map((target, t) => official(
  `IL${String(2062 + t)}`, `unknown-type-for-${target.role}`, `A type that nobody can tell ${target.text} that demands members of it`,
  'The trimmer cannot tell which type it is, and so not keep what is demanded of it.',
  'Use types that are known where they are written, or annotated parameters, fields and results on the way.',
));

export const dataFlowMetas: readonly RuleMeta[] = [
  official('IL2032', 'create-instance-by-names', 'Activator.CreateInstance with names that cannot be told', 'The type or its constructor may have been removed.', 'Use typeof with Activator.CreateInstance.'),
  official('IL2055', 'make-generic-type', 'A generic type is made from arguments that cannot be told', 'Its type parameters demand members of types that the trimmer does not know.', 'Write the constructed type, or give MakeGenericType an array of typeof expressions or annotated types.'),
  official('IL2057', 'type-get-type', 'Type.GetType with a name that cannot be told', 'The type behind the name may have been removed.', 'Use typeof, or a name that is written out or comes from annotated strings.'),
  official('IL2058', 'assembly-create-instance', 'Assembly.CreateInstance cannot be followed', 'The type or its constructor may have been removed.', 'Use typeof with Activator.CreateInstance.'),
  official('IL2059', 'run-class-constructor', 'RunClassConstructor with a type that cannot be told', 'The static constructor may have been removed.', 'Pass typeof(T).TypeHandle.'),
  official('IL2060', 'make-generic-method', 'A generic method is made from a method or arguments that cannot be told', 'Its type parameters may demand members of types that the trimmer does not know.', 'Call the method directly, or find it with typeof(T).GetMethod("Name") and give it known types.'),
  ...unknowns,
  ...mismatches,
  official('IL2096', 'type-get-type-ignore-case', 'Type.GetType that ignores case', 'The trimmer keeps the type of exactly that name only.', 'Write the name as it is declared, and do not ignore case.'),
  official('IL2103', 'property-accessor-unknown', 'Expression.Property with an accessor that cannot be told', 'The property may have been removed.', 'Name the property: Expression.Property(expression, typeof(T), "Name").'),
];
