/** Names of members of C# 14 extension blocks as the analyzers' messages have them: `N.E.extension(System.String).M()`. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { ExtensionMember } from '../../symbols/extensionMembers';
import type { MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import { displayName, refDisplay } from '../../symbols/display';
import { shortTypeDisplay, typeDisplay } from './display';

/** Undefined for other methods, and where the static method behind the member is called by its own name. */
export function extensionDisplay(use: SymbolUse, method: MethodSymbol, body: BoundBody): string | undefined {
  const found = extensionOf(method);
  const type = method.containingType.originalDefinition;
  if (!found) return undefined;
  const property = method.associatedSymbol?.originalDefinition;
  const { own, block } = blockOf(found);
  if (isOnType(use, type, body)) return property && accessorName(method);
  if (property) return `${block}.${property.name}.${method.methodKind === 'propertySet' ? 'set' : 'get'}`;
  const parameters = found.isStatic ? method.parameters : method.parameters.slice(1);
  const arity = method.typeParameters.slice(own.length);
  return `${block}.${method.name}${listOf(arity)}(${parameters.map((p) => `${p.isParams ? 'params ' : ''}${refDisplay(p)}${shortTypeDisplay(p.type)}`).join(', ')})`;
}

/** An extension member with its receiver. */
type WithReceiver = ExtensionMember & { readonly probe: MethodSymbol };

function extensionOf(method: MethodSymbol): WithReceiver | undefined {
  const type = method.containingType.originalDefinition;
  const property = method.associatedSymbol?.originalDefinition;
  const members = type.isStatic ? type.containingAssembly.extensionMembers?.(type.namespace) : undefined;
  return members?.find((e): e is WithReceiver => e.probe !== undefined && (e.member === method || (property !== undefined && e.member === property)));
}

function blockOf({ probe, implementation }: WithReceiver): { readonly own: readonly TypeParameterSymbol[]; readonly block: string } {
  const own = probe.typeParameters;
  const [receiver] = probe.parameters;
  return { own, block: `${typeDisplay(implementation.containingType.originalDefinition)}.extension${listOf(own)}(${receiver ? fullTypeDisplay(receiver.type) : ''})` };
}

function listOf(parameters: readonly TypeParameterSymbol[]): string {
  return parameters.length > 0 ? `<${parameters.map((p) => p.name).join(', ')}>` : '';
}

/** An accessor that is called as the method that it is. */
function accessorName(method: MethodSymbol): string {
  return `${typeDisplay(method.containingType.originalDefinition)}.${method.name}${listOf(method.typeParameters)}(${method.parameters.map((p) => shortTypeDisplay(p.type)).join(', ')})`;
}

/** What messages call the owner of the type parameters of an extension member that is called as the static method behind it; undefined for others. */
export function extensionOwner(use: SymbolUse, constructed: MethodSymbol, body: BoundBody): string | undefined {
  const method = constructed.originalDefinition;
  if (!extensionOf(method) || !isOnType(use, method.containingType, body)) return undefined;
  return method.associatedSymbol ? accessorName(method) : displayName(method);
}

/** `E.M(x)`; a property is never named that way. */
export function isOnType(use: SymbolUse, type: NamedTypeSymbol, body: BoundBody): boolean {
  if (use.symbol?.kind === 'property') return false;
  const node = use.node as Expression | undefined;
  const access = node?.kind === 'Invocation' ? node.expression : node;
  if (access?.kind !== 'MemberAccess') return access?.kind === 'IdentifierName' || access?.kind === 'GenericName';
  const symbol = body.symbolOf(access.expression);
  return symbol?.kind === 'namedType' && symbol.originalDefinition === type;
}

/** With namespaces and without keywords: `System.Collections.Generic.List<System.String>`. */
export function fullTypeDisplay(type: TypeSymbol): string {
  if (type.kind === 'array') return `${fullTypeDisplay(type.elementType)}[${','.repeat(type.rank - 1)}]`;
  if (type.kind !== 'namedType') return shortTypeDisplay(type);
  const outer = type.containingType ? `${fullTypeDisplay(type.containingType)}.` : type.namespace === '' ? '' : `${type.namespace}.`;
  return outer + type.name + (type.typeArguments.length > 0 ? `<${type.typeArguments.map(fullTypeDisplay).join(', ')}>` : '');
}
