/** What calls of the reflection API give back, as far as the trim analyzer follows it. */
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import { isDataFlowType } from './dataFlowType';
import type { Derivation, FlowValue, LocationValue, ValueSet } from './value';
import { anything, integerOf, nothing, nullOnly, resultValue, union, valueOfType } from './value';

/** Values of System.Reflection.BindingFlags. */
export const BindingFlags = { ignoreCase: 1, declaredOnly: 2, instance: 4, static: 8, public: 16, nonPublic: 32, flattenHierarchy: 64, exactBinding: 0x10000 } as const;
const memberAccess = 0x100 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000;
const understood = BindingFlags.declaredOnly | BindingFlags.instance | BindingFlags.static | BindingFlags.public | BindingFlags.nonPublic
  | BindingFlags.flattenHierarchy | BindingFlags.exactBinding | memberAccess;
/** What lookups without flags find. */
export const publicMembers = BindingFlags.instance | BindingFlags.static | BindingFlags.public;

/** Whether members cannot be told from flags: they are not known, or ask for something else than a kind of member. */
export function isUnsupported(flags: number | undefined): flags is undefined {
  return flags === undefined || (flags & ~understood) !== 0;
}

/** A call whose values are known. */
export interface KnownCall {
  readonly method: MethodSymbol;
  readonly receiver: ValueSet;
  /** By parameter of the method; the receiver of a reduced extension method is the first. */
  readonly arguments: readonly ValueSet[];
}

/** Where a method belongs: "System.Type.GetMethod". */
export function qualifiedName(method: MethodSymbol): string {
  const { containingType: type } = method;
  return `${type.namespace}.${type.name}.${method.associatedSymbol?.name ?? method.name}`;
}

export function isGetType(method: MethodSymbol): boolean {
  return method.parameters.length === 0 && qualifiedName(method) === 'System.Object.GetType';
}

/** What a call gives back. */
export function resultOf(call: KnownCall, typeByName: (name: string) => NamedTypeSymbol | undefined, version: number): ValueSet {
  const { method, receiver } = call;
  const [first = nothing] = call.arguments;
  switch (qualifiedName(method)) {
    case 'System.Reflection.IntrospectionExtensions.GetTypeInfo': return first;
    case 'System.Reflection.TypeInfo.AsType':
    case 'System.Type.UnderlyingSystemType':
    case 'System.Reflection.MethodInfo.MakeGenericMethod': return receiver;
    case 'System.Type.TypeHandle': return map(receiver, (value) => (value.kind === 'type' || value.kind === 'nullable' || value.kind === 'location' ? [{ kind: 'typeHandle', of: value }] : value.kind === 'null' ? nothing : anything));
    case 'System.Type.GetTypeFromHandle': return map(first, (value) => (value.kind === 'typeHandle' && (version >= 9 || value.of.kind !== 'location' || value.of.role === 'typeParameter') ? [value.of] : version < 9 && value.kind === 'null' ? nothing : declared(call)));
    case 'System.Reflection.MethodBase.MethodHandle': return map(receiver, (value) => (value.kind === 'method' ? [{ kind: 'methodHandle', method: value.method }] : anything));
    case 'System.Reflection.MethodBase.GetMethodFromHandle': return map(first, (value) => (value.kind === 'methodHandle' ? [{ kind: 'method', method: value.method }] : anything));
    case 'System.Type.BaseType': return map(receiver, (value) => baseOf(value, call));
    // Up to .NET 8 nothing comes of arguments that are not followed.
    case 'System.Type.MakeGenericType': return version < 9 && first.length === 0 ? nothing : map(receiver, (value) => constructed(value, first));
    case 'System.Type.GetMethod': return map(receiver, (value) => methodsFound(value, first, flagsOf(call), call));
    case 'System.Reflection.RuntimeReflectionExtensions.GetRuntimeMethod': return map(first, (value) => methodsFound(value, call.arguments[1] ?? nothing, publicMembers, call));
    case 'System.Type.GetNestedType': return map(receiver, (value) => nestedTypesFound(value, first, flagsOf(call), call, version));
    case 'System.Type.GetType': return method.isStatic ? map(first, (value) => namedType(value, call, typeByName, version)) : receiver.length === 0 ? declared(call) : typeOfValues(call, version);
    case 'System.Object.GetType': return typeOfValues(call, version);
    case 'System.Type.GetInterface': return map(receiver, (value) => (value.kind === 'null' ? nothing : declared(call, value.kind === 'location' ? 'interface' : undefined, value)));
    case 'System.Nullable.GetUnderlyingType': return map(first, (value) => (value.kind === 'nullable' ? [value.underlying] : value.kind === 'type' && !isOpenNullable(value.type) ? nothing : value.kind === 'location' ? [value] : declared(call)));
    case 'System.Type.AssemblyQualifiedName': return map(receiver, (value) => (value.kind === 'location' ? [value] : value.kind === 'null' ? nothing : anything));
    case 'System.Array.Empty': return [{ kind: 'array', length: 0, elements: new Map() }];
    default: return declared(call);
  }
}

