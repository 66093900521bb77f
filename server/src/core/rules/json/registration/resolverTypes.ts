/** Which types may hold JSON metadata resolvers, and the places that values of them go through: parameters, members, type parameters. */
import { isJsonContext } from '../../../symbols/generatedJsonGraph';
import type { FieldSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import { typeName } from '../typeModel';

/** A place that holds resolvers: what it is given is told by the code of the whole program. */
export interface ResolverSlot {
  readonly kind: 'slot';
  readonly key: string;
  /** Name of the method whose parameter it is: calls of it that could not be bound may give anything. */
  readonly method: string | undefined;
  /** Whether it holds nothing where no code gives it something, as the parameter of a method that nobody calls. */
  readonly mayBeUnused: boolean;
}

/** What a resolver may be: a context, what a place holds, or something else. */
export type ResolverSource = { readonly kind: 'context'; readonly type: NamedTypeSymbol } | ResolverSlot | { readonly kind: 'unknown' };

const deepest = 4;

/** Whether values of a type are resolvers, or collections, functions or the like that give some. */
export function isResolverType(type: TypeSymbol, depth = 0): boolean {
  if (depth > deepest) return false;
  if (type.kind === 'array') return isResolverType(type.elementType, depth + 1);
  if (type.kind === 'typeParameter') return type.constraintTypes.some((each) => isResolverType(each, depth + 1));
  if (type.kind !== 'namedType') return false;
  if (type.typeArguments.length > 0) return type.typeArguments.some((argument) => isResolverType(argument, depth + 1));
  // Asked of the type of every member that code uses: most are told by their kind.
  if (type.typeKind === 'interface') return isNamed(type, 'System.Text.Json.Serialization.Metadata', 'IJsonTypeInfoResolver');
  if (type.typeKind !== 'class' || type.specialType !== undefined) return false;
  return isNamed(type, 'System.Text.Json.Serialization', 'JsonSerializerContext') || isJsonContext(type);
}

/** The context that a value of this type is; undefined where the type leaves it open. */
export function contextOf(type: TypeSymbol | undefined): ResolverSource | undefined {
  return type?.kind === 'namedType' && isJsonContext(type) && !type.isAbstract ? { kind: 'context', type } : undefined;
}

const known = new WeakMap<MethodSymbol, readonly ParameterSymbol[]>();

/** Parameters of a method of the program that take resolvers. */
export function resolverParameters({ originalDefinition: method }: MethodSymbol): readonly ParameterSymbol[] {
  let found = known.get(method);
  if (!found) known.set(method, (found = method.parameters.filter(({ type }) => isResolverType(type))));
  return found;
}

/** Whether the code of a method is known. The functions of top-level statements belong to no type of the program. */
export function isOfProgram({ methodKind, containingType }: MethodSymbol): boolean {
  return methodKind === 'localFunction' || containingType.containingAssembly.isSource;
}

/** Whether calls may lead to another method than the one that they name. */
function isDispatched(method: MethodSymbol): boolean {
  if (method.isVirtual || method.isAbstract || method.isOverride || method.explicitInterfaceImplementations.length > 0) return true;
  return !method.isStatic && method.methodKind === 'ordinary' && method.containingType.allInterfaces.some((each) => each.membersNamed(method.name).length > 0);
}

/** A parameter; undefined where calls need not name the method. */
export function parameterSlot(method: MethodSymbol, ordinal: number, scope: string): ResolverSlot | undefined {
  const { originalDefinition } = method;
  if (isDispatched(originalDefinition)) return undefined;
  const isCalled = originalDefinition.methodKind !== 'constructor'; // Others than the code's own may create it: services.
  return { kind: 'slot', key: `${methodKey(originalDefinition, scope)}#${ordinal}`, method: originalDefinition.name, mayBeUnused: isCalled };
}

/** What a field or property holds, or a method returns. */
export function memberSlot(member: FieldSymbol | PropertySymbol | MethodSymbol, scope: string): ResolverSlot | undefined {
  if (member.kind === 'method') {
    if (isDispatched(member.originalDefinition)) return undefined;
    return { kind: 'slot', key: methodKey(member.originalDefinition, scope), method: undefined, mayBeUnused: false };
  }
  if (member.isVirtual || member.isAbstract || member.isOverride) return undefined;
  return { kind: 'slot', key: `${typeName(member.containingType.originalDefinition)}.${member.name}`, method: undefined, mayBeUnused: false };
}

/** A type parameter that contexts are given for. */
export function typeParameterSlot({ owner, ordinal, name }: TypeParameterSymbol, scope: string): ResolverSlot {
  if (owner.kind === 'method') return { kind: 'slot', key: `${methodKey(owner.originalDefinition, scope)}<${ordinal}>`, method: owner.name, mayBeUnused: !isDispatched(owner.originalDefinition) };
  return { kind: 'slot', key: `${typeName(owner.originalDefinition)}<${name}>`, method: undefined, mayBeUnused: false };
}

function methodKey({ name, containingType, parameters, typeParameters, methodKind }: MethodSymbol, scope: string): string {
  const owner = methodKind === 'localFunction' ? scope : typeName(containingType.originalDefinition);
  return `${owner}.${name}\`${typeParameters.length}(${parameters.map(({ type }) => typeName(type)).join()})`;
}
