/**
 * What a call demands of the values that it is given: members that it reaches by reflection, those that the trim analyzer marks, and
 * demands on values of which only a declaration tells something.
 */
import type { KnownCall } from '../../flow/values/results';
import { BindingFlags, flagsOf, isNullable, isUnsupported, methodsNamed, publicMembers, qualifiedName } from '../../flow/values/results';
import type { FlowValue, ValueSet } from '../../flow/values/value';
import { integerOf, lengthOf, nothing } from '../../flow/values/value';
import type { MemberSymbol, MethodSymbol, PropertySymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import { MemberTypes, memberTypesOf, parameterAnnotation, thisAnnotation } from '../signature/annotations';
import type { Place } from './place';
import { parameterPlace, receiverPlace, typeParameterPlace } from './place';
import { accessorsOf, reflectedBackingFields, reflectedMembers } from '../signature/selection';
import { constructorsOf, eventsNamed, fieldsNamed, propertiesBehind, propertiesNamed } from './lookups';

/** The field behind an automatic property. */
export interface BackingField { readonly kind: 'backingField'; readonly property: PropertySymbol }
/** A value that is no known type goes where members are demanded of it. */
export interface Demand {
  readonly kind: 'demand';
  readonly value: FlowValue;
  readonly types: number;
  readonly place: Place;
  /** The value is what `Nullable<>` has been made of. */
  readonly isUnderlying?: true;
}
/** A call that nobody can follow with the values that it is given. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly id: 'IL2032' | 'IL2055' | 'IL2057' | 'IL2058' | 'IL2059' | 'IL2060' | 'IL2096' | 'IL2103';
  readonly method: MethodSymbol;
  /** The value in question: what a place promises of it may be enough. */
  readonly value?: FlowValue;
  /** Position of the parameter in question. */
  readonly ordinal?: number;
}
/** What reflection reaches, and what it asks for. */
export type Reached = readonly (MemberSymbol | BackingField | Demand | Unclear)[];

/** What is demanded of values where these kinds of members are demanded: of known types, the members. */
export function demanded(values: ValueSet, types: number | undefined, place: Place, version: number): Reached {
  return types ? values.flatMap((value) => demandedOf(value, types, place, version)) : [];
}

function demandedOf(value: FlowValue, types: number, place: Place, version: number): Reached {
  switch (value.kind) {
    case 'nullable': return [...membersOf(value.type, types, version), ...demandedOf(value.underlying, types, place, version).map((each) => (each.kind === 'demand' ? { ...each, isUnderlying: true } as const : each))];
    case 'type': return membersOf(value.type, types, version);
    case 'null':
    case 'string': return [];
    default: return [{ kind: 'demand', value, types, place }];
  }
}

/** Members of a type that annotations select. From .NET 9 on they are those of its definition. */
export function membersOf(type: TypeSymbol, types: number, version: number): readonly (MemberSymbol | BackingField)[] {
  if (type.kind !== 'namedType') return [];
  const looked = version >= 9 ? type.originalDefinition : type;
  return [...reflectedMembers(looked, types), ...reflectedBackingFields(looked, types).map((property) => ({ kind: 'backingField', property }) as const)];
}

/** Members that a call reaches. */
export function reachedByCall(call: KnownCall, version: number): Reached {
  const name = qualifiedName(call.method);
  const lookup = lookups[name];
  if (lookup) return lookup(call, version);
  return unchecked.has(name) ? [] : byAnnotations(call, version);
}

function byAnnotations(call: KnownCall, version: number): Reached {
  const { method } = call;
  const reached = method.isStatic ? [] : [...demanded(looked(call.receiver, version), thisAnnotation(method, version), receiverPlace(method), version)];
  for (const parameter of method.originalDefinition.parameters) {
    const values = call.arguments[parameter.ordinal];
    if (values && values.length > 0 && parameter.refKind !== 'out') reached.push(...demanded(looked(values, version), parameterAnnotation(parameter, method, version), parameterPlace(method, parameter.ordinal), version));
  }
  return reached;
}

/** Up to .NET 8 annotations do not reach into `typeof(G<>)`. */
function looked(values: ValueSet, version: number): ValueSet {
  return version >= 9 ? values : values.filter((value) => !(value.kind === 'type' && value.type.kind === 'namedType' && value.type.isUnboundGeneric));
}

/** Calls that the analyzers know and say nothing of. */
const unchecked: ReadonlySet<string> = new Set(['System.Reflection.IntrospectionExtensions.GetTypeInfo', 'System.Nullable.GetUnderlyingType', 'System.Runtime.InteropServices.Marshal.PtrToStructure', 'System.Reflection.TypeDelegator..ctor']);

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