function map(values: ValueSet, result: (value: FlowValue) => ValueSet): ValueSet {
  return values.reduce<ValueSet>((all, value) => union(all, result(value)), nothing);
}

/** What the declaration says, and what is known by the way in which a value was found. */
function declared({ method }: KnownCall, by?: Exclude<Derivation['by'], 'getType'>, of?: FlowValue): ValueSet {
  const definition = method.originalDefinition;
  if (definition.methodKind === 'constructor' || (definition.returnType.kind === 'namedType' && definition.returnType.specialType === 'Void')) return nothing;
  const known = resultValue(method, method.returnType);
  if (by === undefined || of?.kind !== 'location') return [known];
  // The base of a base promises what the base does, and so on: chains would grow in loops.
  return [of.derived?.by === by && of.symbol === definition ? of : { ...known, derived: { by, of } }];
}

/** `GetType()`: of values whose type has no others derived from it, that type. */
function typeOfValues(call: KnownCall, version: number): ValueSet {
  if (call.receiver.length === 0) return version >= 9 ? declared(call) : nothing;
  return map(call.receiver, (value) => {
    const type = value.kind === 'location' ? staticType(value) : undefined;
    if (version < 9 && value.kind !== 'type' && (type === undefined || !isDataFlowType(type, false, version))) return nothing;
    if (type === undefined) return declared(call);
    if (isFinal(type)) return [valueOfType(type)];
    return declared(call).map((each) => (each.kind === 'location' ? { ...each, derived: { by: 'getType', of: type } } : each));
  });
}

/** Type of the place that a value comes from. */
function staticType({ role, symbol, returned }: LocationValue): TypeSymbol | undefined {
  switch (symbol.kind) {
    case 'parameter':
    case 'local':
    case 'field': return symbol.type;
    case 'method': return role === 'this' ? symbol.containingType : returned;
    case 'typeParameter': return undefined;
  }
}

/** Nothing derives from it; delegates keep all their methods. */
function isFinal(type: TypeSymbol): boolean {
  if (type.kind === 'array') return true;
  return type.kind === 'namedType' && (type.isSealed || type.typeKind === 'struct' || type.typeKind === 'enum' || type.typeKind === 'delegate' || (type.name === 'Delegate' && type.namespace === 'System'));
}

function baseOf(value: FlowValue, call: KnownCall): ValueSet {
  if (value.kind === 'null') return nothing;
  const base = value.kind === 'type' && value.type.kind === 'namedType' && !value.type.isUnboundGeneric ? value.type.baseType : undefined;
  return base ? [{ kind: 'type', type: base }] : declared(call, 'baseType', value);
}

/** `MakeGenericType` does not change what is known of a type; of `Nullable<>` it says what is nullable. */
function constructed(value: FlowValue, types: ValueSet): ValueSet {
  if (value.kind === 'null') return nothing;
  if (value.kind !== 'type' || value.type.kind !== 'namedType' || !isNullable(value.type)) return [value];
  const nullable = value.type;
  return map(types, (array) => {
    const elements = array.kind === 'array' ? array.elements.get(0) : undefined;
    if (!elements) return [value];
    return map(elements, (underlying): ValueSet => (underlying.kind === 'type' || underlying.kind === 'location' ? [{ kind: 'nullable', type: nullable, underlying }] : underlying.kind === 'nullable' ? nothing : [value]));
  });
}

/** `typeof(Nullable<>)`, which stands for what has been made of it with types that are not known, too. */
function isOpenNullable(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.isUnboundGeneric && isNullable(type);
}

/** `System.Nullable<>`, constructed or not. */
export function isNullable(type: NamedTypeSymbol): boolean {
  return type.originalDefinition.specialType === 'Nullable' || (type.name === 'Nullable' && type.namespace === 'System' && type.arity === 1);
}

/** Flags that a call is given; `undefined` when they are not known. */
export function flagsOf(call: KnownCall): number | undefined {
  const parameter = call.method.parameters.find((p) => p.type.kind === 'namedType' && p.type.name === 'BindingFlags');
  return parameter ? integerOf(call.arguments[parameter.ordinal] ?? nothing) : publicMembers;
}

