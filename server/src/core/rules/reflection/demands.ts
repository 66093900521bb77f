/** The members that a call reaches by reflection, told from the values that it is given: those that the trim analyzer marks. */
import type { KnownCall } from '../../flow/values/results';
import { BindingFlags, flagsOf, isNullable, isUnsupported, methodsNamed, publicMembers, qualifiedName } from '../../flow/values/results';
import type { FlowValue, ValueSet } from '../../flow/values/value';
import { integerOf, lengthOf, nothing } from '../../flow/values/value';
import type { MemberSymbol, MethodSymbol, PropertySymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { MemberTypes, memberTypesOf, parameterAnnotation, thisAnnotation } from '../signature/annotations';
import { accessorsOf, reflectedBackingFields, reflectedMembers } from '../signature/selection';
import { constructorsOf, eventsNamed, fieldsNamed, propertiesBehind, propertiesNamed } from './lookups';

/** The field behind an automatic property. */
export interface BackingField { readonly kind: 'backingField'; readonly property: PropertySymbol }
/** What reflection reaches. */
export type Members = readonly (MemberSymbol | BackingField)[];

/** Members that are reached on what a value may be, where these kinds of members are demanded of it. */
export function demanded(values: ValueSet, types: number | undefined, version: number): Members {
  return types ? values.flatMap((value) => demandedOf(value, types, version)) : [];
}

function demandedOf(value: FlowValue, types: number, version: number): Members {
  if (value.kind === 'nullable') return [...membersOf(value.type, types, version), ...demandedOf(value.underlying, types, version)];
  return value.kind === 'type' ? membersOf(value.type, types, version) : [];
}

/** Members of a type that annotations select. From .NET 9 on they are those of its definition. */
export function membersOf(type: TypeSymbol, types: number, version: number): Members {
  if (type.kind !== 'namedType') return [];
  const looked = version >= 9 ? type.originalDefinition : type;
  return [...reflectedMembers(looked, types), ...reflectedBackingFields(looked, types).map((property) => ({ kind: 'backingField', property }) as const)];
}

/** Members that a call reaches. */
export function reachedByCall(call: KnownCall, version: number): Members {
  const name = qualifiedName(call.method);
  const lookup = lookups[name];
  if (lookup) return lookup(call, version);
  return unchecked.has(name) ? [] : byAnnotations(call, version);
}

function byAnnotations(call: KnownCall, version: number): Members {
  const { method } = call;
  const members = method.isStatic ? [] : [...demanded(looked(call.receiver, version), thisAnnotation(method, version), version)];
  for (const parameter of method.originalDefinition.parameters) {
    const values = call.arguments[parameter.ordinal];
    if (values && values.length > 0 && parameter.refKind !== 'out') members.push(...demanded(looked(values, version), parameterAnnotation(parameter, method, version), version));
  }
  return members;
}

/** Up to .NET 8 annotations do not reach into `typeof(G<>)`. */
function looked(values: ValueSet, version: number): ValueSet {
  return version >= 9 ? values : values.filter((value) => !(value.kind === 'type' && value.type.kind === 'namedType' && value.type.isUnboundGeneric));
}

/** Calls that the analyzers know and say nothing of. */
const unchecked: ReadonlySet<string> = new Set([
  'System.Reflection.IntrospectionExtensions.GetTypeInfo', 'System.Type.GetType', 'System.Nullable.GetUnderlyingType', 'System.Activator.CreateInstanceFrom',
  'System.Reflection.Assembly.CreateInstance', 'System.AppDomain.CreateInstance', 'System.AppDomain.CreateInstanceAndUnwrap', 'System.AppDomain.CreateInstanceFrom',
  'System.AppDomain.CreateInstanceFromAndUnwrap',
]);

// ------------------------------------------------------------ lookups by name and flags

/** Kinds of members by their access. */
interface Kinds { readonly public: number; readonly nonPublic: number }

const kinds = {
  constructors: { public: MemberTypes.publicConstructors, nonPublic: MemberTypes.nonPublicConstructors },
  methods: { public: MemberTypes.publicMethods, nonPublic: MemberTypes.nonPublicMethods },
  fields: { public: MemberTypes.publicFields, nonPublic: MemberTypes.nonPublicFields },
  properties: { public: MemberTypes.publicProperties, nonPublic: MemberTypes.nonPublicProperties },
  events: { public: MemberTypes.publicEvents, nonPublic: MemberTypes.nonPublicEvents },
  nestedTypes: { public: MemberTypes.publicNestedTypes, nonPublic: MemberTypes.nonPublicNestedTypes },
} as const;
const allKinds: Kinds = {
  public: Object.values(kinds).reduce((all, kind) => all | kind.public, 0),
  nonPublic: Object.values(kinds).reduce((all, kind) => all | kind.nonPublic, 0),
};

/** What flags ask for of a kind; all of it when they cannot be told. */
function typesOf(kind: Kinds, flags: number | undefined): number {
  if (isUnsupported(flags)) return kind.public | kind.nonPublic;
  return ((flags & BindingFlags.public) !== 0 ? kind.public : 0) | ((flags & BindingFlags.nonPublic) !== 0 ? kind.nonPublic : 0);
}

type Lookup = (call: KnownCall, version: number) => Members;
type Search = (type: TypeSymbol, name: string, flags: number | undefined) => Members;

const searches = {
  methods: methodsNamed,
  fields: (type: TypeSymbol, name: string, flags: number | undefined): Members =>
    [...fieldsNamed(type, name, flags), ...propertiesBehind(type, name, flags).map((property) => ({ kind: 'backingField', property }) as const)],
  properties: (type: TypeSymbol, name: string, flags: number | undefined) => propertiesNamed(type, name, flags).flatMap(accessorsOf),
  events: (type: TypeSymbol, name: string, flags: number | undefined) => eventsNamed(type, name, flags).flatMap(accessorsOf),
} as const;

/** A known name on a known type reaches the members of that name, others all of a kind. */
function named(types: ValueSet, names: ValueSet, flags: number | undefined, search: Search, kind: Kinds, version: number): Members {
  return types.flatMap((value) => names.flatMap((name) => {
    if (value.kind !== 'type') return demanded([value], typesOf(kind, flags), version);
    if (name.kind === 'null') return [];
    return name.kind === 'string' && !isUnsupported(flags) ? search(value.type, name.text, flags) : demanded([value], typesOf(kind, flags), version);
  }));
}

function onType(kind: keyof typeof searches): Lookup {
  return (call, version) => named(call.receiver, call.arguments[0] ?? nothing, flagsOf(call), searches[kind], kinds[kind], version);
}

function atRunTime(kind: keyof typeof searches): Lookup {
  return (call, version) => named(call.arguments[0] ?? nothing, call.arguments[1] ?? nothing, publicMembers, searches[kind], kinds[kind], version);
}

/** `GetMethods(flags)`; without flags the annotation of the method says what it demands. */
function every(kind: Kinds): Lookup {
  return (call, version) => {
    const hasFlags = call.method.parameters.some((p) => p.type.kind === 'namedType' && p.type.name === 'BindingFlags');
    return hasFlags ? demanded(call.receiver, typesOf(kind, flagsOf(call)), version) : byAnnotations(call, version);
  };
}

// ------------------------------------------------------------ constructors

function constructorLookup(call: KnownCall, version: number): Members {
  const hasFlags = call.method.parameters.some((p) => p.type.kind === 'namedType' && p.type.name === 'BindingFlags');
  const flags = hasFlags ? flagsOf(call) : BindingFlags.public | BindingFlags.instance;
  const types = call.method.parameters.find((p) => p.type.kind === 'array' && p.type.elementType.kind === 'namedType' && p.type.elementType.name === 'Type');
  const isParameterless = types !== undefined && lengthOf(call.arguments[types.ordinal] ?? nothing) === 0;
  return call.receiver.flatMap((value): Members => {
    if (value.kind !== 'type' || isUnsupported(flags)) return demanded([value], typesOf(kinds.constructors, flags), version);
    const isPublicOnly = (flags & BindingFlags.public) !== 0 && (flags & BindingFlags.nonPublic) === 0;
    return isPublicOnly && isParameterless ? constructorsOf(value.type, BindingFlags.public, 0) : constructorsOf(value.type, flags, undefined);
  });
}

/** `Activator.CreateInstance(type, …)`. */
function createInstance(call: KnownCall, version: number): Members {
  const [first, second] = call.method.parameters;
  if (first?.type.kind !== 'namedType' || first.type.name !== 'Type') return call.method.parameters.length === 0 ? byAnnotations(call, version) : [];
  let flags: number = BindingFlags.instance | BindingFlags.public;
  let count: number | undefined = 0;
  if (second?.type.kind === 'namedType' && second.type.specialType === 'Boolean') {
    if (integerOf(call.arguments[1] ?? nothing) !== 0) flags |= BindingFlags.nonPublic;
  } else if (second) {
    const isLong = call.method.parameters.length > 3;
    const values = call.arguments[isLong ? 3 : 1] ?? nothing;
    count = values.length === 1 && values[0]?.kind === 'null' ? 0 : lengthOf(values);
    if (isLong) flags = BindingFlags.instance | (integerOf(call.arguments[1] ?? nothing) ?? BindingFlags.public | BindingFlags.nonPublic);
  }
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'type' ? constructorsOf(value.type, flags, count) : demanded([value], typesOf(kinds.constructors, flags), version)));
}

