/** Patterns (ECMA-334 §11, list patterns of C# 11). */
import type { ConstantPattern, DeclarationPattern, Designation, Expression, IdentifierName, IsType, ListPattern, Pattern, RecursivePattern, SlicePattern, Subpattern } from '../../syntax/nodes';
import { nameExpression } from '../../syntax/lower/patternTail';
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import { declareLocal, recordUse, specialType, unknownType, value } from '../binderContext';
import { bindCondition, bindExpression, bindSettled, convertTo } from './bindExpression';
import { bindMemberName } from './bindExpressionName';
import { chooseDeconstruct } from '../statements/bindStatementDeconstruct';
import { bindTypeSyntax, lookupSimpleName } from '../binderLookup';
import { tupleField } from '../lookup';
import { indexersOf, isNullableValueType, isWellKnown, methodsOf, propertyOf, specialOf, tupleElementTypes, underlyingOfNullable, voidOrType } from '../binderTypes';

/** Binds a pattern against an input of this type (undefined: unknown) and declares its variables. Returns the type it narrows to. */
export function bindPattern(context: BindContext, node: Pattern, input: TypeSymbol | undefined): TypeSymbol | undefined {
  switch (node.kind) {
    case 'ConstantPattern': return bindConstantPattern(context, node, input);
    case 'DeclarationPattern': return bindDeclarationPattern(context, node, input);
    case 'TypePattern': return known(bindTypeSyntax(context, node.type));
    case 'VarPattern': designate(context, node.designation, input); return input;
    case 'DiscardPattern': case 'Error': return input;
    case 'RelationalPattern': convertTo(context, bindExpressionValue(context, node.expression), input === undefined ? undefined : bare(input)); return input;
    case 'BinaryPattern': {
      const left = bindPattern(context, node.left, input);
      const right = bindPattern(context, node.right, node.operator === 'and' ? left : input);
      return node.operator === 'and' ? right : input;
    }
    case 'NotPattern': bindPattern(context, node.pattern, input); return input;
    case 'ParenthesizedPattern': return bindPattern(context, node.pattern, input);
    case 'RecursivePattern': return bindRecursive(context, node, input);
    case 'ListPattern': return bindList(context, node, input);
    case 'SlicePattern': if (node.pattern !== undefined) bindPattern(context, node.pattern, input); return input;
  }
}

/** `e is N`: a type where there is one of the name, else a constant (§12.12.12). */
export function bindIsType(context: BindContext, node: IsType): void {
  const input = bindSettled(context, node.expression);
  const constant = nameExpression(node.type);
  if (constant === undefined || bindTypeSyntax({ ...context, builder: undefined }, node.type).kind !== 'error') bindTypeSyntax(context, node.type);
  else {
    bindConstantPattern(context, { kind: 'ConstantPattern', start: constant.start, end: constant.end, expression: constant }, input.type);
    const known = context.builder?.constants.get(constant);
    if (known !== undefined) context.builder?.constants.set(node.type, known);
  }
}

function known(type: TypeSymbol): TypeSymbol | undefined {
  return type.kind === 'error' ? undefined : type;
}

function bare(type: TypeSymbol): TypeSymbol {
  return isNullableValueType(type) ? underlyingOfNullable(type) : type;
}

function bindExpressionValue(context: BindContext, node: Expression): Bound {
  const bound = bindExpression(context, node);
  bound.alternative?.choose(false);
  return { ...bound, alternative: undefined };
}

/** A constant or a type; only binding tells (§11.2.3). */
function bindConstantPattern(context: BindContext, node: ConstantPattern, input: TypeSymbol | undefined): TypeSymbol | undefined {
  const expression = node.expression;
  const asType = expression.kind === 'IdentifierName' ? prefersType(context, expression) : false;
  const bound = bindExpression(context, expression);
  if (bound.alternative !== undefined) {
    bound.alternative.choose(asType);
    return asType ? bound.alternative.type : input;
  }
  if (bound.category === 'type') return bound.type;
  convertTo(context, bound, bound.shape.kind === 'typed' ? bound.type : input);
  return input;
}

function prefersType(context: BindContext, node: IdentifierName): boolean {
  const found = lookupSimpleName(context, node);
  return found.kind === 'type';
}

function bindDeclarationPattern(context: BindContext, node: DeclarationPattern, input: TypeSymbol | undefined): TypeSymbol | undefined {
  const isVar = node.type.kind === 'IdentifierName' && node.type.name === 'var';
  const type = isVar ? input : known(bindTypeSyntax(context, node.type));
  designate(context, node.designation, type);
  return type;
}

/** Declares what a designation names; `(a, b)` takes the input apart. */
function designate(context: BindContext, node: Designation, type: TypeSymbol | undefined): void {
  switch (node.kind) {
    case 'SingleDesignation': declareLocal(context, node.name, type === undefined ? unknownType : voidOrType(type)); return;
    case 'DiscardDesignation': return;
    case 'ParenthesizedDesignation': {
      const parts = partTypes(context, node.designations.length, type, node, node);
      node.designations.forEach((d, i) => { designate(context, d, parts[i]); });
    }
  }
}

