/**
 * Members of C# 14 extension blocks in metadata. The compiler writes a static method for each into the static class, and for the block a
 * nested type `<G>$…` with the members as they were declared, each marked with the name of a type `<M>$…` inside, whose only method
 * has the receiver as its parameter. (C# 14 specification, "Extensions", Metadata.)
 */
import type { ExtensionMember } from '../symbols/extensionMembers';
import { substitute, typeMap } from '../symbols/construct';
import { documentationId } from '../symbols/display';
import type { MethodSymbol, ParameterSymbol, PropertySymbol } from '../symbols/symbol';
import type { MetadataAssembly } from './metadataAssembly';
import type { MetadataNamedType } from './namedType';

const markerAttribute = 'System.Runtime.CompilerServices.ExtensionMarkerAttribute';
const receiverMethod = '<Extension>$';

/** Members of the blocks with these rows. */
export function extensionMembersIn(assembly: MetadataAssembly, groups: readonly number[]): readonly ExtensionMember[] {
  return groups.flatMap((row) => {
    const group = assembly.type(row);
    return group.members.flatMap((declared) => {
      if (declared.kind === 'property') return propertyMember(group, declared) ?? [];
      return declared.kind === 'method' && declared.methodKind !== 'constructor' && declared.associatedSymbol === undefined ? methodMember(group, declared) ?? [] : [];
    });
  });
}

function methodMember(group: MetadataNamedType, declared: MethodSymbol): ExtensionMember | undefined {
  const receiver = receiverOf(group, declared);
  const implementation = receiver && implementationOf(group, declared, receiver);
  if (receiver === undefined || implementation === undefined) return undefined;
  const { methodKind } = declared;
  const member = methodKind === 'ordinary' ? implementation : view(implementation, { methodKind: { value: methodKind } });
  return { member, isStatic: declared.isStatic, implementation: member, probe: probeOf(member, receiver, group) };
}

function propertyMember(group: MetadataNamedType, declared: PropertySymbol): ExtensionMember | undefined {
  const receiver = receiverOf(group, declared);
  const accessor = (method: MethodSymbol | undefined, methodKind: MethodSymbol['methodKind']): MethodSymbol | undefined => {
    const found = method && receiver && implementationOf(group, method, receiver);
    return found && view(found, { methodKind: { value: methodKind }, associatedSymbol: { get: () => member } });
  };
  const getMethod = accessor(declared.getMethod, 'propertyGet');
  const setMethod = accessor(declared.setMethod, 'propertySet');
  const implementation = getMethod ?? setMethod;
  if (receiver === undefined || implementation === undefined) return undefined;
  const member: PropertySymbol = view(declared, {
    containingType: { value: implementation.containingType }, getMethod: { value: getMethod }, setMethod: { value: setMethod },
    type: { get: () => (getMethod === undefined ? implementation.parameters.at(-1)?.type ?? declared.type : getMethod.returnType) },
  });
  return { member, isStatic: declared.isStatic, implementation, probe: probeOf(implementation, receiver, group) };
}

/** The receiver as the marker type of a member has it: its type parameters are the marker's, one for each of the block's. */
function receiverOf(group: MetadataNamedType, declared: MethodSymbol | PropertySymbol): ParameterSymbol | undefined {
  const name = declared.attributes.find((a) => a.fullName === markerAttribute)?.constructorArguments[0];
  const marker = name?.kind === 'primitive' ? group.nestedTypes.find((type) => type.name === name.value) : undefined;
  const [method] = marker?.membersNamed(receiverMethod) ?? [];
  return method?.kind === 'method' ? method.parameters[0] : undefined;
}

/** The static method that the compiler made of a declared one: the receiver, if it takes one, and the block's type parameters come first. */
function implementationOf(group: MetadataNamedType, declared: MethodSymbol, receiver: ParameterSymbol): MethodSymbol | undefined {
  const arity = group.arity + declared.typeParameters.length;
  const parameters = declared.isStatic ? declared.parameters : [receiver, ...declared.parameters];
  const key = parameterKey(view(declared, { parameters: { value: parameters } }), group.arity);
  return group.containingType?.membersNamed(declared.name)
    .find((m): m is MethodSymbol => m.kind === 'method' && m.isStatic && m.typeParameters.length === arity && m.parameters.length === parameters.length && parameterKey(m, 0) === key);
}

/** Parameter types as an id has them, where the type parameters of the block are the first of the method. */
function parameterKey(method: MethodSymbol, blockArity: number): string {
  const id = documentationId(method) ?? '';
  const list = id.includes('(') ? id.slice(id.indexOf('(')) : '';
  return list.replace(/(`+)(\d+)/g, (_, ticks: string, ordinal: string) => `\`\`${ticks.length === 1 ? ordinal : Number(ordinal) + blockArity}`);
}

/** See `ExtensionMember.probe`: the receiver in terms of the type parameters of the static method, not of the block's type. */
function probeOf(method: MethodSymbol, receiver: ParameterSymbol, group: MetadataNamedType): MethodSymbol {
  const own = method.typeParameters.slice(0, group.arity);
  const parameter = Object.create(receiver, { type: { value: substitute(receiver.type, typeMap(group.typeParameters, own)) } }) as ParameterSymbol;
  return view(method, { parameters: { value: [parameter] }, typeParameters: { value: own }, typeArguments: { value: own } });
}

/** The symbol with other facts, as a definition of its own. */
function view<T extends MethodSymbol | PropertySymbol>(symbol: T, facts: PropertyDescriptorMap): T {
  const result = Object.create(symbol, { ...facts, originalDefinition: { get: () => result } }) as T;
  return result;
}
