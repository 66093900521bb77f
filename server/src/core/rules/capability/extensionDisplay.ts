/** Names of members of C# 14 extension blocks as the analyzers' messages have them: `N.E.extension(System.String).M()`. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';
import { shortTypeDisplay, typeDisplay } from './display';

/** Undefined for other methods, and where the static method behind the member is called by its own name. */
export function extensionDisplay(use: SymbolUse, method: MethodSymbol, body: BoundBody): string | undefined {
  const type = method.containingType.originalDefinition;
  if (!type.isStatic || type.containingAssembly.extensionMembers === undefined || isOnType(use, type, body)) return undefined;
  const property = method.associatedSymbol?.originalDefinition;
  const found = type.containingAssembly.extensionMembers(type.namespace).find((e) => e.member === method || (property !== undefined && e.member === property));
  const receiver = found?.probe?.parameters[0];
  if (!found?.probe || !receiver) return undefined;
  const own = found.probe.typeParameters;
  const block = `${typeDisplay(type)}.extension${own.length > 0 ? `<${own.map((p) => p.name).join(', ')}>` : ''}(${fullTypeDisplay(receiver.type)})`;
  if (property) return `${block}.${property.name}.${method.methodKind === 'propertySet' ? 'set' : 'get'}`;
  const parameters = found.isStatic ? method.parameters : method.parameters.slice(1);
  const arity = method.typeParameters.slice(own.length);
  return `${block}.${method.name}${arity.length > 0 ? `<${arity.map((p) => p.name).join(', ')}>` : ''}(${parameters.map((p) => shortTypeDisplay(p.type)).join(', ')})`;
}

/** `E.M(x)`; a property is never named that way. */
function isOnType(use: SymbolUse, type: NamedTypeSymbol, body: BoundBody): boolean {
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
