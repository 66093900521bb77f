/** Lowering of lambdas, anonymous methods and parameter lists. */
import type { Block, Expression, Lambda, Parameter, TypeSyntax } from '../nodes';
import { childOfType, commaGroups, field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { lowerAttributeLists } from './attributes';
import { errorNode, identifierText, textOf } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';
import { lowerBlock } from './statements';
import { lowerType } from './types';

function hasModifier(c: LowerContext, node: RawNode, modifier: string): boolean {
  return node.children.some((child) => child.type === 'modifier' && textOf(c, child) === modifier);
}

function lowerBody(c: LowerContext, node: RawNode): Block | Expression {
  return node.type === 'block' ? lowerBlock(c, node) : lowerExpression(c, node);
}

export function lowerLambda(c: LowerContext, node: RawNode): Expression {
  const body = node.children[node.children.length - 1];
  const arrow = childOfType(node, '=>');
  const list = childOfType(node, 'parameter_list') ?? field(node, 'parameters');
  if (body === undefined || arrow === undefined || list === undefined) return errorNode(node);
  const returnType = field(node, 'type');
  const lambda: Lambda = {
    kind: 'Lambda', start: node.start, end: node.end, attributeLists: lowerAttributeLists(c, node),
    isAsync: hasModifier(c, node, 'async'), isStatic: hasModifier(c, node, 'static'), returnType: returnType && lowerType(c, returnType),
    parameters: list.type === 'parameter_list' ? lowerParameters(c, list) : [implicitParameter(c, list)],
    anonymousMethod: false, body: lowerBody(c, body), arrow: arrow.start,
  };
  return lambda;
}

function implicitParameter(c: LowerContext, node: RawNode): Parameter {
  return {
    kind: 'Parameter', start: node.start, end: node.end, attributeLists: [], modifiers: [], type: undefined,
    name: identifierText(c, node), nameStart: node.start, nameEnd: node.end, default: undefined,
  };
}

export function lowerAnonymousMethod(c: LowerContext, node: RawNode): Expression {
  const body = childOfType(node, 'block');
  const keyword = childOfType(node, 'delegate');
  if (body === undefined || keyword === undefined) return errorNode(node);
  const list = childOfType(node, 'parameter_list');
  return {
    kind: 'Lambda', start: node.start, end: node.end, attributeLists: [], isAsync: hasModifier(c, node, 'async'), isStatic: hasModifier(c, node, 'static'),
    returnType: undefined, parameters: list && lowerParameters(c, list), anonymousMethod: true, body: lowerBlock(c, body), arrow: keyword.start,
  };
}

/** Parameters in `()` or `[]`. A `params` parameter has no node of its own in the grammar: its parts lie in the list. */
export function lowerParameters(c: LowerContext, list: RawNode): Parameter[] {
  const parameters: Parameter[] = [];
  const open = list.children[0]?.type ?? '(';
  for (const group of commaGroups(list, open, open === '[' ? ']' : ')')) {
    const single = group.find((child) => child.type === 'parameter');
    const name = group.find((child) => child.field === 'name');
    if (single !== undefined) parameters.push(lowerParameter(c, single, single.children));
    else if (name !== undefined) parameters.push(lowerParameter(c, { start: group[0]?.start ?? name.start, end: name.end }, group));
    else parameters.push(...unnamedParameter(c, group));
  }
  return parameters;
}

/** A type alone: the receiver of an extension block without a name, or a parameter whose name is yet to be typed. */
function unnamedParameter(c: LowerContext, group: readonly RawNode[]): Parameter[] {
  const skipped = group.find((part) => part.type === 'ERROR');
  const type = skipped?.children[skipped.children.length - 1];
  if (skipped === undefined || type === undefined) return [];
  return [lowerParameter(c, skipped, [...skipped.children.slice(0, -1), { ...type, field: 'type' }])];
}

function lowerParameter(c: LowerContext, span: { readonly start: number; readonly end: number }, parts: readonly RawNode[]): Parameter {
  const modifiers: string[] = [];
  let type: TypeSyntax | undefined;
  let name: RawNode | undefined;
  for (const part of parts) {
    if (part.type === 'modifier') modifiers.push(textOf(c, part));
    else if (part.type === 'params') modifiers.push('params');
    else if (part.field === 'type') type = lowerType(c, part);
    else if (part.field === 'name') name = part;
  }
  while (type?.kind === 'RefType' || type?.kind === 'ScopedType') {
    modifiers.push(...(type.kind === 'ScopedType' ? ['scoped'] : type.readonly ? ['ref', 'readonly'] : ['ref']));
    type = type.type;
  }
  const hidden = hiddenModifiers(c, span.start);
  if (hidden) modifiers.unshift(...hidden.modifiers);
  const equals = parts.findIndex((part) => part.type === '=');
  const value = equals < 0 ? undefined : parts[equals + 1];
  const named = name !== undefined && !name.missing ? name : undefined;
  return {
    kind: 'Parameter', start: hidden?.start ?? span.start, end: span.end, attributeLists: lowerAttributeLists(c, { children: parts }), modifiers, type,
    name: named ? identifierText(c, named) : '', nameStart: name?.start ?? span.end, nameEnd: name?.end ?? span.end, default: value && lowerExpression(c, value),
  };
}

/** Modifiers before a lambda parameter, which were blanked for the parser. */
function hiddenModifiers(c: LowerContext, end: number): { readonly start: number; readonly modifiers: readonly string[] } | undefined {
  for (const [start, kind] of c.rewrites ?? []) {
    if (kind !== 'lambdaParameter' || start >= end) continue;
    const text = c.text.slice(start, end);
    if (/^(?:(?:ref|out|in|scoped|readonly)\s+)+$/.test(text)) return { start, modifiers: text.trim().split(/\s+/) };
  }
  return undefined;
}