function methodsFound(value: FlowValue, names: ValueSet, flags: number | undefined, call: KnownCall): ValueSet {
  if (value.kind === 'null') return nothing;
  if (value.kind !== 'type') return declaredOrAnything(call);
  return map(names, (name) => {
    if (name.kind === 'null') return nothing;
    if (name.kind !== 'string' || isUnsupported(flags)) return declaredOrAnything(call);
    const methods = methodsNamed(value.type, name.text, flags);
    return methods.length === 0 ? nullOnly : methods.map((method) => ({ kind: 'method', method }));
  });
}

function declaredOrAnything(call: KnownCall): ValueSet {
  const values = declared(call);
  return values.length === 0 ? anything : values;
}

/** Methods and accessors of a name that reflection with these flags finds on a type and its bases. The compiler lists no members of `typeof(G<>)`. */
export function methodsNamed(type: TypeSymbol, name: string, flags: number | undefined): readonly MethodSymbol[] {
  if (type.kind !== 'namedType' || type.isUnboundGeneric) return [];
  const found: MethodSymbol[] = [];
  for (const each of typesSearched(type, flags)) {
    for (const member of each.originalDefinition.members) {
      if (member.kind !== 'method' || reflectionName(member) !== name || member.methodKind === 'constructor' || member.methodKind === 'staticConstructor') continue;
      if (each !== type && member.accessibility === 'private') continue;
      if (isFound(member, flags)) found.push(member);
    }
  }
  return found;
}

/** `get_P`, `set_P`, `add_E`, `remove_E` of accessors. */
function reflectionName(method: MethodSymbol): string {
  const prefix = accessorPrefixes[method.methodKind];
  const owner = method.associatedSymbol;
  if (prefix === undefined || !owner) return method.name;
  return `${prefix}${owner.kind === 'property' && owner.isIndexer ? 'Item' : owner.name}`;
}

const accessorPrefixes: Readonly<Record<string, string>> = { propertyGet: 'get_', propertySet: 'set_', eventAdd: 'add_', eventRemove: 'remove_' };

/** The type, and its bases unless only what it declares is asked for. */
export function typesSearched(type: NamedTypeSymbol, flags: number | undefined): readonly NamedTypeSymbol[] {
  return flags !== undefined && (flags & BindingFlags.declaredOnly) !== 0 ? [type] : [...baseTypesAndSelf(type)];
}

/** Flags exclude only what the other flag of the pair asks for: with neither of a pair, or both, everything is let through. */
export function isFound(member: { readonly isStatic: boolean; readonly accessibility: string }, flags: number | undefined): boolean {
  if (flags === undefined) return true;
  const kind = flags & (BindingFlags.instance | BindingFlags.static);
  if (kind === BindingFlags.static && !member.isStatic) return false;
  if (kind === BindingFlags.instance && member.isStatic) return false;
  const access = flags & (BindingFlags.public | BindingFlags.nonPublic);
  if (access === BindingFlags.public && member.accessibility !== 'public') return false;
  return !(access === BindingFlags.nonPublic && member.accessibility === 'public');
}

/** From .NET 10 on a nested type of a known one whose name is not known counts as one of which everything is kept. */
function nestedTypesFound(value: FlowValue, names: ValueSet, flags: number | undefined, call: KnownCall, version: number): ValueSet {
  if (value.kind === 'null') return nothing;
  if (value.kind === 'location') return declared(call, 'nestedType', value);
  if (value.kind !== 'type') return declared(call);
  return map(names, (name) => {
    if (name.kind === 'null') return nothing;
    if (name.kind !== 'string' || isUnsupported(flags)) return version >= 10 ? nothing : declared(call);
    if (value.type.kind !== 'namedType') return nothing;
    const access = flags & (BindingFlags.public | BindingFlags.nonPublic);
    const nested = value.type.originalDefinition.nestedTypesNamed(name.text).filter((type) => isFound({ isStatic: true, accessibility: type.accessibility }, access));
    return nested.map((type) => ({ kind: 'type', type }));
  });
}

/** `Type.GetType("N.C")` finds types of the program alone; names with an assembly or type arguments are left alone. */
function namedType(value: FlowValue, call: KnownCall, typeByName: (name: string) => NamedTypeSymbol | undefined, version: number): ValueSet {
  if (value.kind === 'null') return nothing;
  if (value.kind !== 'string') return value.kind === 'location' ? declared(call, 'name', value) : nothing;
  const { parameters } = call.method;
  const ignoresCase = parameters.length === 3 ? parameters[2] : parameters[4];
  if (ignoresCase && integerOf(call.arguments[ignoresCase.ordinal] ?? nothing) !== 0) return nothing;
  const type = version < 10 || /[,[\]*&\\]/.test(value.text) ? undefined : typeByName(value.text);
  return type?.location ? [{ kind: 'type', type }] : nothing;
}