type Lookup = (call: KnownCall, version: number) => Reached;
type Search = (type: TypeSymbol, name: string, flags: number | undefined) => Reached;

const searches = {
  methods: methodsNamed,
  fields: (type: TypeSymbol, name: string, flags: number | undefined): Reached =>
    [...fieldsNamed(type, name, flags), ...propertiesBehind(type, name, flags).map((property) => ({ kind: 'backingField', property }) as const)],
  properties: (type: TypeSymbol, name: string, flags: number | undefined) => propertiesNamed(type, name, flags).flatMap(accessorsOf),
  events: (type: TypeSymbol, name: string, flags: number | undefined) => eventsNamed(type, name, flags).flatMap(accessorsOf),
} as const;

/** A known name on a known type reaches the members of that name, others all of a kind; what has no value is not looked for. */
function named(types: ValueSet, place: Place, names: ValueSet, flags: number | undefined, search: Search, kind: Kinds, version: number): Reached {
  if (names.length === 0) return [];
  return types.flatMap((value) => {
    const all = (): Reached => demanded([value], typesOf(kind, flags), place, version);
    if (value.kind !== 'type') return all();
    return names.flatMap((name) => {
      if (name.kind === 'null') return [];
      return name.kind === 'string' && !isUnsupported(flags) ? search(value.type, name.text, flags) : all();
    });
  });
}

function onType(kind: keyof typeof searches): Lookup {
  return (call, version) => named(call.receiver, receiverPlace(call.method), call.arguments[0] ?? nothing, flagsOf(call), searches[kind], kinds[kind], version);
}

/** `GetMethod`. The `Invoke` of an event's handler type is always there from .NET 10 on, whatever the flags are (measured). */
function methodLookup(call: KnownCall, version: number): Reached {
  const isInvoke = (call.arguments[0] ?? nothing).every((name) => name.kind === 'string' && name.text === 'Invoke');
  const receiver = version >= 10 && isInvoke ? call.receiver.filter((value) => !isHandlerType(value)) : call.receiver;
  return onType('methods')({ ...call, receiver }, version);
}

function isHandlerType(value: FlowValue): boolean {
  return value.kind === 'location' && value.derived === undefined && value.symbol.kind === 'method' && value.symbol.name === 'get_EventHandlerType' && isNamed(value.symbol.containingType, 'System.Reflection', 'EventInfo');
}

/** The analyzers name the parameter after the type's, but for fields. */
function atRunTime(kind: keyof typeof searches): Lookup {
  return (call, version) => named(call.arguments[0] ?? nothing, parameterPlace(call.method, kind === 'fields' ? 0 : 1), call.arguments[1] ?? nothing, publicMembers, searches[kind], kinds[kind], version);
}

/** `GetMethods(flags)`; without flags the annotation of the method says what it demands. */
function every(kind: Kinds): Lookup {
  return (call, version) => {
    const hasFlags = call.method.parameters.some((p) => p.type.kind === 'namedType' && p.type.name === 'BindingFlags');
    return hasFlags ? demanded(call.receiver, typesOf(kind, flagsOf(call)), receiverPlace(call.method), version) : byAnnotations(call, version);
  };
}

/** No interface has an empty name. */
function interfaceByName(call: KnownCall, version: number): Reached {
  const isNamed = call.arguments[0]?.some((name) => name.kind !== 'null' && !(name.kind === 'string' && name.text === ''));
  return isNamed === true ? demanded(call.receiver, MemberTypes.interfaces, receiverPlace(call.method), version) : [];
}

// ------------------------------------------------------------ constructors

function constructorLookup(call: KnownCall, version: number): Reached {
  const hasFlags = call.method.parameters.some((p) => p.type.kind === 'namedType' && p.type.name === 'BindingFlags');
  const flags = hasFlags ? flagsOf(call) : BindingFlags.public | BindingFlags.instance;
  const types = call.method.parameters.find((p) => p.type.kind === 'array' && p.type.elementType.kind === 'namedType' && p.type.elementType.name === 'Type');
  const isParameterless = types !== undefined && lengthOf(call.arguments[types.ordinal] ?? nothing) === 0;
  return call.receiver.flatMap((value): Reached => {
    if (value.kind !== 'type' || isUnsupported(flags)) {
      const types = constructorTypes(flags, undefined);
      return demanded([value], types === MemberTypes.publicConstructors && isParameterless ? MemberTypes.publicParameterlessConstructor : types, receiverPlace(call.method), version);
    }
    const isPublicOnly = (flags & BindingFlags.public) !== 0 && (flags & BindingFlags.nonPublic) === 0;
    return isPublicOnly && isParameterless ? constructorsOf(value.type, BindingFlags.public, 0) : constructorsOf(value.type, flags, undefined);
  });
}