function classConstructor(call: KnownCall): Members {
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'typeHandle' && value.of.kind === 'type' ? constructorsOf(value.of.type, BindingFlags.static, 0) : []));
}

// ------------------------------------------------------------ expression trees

function newExpression(call: KnownCall, version: number): Members {
  if (!isTypeParameter(call.method, 0)) return byAnnotations(call, version);
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'type' ? constructorsOf(value.type, BindingFlags.instance, undefined) : demanded([value], MemberTypes.publicParameterlessConstructor, version)));
}

function isTypeParameter(method: MethodSymbol, index: number): boolean {
  const type = method.parameters[index]?.type;
  return type?.kind === 'namedType' && type.name === 'Type' && type.namespace === 'System';
}

function memberExpression(kind: 'fields' | 'properties'): Lookup {
  return (call, version) => {
    const { method } = call;
    if (method.parameters[1]?.type.kind === 'namedType' && method.parameters[1].type.name === 'MethodInfo') return propertyOfAccessor(call);
    if (!isTypeParameter(method, 1)) return byAnnotations(call, version);
    const [instance] = call.arguments[0] ?? nothing;
    const flags = instance?.kind === 'null' ? BindingFlags.static : 0;
    return (call.arguments[1] ?? nothing).flatMap((value) => (call.arguments[2] ?? nothing).flatMap((name): Members => {
      if (value.kind !== 'type') return demanded([value], kinds[kind].public | kinds[kind].nonPublic, version);
      if (name.kind === 'null') return [];
      return name.kind === 'string' ? searches[kind](value.type, name.text, flags) : demanded([value], kinds[kind].public | kinds[kind].nonPublic, version);
    }));
  };
}

