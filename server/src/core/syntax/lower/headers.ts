/** Lowering of type headers and using directives. */
import type { Argument, NodeBase, Parameter, TypeHeader, TypeSyntax, UsingDirective } from '../nodes';
import { childOfType, field, hasToken } from '../rawTree';
import type { RawNode } from '../rawTree';
import { lowerAttributeLists } from './attributes';
import { errorNode, identifierText, rewrittenWithin, textOf } from './context';
import type { LowerContext } from './context';
import { lowerArguments } from './expressions';
import { lowerParameters } from './lambdas';
import { lowerConstraints, lowerModifiers, lowerTypeParameters } from './members';
import { lowerType } from './types';

function typeKindOf(c: LowerContext, node: RawNode): TypeHeader['typeKind'] {
  switch (node.type) {
    case 'struct_declaration': return 'struct';
    case 'interface_declaration': return 'interface';
    case 'enum_declaration': return 'enum';
    case 'record_declaration': return hasToken(node, 'struct') ? 'recordStruct' : 'record';
    default: return rewrittenWithin(c, 'extensionBlock', node.start, node.end) ? 'extension' : 'class';
  }
}

/** The header of a type: the node has no body child any more. `end` is where the header ends. */
export function lowerTypeHeader(c: LowerContext, node: RawNode): TypeHeader {
  const typeKind = typeKindOf(c, node);
  const name = field(node, 'name');
  const list = childOfType(node, 'parameter_list');
  const base = childOfType(node, 'base_list');
  const isExtension = typeKind === 'extension';
  const extensionStart = isExtension ? node.children.find((child) => child.type === 'class')?.start ?? node.start : node.start;
  return {
    kind: 'TypeHeader', start: node.start, end: node.end, attributeLists: lowerAttributeLists(c, node), modifiers: headerModifiers(c, node),
    nameStart: isExtension ? extensionStart : name?.start ?? node.end, nameEnd: isExtension ? extensionStart + 'extension'.length : name?.end ?? node.end,
    typeKind, name: isExtension || name === undefined || name.missing ? '' : identifierText(c, name),
    typeParameters: lowerTypeParameters(c, node), constraints: lowerConstraints(c, node), parameters: list && (isExtension ? lowerParameters(c, list).map(receiver) : lowerParameters(c, list)),
    bases: base ? baseTypes(c, base) : [], baseArguments: base && baseArguments(c, base),
  };
}

function headerModifiers(c: LowerContext, node: RawNode): string[] {
  const modifiers = lowerModifiers(c, node);
  return rewrittenWithin(c, 'refPartialStruct', node.start, node.end) ? ['ref', ...modifiers] : modifiers;
}

/** `extension(T)`: what the grammar takes for an untyped parameter's name is the receiver's type. */
function receiver(parameter: Parameter): Parameter {
  if (parameter.type !== undefined || parameter.name === '') return parameter;
  const { nameStart: start, nameEnd: end, name } = parameter;
  return { ...parameter, type: { kind: 'IdentifierName', start, end, name }, name: '', nameStart: end };
}

function baseTypes(c: LowerContext, list: RawNode): TypeSyntax[] {
  const types: TypeSyntax[] = [];
  for (const child of list.children) {
    const type = child.type === 'primary_constructor_base_type' ? child.children[0] : child;
    if (type !== undefined && type.type !== ':' && type.type !== ',' && type.type !== 'argument_list') types.push(lowerType(c, type));
  }
  return types;
}

function baseArguments(c: LowerContext, list: RawNode): (NodeBase & { readonly arguments: readonly Argument[] }) | undefined {
  const primary = childOfType(list, 'primary_constructor_base_type');
  const written = primary ? childOfType(primary, 'argument_list') : childOfType(list, 'argument_list');
  return written && { start: written.start, end: written.end, arguments: lowerArguments(c, written) };
}

/** A using directive of any form. */
export function lowerUsing(c: LowerContext, node: RawNode): UsingDirective {
  const alias = field(node, 'name');
  const target = node.children.find((child) => child !== alias && !usingTokens.has(child.type));
  return {
    kind: 'UsingDirective', start: node.start, end: node.end, isGlobal: hasToken(node, 'global'), isStatic: hasToken(node, 'static'),
    alias: alias && textOf(c, alias).replace(/^@/, ''), target: target ? lowerType(c, target) : errorNode(node),
  };
}

const usingTokens = new Set(['global', 'using', 'static', 'unsafe', '=', ';', 'ERROR']);