/** `Activator.CreateInstance(type, …)`. */
function createInstance(call: KnownCall, version: number): Reached {
  const [first, second] = call.method.parameters;
  if (first?.type.kind !== 'namedType' || first.type.name !== 'Type') return first ? instanceByNames(call) : byAnnotations(call, version);
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
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'type' ? constructorsOf(value.type, flags, count) : demanded([value], constructorTypes(flags, count), parameterPlace(call.method, 0), version)));
}

/** What flags ask for of constructors: without arguments it is the parameterless one of the public ones. */
function constructorTypes(flags: number | undefined, count: number | undefined): number {
  const types = typesOf(kinds.constructors, flags);
  const hasPublic = (types & MemberTypes.publicConstructors) === MemberTypes.publicConstructors;
  return count === 0 && hasPublic ? (types & ~MemberTypes.publicConstructors) | MemberTypes.publicParameterlessConstructor : types;
}

function classConstructor(call: KnownCall): Reached {
  return (call.arguments[0] ?? nothing).flatMap((value): Reached => {
    if (value.kind === 'null') return [];
    return value.kind === 'typeHandle' && value.of.kind === 'type' ? constructorsOf(value.of.type, BindingFlags.static, 0) : unclear('IL2059', call);
  });
}

/** `Type.GetType(name, …)`: a name that is not known, or that would match in any case. */
function typeByName(call: KnownCall): Reached {
  const { method } = call;
  if (!method.isStatic) return [];
  const ignoresCase = method.parameters.find((parameter) => parameter.name === 'ignoreCase');
  if (ignoresCase && integerOf(call.arguments[ignoresCase.ordinal] ?? nothing) !== 0) return unclear('IL2096', call);
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'null' || value.kind === 'string' ? [] : [{ kind: 'unclear', id: 'IL2057', method, value }]));
}

/** `CreateInstance(assembly, type)` by two names. */
function instanceByNames(call: KnownCall): Reached {
  return (call.arguments[0] ?? nothing).flatMap((assembly): Reached => {
    if (assembly.kind !== 'string') return [{ kind: 'unclear', id: 'IL2032', method: call.method, ordinal: 0 }];
    return (call.arguments[1] ?? nothing).flatMap((type): Reached => (type.kind === 'string' || type.kind === 'null' ? [] : [{ kind: 'unclear', id: 'IL2032', method: call.method, ordinal: 1 }]));
  });
}

// ------------------------------------------------------------ expression trees

function newExpression(call: KnownCall, version: number): Reached {
  if (!isTypeParameter(call.method, 0)) return byAnnotations(call, version);
  return (call.arguments[0] ?? nothing).flatMap((value) => (value.kind === 'type' ? constructorsOf(value.type, BindingFlags.instance, undefined) : demanded([value], MemberTypes.publicParameterlessConstructor, parameterPlace(call.method, 0), version)));
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
    return (call.arguments[1] ?? nothing).flatMap((value) => {
      const all = (): Reached => demanded([value], kinds[kind].public | kinds[kind].nonPublic, parameterPlace(method, 1), version);
      if (value.kind !== 'type') return all();
      return (call.arguments[2] ?? nothing).flatMap((name): Reached => {
        if (name.kind === 'null') return [];
        return name.kind === 'string' ? searches[kind](value.type, name.text, flags) : all();
      });
    });
  };
}

/** `Expression.Property(e, getter)` reaches both accessors. */
function propertyOfAccessor(call: KnownCall): Reached {
  return (call.arguments[1] ?? nothing).flatMap((value): Reached => {
    if (value.kind === 'null') return [];
    return value.kind === 'method' && value.method.associatedSymbol?.kind === 'property' ? accessorsOf(value.method.associatedSymbol) : [{ kind: 'unclear', id: 'IL2103', method: call.method, ordinal: 1 }];
  });
}

function callExpression(call: KnownCall, version: number): Reached {
  if (!isTypeParameter(call.method, 0)) return byAnnotations(call, version);
  const flags = BindingFlags.static | BindingFlags.public | BindingFlags.nonPublic | BindingFlags.flattenHierarchy;
  const types = call.arguments[2] ?? nothing;
  const isPlain = lengthOf(types) === 0;
  return (call.arguments[0] ?? nothing).flatMap((value) => {
    const all = (): Reached => [...(isPlain ? [] : unclear('IL2060', call)), ...demanded([value], typesOf(kinds.methods, flags), parameterPlace(call.method, 0), version)];
    if (value.kind !== 'type') return all();
    return (call.arguments[1] ?? nothing).flatMap((name): Reached => {
      if (name.kind !== 'string') return all();
      return methodsNamed(value.type, name.text, flags).flatMap((method) => [method, ...typeArguments(method.typeParameters, types, call, version) ?? unclear('IL2060', call)]);
    });
  });
}