/** `Expression.Property(e, getter)` reaches both accessors. */
function propertyOfAccessor(call: KnownCall): Members {
  return (call.arguments[1] ?? nothing).flatMap((value) => (value.kind === 'method' && value.method.associatedSymbol?.kind === 'property' ? accessorsOf(value.method.associatedSymbol) : []));
}

function callExpression(call: KnownCall, version: number): Members {
  if (!isTypeParameter(call.method, 0)) return byAnnotations(call, version);
  const flags = BindingFlags.static | BindingFlags.public | BindingFlags.nonPublic | BindingFlags.flattenHierarchy;
  return (call.arguments[0] ?? nothing).flatMap((value) => (call.arguments[1] ?? nothing).flatMap((name): Members => {
    if (value.kind !== 'type' || name.kind !== 'string') return demanded([value], typesOf(kinds.methods, flags), version);
    return methodsNamed(value.type, name.text, flags).flatMap((method) => [method, ...typeArguments(method.typeParameters, call.arguments[2] ?? nothing, version)]);
  }));
}

// ------------------------------------------------------------ generic instantiation

function makeGenericType(call: KnownCall, version: number): Members {
  return call.receiver.flatMap((value) => (value.kind === 'type' && value.type.kind === 'namedType' && !isNullable(value.type)
    ? typeArguments(value.type.originalDefinition.typeParameters, call.arguments[0] ?? nothing, version) : []));
}

function makeGenericMethod(call: KnownCall, version: number): Members {
  return call.receiver.flatMap((value) => (value.kind === 'method' ? typeArguments(value.method.originalDefinition.typeParameters, call.arguments[0] ?? nothing, version) : []));
}

/** What the annotations of type parameters reach, where all arguments are known. */
function typeArguments(parameters: readonly TypeParameterSymbol[], arrays: ValueSet, version: number): Members {
  return arrays.flatMap((array) => {
    if (array.kind !== 'array' || array.length !== parameters.length || parameters.some((_, i) => !array.elements.has(i))) return [];
    return parameters.flatMap((parameter, i) => {
      const constructor = parameter.hasConstructorConstraint ? MemberTypes.publicParameterlessConstructor : 0;
      return demanded(array.elements.get(i) ?? nothing, (memberTypesOf(parameter.attributes) ?? 0) | constructor, version);
    });
  });
}

const lookups: Readonly<Record<string, Lookup>> = {
  'System.Type.GetMethod': onType('methods'),
  'System.Type.GetField': onType('fields'),
  'System.Type.GetProperty': onType('properties'),
  'System.Type.GetEvent': onType('events'),
  'System.Type.GetMember': every(allKinds),
  'System.Type.GetConstructor': constructorLookup,
  'System.Type.GetConstructors': every(kinds.constructors),
  'System.Type.GetMethods': every(kinds.methods),
  'System.Type.GetFields': every(kinds.fields),
  'System.Type.GetProperties': every(kinds.properties),
  'System.Type.GetEvents': every(kinds.events),
  'System.Type.GetMembers': every(allKinds),
  'System.Type.GetNestedTypes': every(kinds.nestedTypes),
  'System.Type.GetNestedType': (call, version) => named(call.receiver, call.arguments[0] ?? nothing, flagsOf(call), () => [], kinds.nestedTypes, version),
  'System.Type.GetInterface': (call, version) => demanded(call.receiver, MemberTypes.interfaces, version),
  'System.Type.MakeGenericType': makeGenericType,
  'System.Reflection.MethodInfo.MakeGenericMethod': makeGenericMethod,
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeMethod': atRunTime('methods'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeField': atRunTime('fields'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeProperty': atRunTime('properties'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeEvent': atRunTime('events'),
  'System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor': classConstructor,
  'System.Activator.CreateInstance': createInstance,
  'System.Linq.Expressions.Expression.New': newExpression,
  'System.Linq.Expressions.Expression.Field': memberExpression('fields'),
  'System.Linq.Expressions.Expression.Property': memberExpression('properties'),
  'System.Linq.Expressions.Expression.Call': callExpression,
};
