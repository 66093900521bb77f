/** Names of declared members in messages; members of C# 14 extension blocks are named with their block. */
import { displayName, qualifiedDisplay, typeDisplay } from '../../symbols/display';
import { fullTypeDisplay } from '../capability/extensionDisplay';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeParameterSymbol } from '../../symbols/symbol';
import type { Parameter, TypeParameter, Unit } from '../../syntax/nodes';

/** A property of an extension block: the class around the block does not list it among its members. */
export function isExtensionProperty(property: PropertySymbol): boolean {
  return property.location !== undefined && !property.containingType.membersNamed(property.name).includes(property);
}

/** The parameter of the extension block that a static member is in: the member's symbol does not have it. */
function staticExtensionParameter(member: MethodSymbol | PropertySymbol): ParameterSymbol | undefined {
  const type = member.containingType.originalDefinition;
  if (!type.isStatic) return undefined;
  const declared = member.kind === 'method' ? member.associatedSymbol ?? member : member;
  const found = type.containingAssembly.extensionMembers?.(type.namespace).find((e) => e.isStatic && e.member === declared);
  return found?.probe?.parameters[0];
}

/** The receiver that an extension block gives to its instance members. */
export function extensionReceiver(method: MethodSymbol): ParameterSymbol | undefined {
  const property = method.associatedSymbol;
  if (property?.kind === 'property') return isExtensionProperty(property) && method.parameters.length > property.parameters.length + (method.methodKind === 'propertySet' ? 1 : 0) ? method.parameters[0] : undefined;
  const written = (method.location?.unit as Unit | undefined)?.root as { readonly parameters?: readonly Parameter[] } | undefined;
  return method.isExtensionMethod && written?.parameters !== undefined && written.parameters.length < method.parameters.length ? method.parameters[0] : undefined;
}

/** The analyzers' name of a definition: `N.Type.Method<T>(Type)`, `N.Class.extension<T>(System.Collections.Generic.List<T>).Property`. */
export function memberName(member: MemberSymbol): string {
  const name = displayName(member.originalDefinition);
  const method = member.kind === 'method' ? member : member.kind === 'property' && isExtensionProperty(member) ? (member.getMethod ?? member.setMethod) : undefined;
  const ofBlockOnly = member.kind === 'method' || member.kind === 'property' ? staticExtensionParameter(member.originalDefinition) : undefined;
  const receiver = ofBlockOnly ?? (method && extensionReceiver(method));
  if (!receiver || !method) return name;
  const owner = `${displayName(member.containingType.originalDefinition)}.`;
  const own = name.slice(owner.length);
  const names = method.typeParameters.map((p) => p.name);
  const written = (method.location?.unit as Unit | undefined)?.root as { readonly typeParameters?: readonly TypeParameter[] } | undefined;
  const ofBlock = names.slice(0, names.length - (written?.typeParameters?.length ?? 0));
  const block = `${owner}extension${listOf(ofBlock)}(${member.kind === 'method' ? fullTypeDisplay(receiver.type) : typeDisplay(receiver.type)}).`;
  if (member.kind !== 'method' || member.associatedSymbol) return block + own;
  const generic = listOf(names.slice(ofBlock.length));
  if (!ofBlockOnly) return block + withoutReceiver(own, listOf(names), generic);
  const open = own.indexOf('(');
  return `${block}${own.slice(0, open - listOf(names).length)}${generic}${own.slice(open)}`;
}

/** What messages call the owner of a type parameter: its method or type, or the extension block that declares it. */
export function typeParameterOwner(parameter: TypeParameterSymbol, owner: NamedTypeSymbol | MethodSymbol): string {
  if (owner.kind !== 'method') return displayName(owner);
  const receiver = extensionReceiver(owner) ?? staticExtensionParameter(owner.originalDefinition);
  const written = (owner.location?.unit as Unit | undefined)?.root as { readonly typeParameters?: readonly TypeParameter[] } | undefined;
  const ofBlock = owner.typeParameters.slice(0, owner.typeParameters.length - (written?.typeParameters?.length ?? 0));
  if (!receiver || !ofBlock.some((p) => p.name === parameter.name)) return memberName(owner);
  return `${displayName(owner.containingType.originalDefinition)}.extension${listOf(ofBlock.map((p) => p.name))}(${fullTypeDisplay(receiver.type)})`;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? '' : `<${names.join(', ')}>`;
}

/** `M<T, U>(Receiver, Int32)` as `M<U>(Int32)`: a comma counts only outside all brackets. */
function withoutReceiver(signature: string, all: string, own: string): string {
  const open = signature.indexOf('(');
  let depth = 0;
  let i = open + 1;
  for (; i < signature.length - 1; i++) {
    const c = signature[i] ?? '';
    if ('<([{'.includes(c)) depth++;
    else if ('>)]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) break;
  }
  const rest = signature.slice(i).replace(/^, /, '');
  return `${signature.slice(0, open - all.length)}${own}(${rest}`;
}

/** Name of the field behind an automatic property. */
export function backingFieldName(property: PropertySymbol): string {
  return `${qualifiedDisplay(property.containingType)}.<${property.name}>k__BackingField`;
}