// ------------------------------------------------------------ generic instantiation

function unclear(id: Unclear['id'], call: KnownCall): Reached {
  return [{ kind: 'unclear', id, method: call.method }];
}

function makeGenericType(call: KnownCall, version: number): Reached {
  if (isUnfollowed(call, version)) return [];
  return call.receiver.flatMap((value): Reached => {
    if (value.kind === 'null' || (value.kind === 'type' && value.type.kind === 'namedType' && isNullable(value.type))) return [];
    if (value.kind !== 'type' || value.type.kind !== 'namedType') return unclear('IL2055', call);
    return typeArguments(value.type.originalDefinition.typeParameters, call.arguments[0] ?? nothing, call, version) ?? unclear('IL2055', call);
  });
}

/** Up to .NET 8 nothing is said of arguments that are not followed. */
function isUnfollowed(call: KnownCall, version: number): boolean {
  return version < 9 && (call.arguments[0] ?? nothing).length === 0;
}

function makeGenericMethod(call: KnownCall, version: number): Reached {
  return call.receiver.flatMap((value): Reached => {
    if (value.kind === 'null') return [];
    if (value.kind !== 'method') return unclear('IL2060', call);
    return typeArguments(value.method.originalDefinition.typeParameters, call.arguments[0] ?? nothing, call, version) ?? unclear('IL2060', call);
  });
}

/** What the annotations of type parameters ask of arguments in arrays; undefined where they are not all known, and one matters. */
function typeArguments(parameters: readonly TypeParameterSymbol[], arrays: ValueSet, call: KnownCall, version: number): Reached | undefined {
  const annotated = parameters.map((parameter) => (memberTypesOf(parameter.attributes) ?? 0) | (parameter.hasConstructorConstraint || parameter.hasValueTypeConstraint || parameter.hasUnmanagedConstraint ? MemberTypes.publicParameterlessConstructor : 0));
  if (annotated.every((types) => types === 0)) return [];
  const reached: Reached[number][] = [];
  for (const array of arrays) {
    if (array.kind !== 'array' || array.length !== parameters.length) return undefined;
    const elements = parameters.map((_, i) => array.elements.get(i));
    if (elements.some((values) => values === undefined || (values.length === 1 && values[0]?.kind === 'unknown'))) return undefined;
    parameters.forEach((parameter, i) => { reached.push(...demanded(elements[i] ?? nothing, annotated[i], version < 9 ? receiverPlace(call.method) : typeParameterPlace(parameter), version)); });
  }
  return reached;
}

const lookups: Readonly<Record<string, Lookup>> = {
  'System.Type.GetMethod': methodLookup,
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
  'System.Type.GetNestedType': (call, version) => named(call.receiver, receiverPlace(call.method), call.arguments[0] ?? nothing, flagsOf(call), () => [], kinds.nestedTypes, version),
  'System.Type.GetInterface': interfaceByName,
  'System.Type.MakeGenericType': makeGenericType,
  'System.Reflection.MethodInfo.MakeGenericMethod': makeGenericMethod,
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeMethod': atRunTime('methods'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeField': atRunTime('fields'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeProperty': atRunTime('properties'),
  'System.Reflection.RuntimeReflectionExtensions.GetRuntimeEvent': atRunTime('events'),
  'System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor': classConstructor,
  'System.Type.GetType': typeByName,
  'System.Reflection.Assembly.CreateInstance': (call) => unclear('IL2058', call),
  'System.Activator.CreateInstance': createInstance,
  'System.Activator.CreateInstanceFrom': instanceByNames,
  'System.AppDomain.CreateInstance': instanceByNames,
  'System.AppDomain.CreateInstanceAndUnwrap': instanceByNames,
  'System.AppDomain.CreateInstanceFrom': instanceByNames,
  'System.AppDomain.CreateInstanceFromAndUnwrap': instanceByNames,
  'System.Linq.Expressions.Expression.New': newExpression,
  'System.Linq.Expressions.Expression.Field': memberExpression('fields'),
  'System.Linq.Expressions.Expression.Property': memberExpression('properties'),
  'System.Linq.Expressions.Expression.Call': callExpression,
};

/** Whether a call is understood by its name. */
export function isLookup(method: MethodSymbol): boolean {
  return Object.hasOwn(lookups, qualifiedName(method));
}