function partTypes(context: BindContext, count: number, type: TypeSymbol | undefined, at: { readonly start: number; readonly end: number }, node: Designation | RecursivePattern): readonly (TypeSymbol | undefined)[] {
  if (type === undefined) return [];
  const from = bare(type);
  const elements = tupleElementTypes(from);
  if (elements !== undefined) return elements;
  const method = chooseDeconstruct(context, value(unknownNode(at), from), count);
  if (method === undefined) {
    const tuple = from.kind === 'namedType' && (specialOf(from) === 'Object' || from.typeKind === 'interface') ? context.compilation.typeByMetadataName('System.Runtime.CompilerServices.ITuple') : undefined;
    recordUse(context, 'pattern', tuple, at, { node });
    return tuple === undefined ? [] : Array.from({ length: count }, () => specialType(context, 'Object'));
  }
  recordUse(context, 'pattern', method.method, at, { node });
  return method.types;
}

function unknownNode(at: { readonly start: number; readonly end: number }): Expression {
  return { kind: 'Error', start: at.start, end: at.end };
}

function bindRecursive(context: BindContext, node: RecursivePattern, input: TypeSymbol | undefined): TypeSymbol | undefined {
  const declared = node.type === undefined ? undefined : known(bindTypeSyntax(context, node.type));
  const type = node.type === undefined ? (input === undefined ? undefined : bare(input)) : declared;
  if (node.positional !== undefined) bindPositional(context, node, node.positional, type);
  node.properties?.forEach((p) => { bindPropertySubpattern(context, p, type); });
  if (node.designation !== undefined) designate(context, node.designation, type);
  return type;
}

function bindPositional(context: BindContext, node: RecursivePattern, parts: readonly Subpattern[], type: TypeSymbol | undefined): void {
  const span = positionalSpan(context, node, parts);
  const types = partTypes(context, parts.length, type, span, node);
  parts.forEach((part, i) => {
    recordElementName(context, part, type, i);
    bindPattern(context, part.pattern, types[i]);
  });
}

/** The name in `(Id: 1, Name: "a")` against a tuple is a use of the element's field. */
function recordElementName(context: BindContext, { name: [name] }: Subpattern, type: TypeSymbol | undefined, index: number): void {
  const field = name !== undefined && type?.kind === 'namedType' && tupleElementTypes(type) !== undefined ? tupleField(type, index) : undefined;
  if (name !== undefined && field !== undefined) recordUse(context, 'field', field, name, { node: name });
}

/** The parenthesized list, which has no node of its own. */
function positionalSpan(context: BindContext, node: RecursivePattern, parts: readonly Subpattern[]): { start: number; end: number } {
  const text = context.unit.text;
  const from = node.type?.end ?? node.start;
  const start = text.indexOf('(', from);
  const close = text.indexOf(')', parts[parts.length - 1]?.end ?? from);
  return start < 0 || close < 0 ? { start: node.start, end: node.end } : { start, end: close + 1 };
}

function bindPropertySubpattern(context: BindContext, node: Subpattern, type: TypeSymbol | undefined): void {
  let current = type;
  for (const name of node.name) {
    if (current === undefined) break;
    const receiver = value(name, bare(current));
    const bound = bindMemberName(context, name, receiver, 'read');
    bound.alternative?.choose(false);
    current = bound.type;
  }
  bindPattern(context, node.pattern, current);
}

function bindList(context: BindContext, node: ListPattern, input: TypeSymbol | undefined): TypeSymbol | undefined {
  const type = input === undefined ? undefined : bare(input);
  const element = type === undefined ? undefined : listElement(context, node, type);
  for (const part of node.patterns) {
    if (part.kind === 'SlicePattern') bindSlice(context, part, type);
    else bindPattern(context, part, element);
  }
  if (node.designation !== undefined) designate(context, node.designation, type);
  return type;
}

function listElement(context: BindContext, node: ListPattern, type: TypeSymbol): TypeSymbol | undefined {
  const length = propertyOf(context, type, 'Length') ?? propertyOf(context, type, 'Count');
  recordUse(context, 'pattern', length, node, { node });
  if (type.kind === 'array') return type.elementType;
  const indexers = indexersOf(context, type).filter((p) => p.parameters.length === 1);
  const indexer = indexers.find((p) => isWellKnown(p.parameters[0]?.type, 'System', 'Index'))
    ?? indexers.find((p) => { const t = p.parameters[0]?.type; return t !== undefined && specialOf(t) === 'Int32'; });
  recordUse(context, 'pattern', indexer, node, { node });
  return indexer?.type;
}

function bindSlice(context: BindContext, node: SlicePattern, type: TypeSymbol | undefined): void {
  if (node.pattern === undefined) return;
  let part: TypeSymbol | undefined;
  if (type?.kind === 'array') part = type;
  else if (type !== undefined) {
    const slice = methodsOf(context, type, specialOf(type) === 'String' ? 'Substring' : 'Slice').find((m) => m.parameters.length === 2);
    recordUse(context, 'pattern', slice, node, { node });
    part = slice?.returnType;
  }
  bindPattern(context, node.pattern, part);
}

/** Binds the pattern and guard of a `case`. */
export function bindCase(context: BindContext, pattern: Pattern | undefined, when: Expression | undefined, input: TypeSymbol | undefined): void {
  if (pattern !== undefined) bindPattern(context, pattern, input);
  if (when !== undefined) bindCondition(context, when);
}
