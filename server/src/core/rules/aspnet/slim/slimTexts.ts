/** Route patterns and addresses that get to their call by a static field, a variable or a parameter of a method of the program. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import type { MethodSymbol, ParameterSymbol } from '../../../symbols/symbol';
import { isString } from '../../../symbols/types';
import type { Expression, ForEach, IdentifierName, VariableDeclarator } from '../../../syntax/nodes';
import type { Fact } from '../../rule';
import { onlyValueOf } from '../onlyValue';
import type { SlimFact } from './slimFacts';

/** What a text may ask for. */
export type TextUse = 'usesRegexRoute' | 'usesHttpsUrl';

/** A place that holds a text: a static field, or a parameter by its method and position. */
export type TextFact =
  /** A text that asks for something, put in the place. */
  | { readonly kind: 'givesText'; readonly slot: string; readonly uses: TextUse }
  /** What is in the place goes to such a call, or on to another place. */
  | { readonly kind: 'takesText'; readonly slot: string; readonly uses: TextUse }
  | { readonly kind: 'passesText'; readonly slot: string; readonly to: string };

/** A constraint inside of `{…}`; `{{` is a brace of the route itself. */
const regexConstraint = /(?<!\{)(?:\{\{)*\{[^{}]*:regex\(/i;

/** Whether a text asks for it. */
export function asksFor(text: string, uses: TextUse): boolean {
  return uses === 'usesHttpsUrl' ? /https:\/\//i.test(text) : regexConstraint.test(text);
}

/** Constant text of an expression, or the constant parts of an interpolated string or concatenation; of a variable that is set once, its value's. */
export function textOf(expression: Expression, body: BoundBody, depth = 0): string {
  const value = body.constantOf(expression);
  if (value?.kind === 'primitive') return typeof value.value === 'string' ? value.value : '';
  const node = unwrap(expression);
  if (depth > 8) return '';
  const inner = (part: Expression): string => textOf(part, body, depth + 1);
  if (node.kind === 'InterpolatedString') return node.parts.map((part) => (typeof part === 'string' ? part : inner(part.expression))).join('');
  if (node.kind === 'Invocation') return isPatternParser(node, body) && node.arguments[0] ? inner(node.arguments[0].expression) : '';
  if (node.kind === 'IdentifierName') {
    const value = onlyValueOf(node, body) ?? loopedOver(node, body);
    return value ? inner(value) : '';
  }
  const items = itemsOf(node);
  if (items) return items.map(inner).join('\n');
  return node.kind === 'Binary' && node.operator === '+' ? inner(node.left) + inner(node.right) : '';
}

/** Items of a collection that is made here: what asks for something in one of them does so in all of the text. */
function itemsOf(node: Expression): readonly Expression[] | undefined {
  switch (node.kind) {
    case 'ObjectCreation':
    case 'ImplicitObjectCreation':
    case 'ArrayCreation':
    case 'ImplicitArrayCreation': return node.initializer?.expressions;
    case 'CollectionExpression': return node.elements.filter((element): element is Expression => element.kind !== 'Spread');
    default: return undefined;
  }
}

/** The collection of the `foreach` around a name that declares it. */
function loopedOver(use: IdentifierName, body: BoundBody): Expression | undefined {
  const root = (body.unitOf(use) ?? body.units[0])?.root as AnyNode | undefined;
  const loops = [...(root?.kind === 'ForEach' ? [root] : []), ...nodesOfKind(root, 'ForEach')];
  return (loops as unknown as readonly ForEach[]).findLast(({ variable, start, end }) =>
    start <= use.start && use.end <= end && variable.kind === 'DeclarationExpression' && variable.designation.kind === 'SingleDesignation' && variable.designation.name === use.name)?.expression;
}

function isPatternParser(node: Expression, body: BoundBody): boolean {
  const method = body.symbolOf(node);
  return method?.kind === 'method' && method.name === 'Parse' && method.containingType.name === 'RoutePatternFactory' && method.containingType.namespace.startsWith('Microsoft.');
}

function parameterSlot(method: MethodSymbol, { ordinal }: ParameterSymbol): string {
  const { containingType, name, parameters } = method.originalDefinition;
  return `${containingType.namespace}.${containingType.name}.${name}/${parameters.length}#${ordinal}`;
}

/** The place that an expression names: a static readonly field of the program, or a parameter of the method that the body is of. */
function slotOf(expression: Expression, body: BoundBody): string | undefined {
  const node = unwrap(expression);
  if (node.kind !== 'IdentifierName' && node.kind !== 'MemberAccess') return undefined;
  const symbol = body.symbolOf(node);
  if (symbol?.kind === 'field') return symbol.isStatic && symbol.isReadOnly && symbol.containingType.containingAssembly.isSource ? `${symbol.containingType.namespace}.${symbol.containingType.name}.${symbol.name}` : undefined;
  const method = body.owner.kind === 'member' && body.owner.symbol.kind === 'method' ? body.owner.symbol : undefined;
  const parameter = node.kind === 'IdentifierName' ? method?.parameters.find(({ name }) => name === node.name) : undefined;
  return method && parameter && symbol?.kind === 'parameter' ? parameterSlot(method, parameter) : undefined;
}

/** The argument of a call that takes a text of this use. */
export function takenText(expression: Expression, uses: TextUse, body: BoundBody): TextFact | undefined {
  const slot = slotOf(expression, body);
  return slot === undefined ? undefined : { kind: 'takesText', slot, uses };
}

/** Texts given to methods of the program, and what these pass on. */
export function givenTexts(use: SymbolUse, method: MethodSymbol, body: BoundBody, emit: (at: Anchor, value: TextFact) => void): void {
  if (!method.containingType.containingAssembly.isSource) return;
  for (const { parameter, expression } of use.arguments ?? []) {
    if (parameter.isParams || !isString(parameter.type)) continue;
    const to = parameterSlot(method, parameter);
    emitText(to, expression, use.anchor.unit, body, emit);
    const slot = slotOf(expression, body);
    if (slot !== undefined) emit(use.anchor, { kind: 'passesText', slot, to });
  }
}

/** The text of a static field, where the body is its initializer. */
export function fieldTexts(body: BoundBody, emit: (at: Anchor, value: TextFact) => void): void {
  const field = body.owner.kind === 'member' && body.owner.symbol.kind === 'field' ? body.owner.symbol : undefined;
  if (!field?.isStatic || !field.isReadOnly || !isString(field.type)) return;
  for (const unit of body.units) {
    for (const variable of nodesOfKind(unit.root, 'VariableDeclarator') as unknown as readonly VariableDeclarator[]) {
      if (variable.initializer) emitText(`${field.containingType.namespace}.${field.containingType.name}.${variable.name}`, variable.initializer, unit, body, emit);
    }
  }
}

function emitText(slot: string, expression: Expression, unit: Anchor['unit'], body: BoundBody, emit: (at: Anchor, value: TextFact) => void): void {
  const text = textOf(expression, body);
  for (const uses of ['usesRegexRoute', 'usesHttpsUrl'] as const) {
    if (asksFor(text, uses)) emit({ unit, start: expression.start, end: expression.end }, { kind: 'givesText', slot, uses });
  }
}

/** The texts that get to a call that needs what is left out. */
export function textsThatReach(facts: readonly Fact<SlimFact>[], uses: TextUse): readonly Fact<SlimFact>[] {
  const taken = new Set(facts.flatMap(({ value }) => (value.kind === 'takesText' && value.uses === uses ? [value.slot] : [])));
  const passed = facts.flatMap(({ value }) => (value.kind === 'passesText' ? [value] : []));
  for (let before = -1; before !== taken.size;) {
    before = taken.size;
    for (const { slot, to } of passed) if (taken.has(to)) taken.add(slot);
  }
  return facts.filter(({ value }) => value.kind === 'givesText' && value.uses === uses && taken.has(value.slot));
}
