/** Deconstruction (ECMA-334 §12.7) and the variables that designations declare. */
import type { Assignment, Designation, Expression, ForEach, NodeBase } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound, MutableLocal } from '../binderContext';
import type { ArgumentShape } from '../shape';
import { declareLocal, findLocal, recordUse, unknown, unknownType, value } from '../binderContext';
import { bindExpression, bindValue, asValue, convertTo, settle } from '../expressions/bindExpression';
import { chooseMethod } from '../expressions/bindExpressionGroup';
import { bindTypeSyntax } from '../binderLookup';
import { makeTuple, methodsOf, tupleElementTypes, voidOrType } from '../binderTypes';

/** A Deconstruct method and the types that it gives. */
export interface Deconstruction {
  readonly method: MethodSymbol;
  readonly types: readonly TypeSymbol[];
}

/** Deconstruct with this many out parameters, an extension too. */
export function chooseDeconstruct(context: BindContext, receiver: Bound, count: number): Deconstruction | undefined {
  if (receiver.type === undefined) return undefined;
  const args = Array.from({ length: count }, (): ArgumentShape => ({ name: undefined, refKind: 'out', shape: { kind: 'outVar' } }));
  const at = receiver.node;
  const choice = chooseMethod(context, {
    name: { kind: 'IdentifierName', start: at.start, end: at.end, name: 'Deconstruct' }, receiver, typeArguments: undefined, anchor: at,
    methods: methodsOf(context, receiver.type, 'Deconstruct').filter((m) => m.parameters.length === count),
  }, args);
  if (choice.kind !== 'method') return undefined;
  return { method: choice.method, types: choice.method.parameters.slice(choice.reduced ? 1 : 0).map((p) => p.type) };
}

/** Declares a designation's variables; the result gives them their types once the input's type is known. */
export function bindDesignation(context: BindContext, node: Designation, declared: TypeSymbol | undefined): (type: TypeSymbol) => void {
  switch (node.kind) {
    case 'DiscardDesignation': return () => undefined;
    case 'SingleDesignation': {
      const local: MutableLocal = declareLocal(context, node.name, declared ?? unknownType);
      return (type) => { if (declared === undefined) local.type = voidOrType(type); };
    }
    case 'ParenthesizedDesignation': {
      const parts = node.designations.map((d) => bindDesignation(context, d, undefined));
      return (type) => {
        const types = takeApart(context, value(errorNode(node), type), node.designations.length, node);
        parts.forEach((assign, i) => { const t = types[i]; if (t !== undefined) assign(t); });
      };
    }
  }
}

function errorNode(at: NodeBase): Expression {
  return { kind: 'Error', start: at.start, end: at.end };
}

/** Types of the parts of a value: tuple elements, or what Deconstruct gives; records the call at the target. */
function takeApart(context: BindContext, source: Bound, count: number, at: Designation | Expression): readonly TypeSymbol[] {
  if (source.type === undefined) return [];
  const elements = tupleElementTypes(source.type);
  if (elements?.length === count) return elements;
  const found = chooseDeconstruct(context, source, count);
  if (found === undefined) return [];
  recordUse(context, 'deconstruct', found.method, at, { node: at, receiver: source });
  return found.types;
}

type Target =
  | { readonly kind: 'parts'; readonly parts: readonly Target[]; readonly at: Designation | Expression; /** The word of `var (a, b)`. */ readonly varToken?: NodeBase }
  | { readonly kind: 'declaration'; readonly assign: (type: TypeSymbol) => void; readonly type: TypeSymbol | undefined; readonly name?: string }
  | { readonly kind: 'expression'; readonly bound: Bound }
  | { readonly kind: 'discard' };

/** `(a, var b) = e`, `var (a, b) = e`. */
export function bindDeconstruction(context: BindContext, node: Assignment, left: Expression): Bound {
  const target = bindTarget(context, left);
  const right = node.right;
  const source = bindValue(context, right);
  if (right.kind === 'Tuple' && source.shape.kind !== 'unknown') assignLiteral(context, target, source);
  else {
    settle(source);
    assignValue(context, target, source);
  }
  const type = targetType(context, target);
  return type === undefined ? unknown(node) : value(node, type);
}

function bindTarget(context: BindContext, node: Expression): Target {
  if (node.kind === 'Tuple') return { kind: 'parts', parts: node.arguments.map((a) => bindTarget(context, a.expression)), at: node };
  if (node.kind === 'Parenthesized') return bindTarget(context, node.expression);
  if (node.kind === 'DeclarationExpression') {
    const isVar = node.type.kind === 'IdentifierName' && node.type.name === 'var';
    const declared = isVar ? undefined : bindTypeSyntax(context, node.type);
    if (node.designation.kind === 'ParenthesizedDesignation') return designationTarget(context, node.designation, node, node.type);
    const assign = bindDesignation(context, node.designation, declared);
    const isDiscard = node.designation.kind === 'DiscardDesignation';
    return {
      kind: 'declaration', type: declared,
      assign: (type) => {
        assign(type);
        if (isVar && !isDiscard) recordUse(context, 'var', type, node.type);
        if (isVar && isDiscard) recordUse(context, 'var', type, node.type);
      },
    };
  }
  if (node.kind === 'IdentifierName' && node.name === '_' && findLocal(context, '_') === undefined) return { kind: 'discard' };
  return { kind: 'expression', bound: asValue(bindExpression(context, node, 'write')) };
}

function designationTarget(context: BindContext, node: Designation, at: Designation | Expression, varToken?: NodeBase): Target {
  switch (node.kind) {
    case 'DiscardDesignation': return { kind: 'discard' };
    case 'SingleDesignation': return { kind: 'declaration', assign: bindDesignation(context, node, undefined), type: undefined, name: node.name };
    case 'ParenthesizedDesignation': return { kind: 'parts', parts: node.designations.map((d) => designationTarget(context, d, d)), at, varToken };
  }
}

/** Gives a target its value; the result is the target's type. */
function assignValue(context: BindContext, target: Target, source: Bound): TypeSymbol | undefined {
  switch (target.kind) {
    case 'discard': return source.type;
    case 'declaration':
      if (target.type !== undefined) convertTo(context, { ...source, finish: undefined }, target.type);
      else if (source.type !== undefined) target.assign(source.type);
      return target.type ?? source.type;
    case 'expression': settle(target.bound); return target.bound.type;
    case 'parts': {
      const types = takeApart(context, source, target.parts.length, target.at);
      return assignParts(context, target, types.map((t) => value(errorNode(target.at), t)));
    }
  }
}

function assignParts(context: BindContext, target: Extract<Target, { kind: 'parts' }>, sources: readonly Bound[]): TypeSymbol | undefined {
  const types = target.parts.map((part, i) => assignValue(context, part, sources[i] ?? unknown(errorNode(target.at))));
  if (!types.every((t) => t !== undefined)) return undefined;
  const names = target.parts.map((p) => p.kind === 'declaration' ? p.name : undefined);
  const tuple = makeTuple(context, types, names);
  if (target.varToken !== undefined) recordUse(context, 'var', tuple, target.varToken);
  return tuple;
}

/** A tuple literal goes element by element, each converted to its target. */
function assignLiteral(context: BindContext, target: Target, source: Bound): void {
  const types = targetElementTypes(context, target, source);
  const tuple = types === undefined ? undefined : makeTuple(context, types, undefined);
  if (tuple === undefined) settle(source);
  else source.finish?.(tuple);
  if (source.type !== undefined) assignValue(context, target, source);
  else if (types !== undefined && target.kind === 'parts') assignParts(context, target, types.map((t) => value(source.node, t)));
}

function targetElementTypes(context: BindContext, target: Target, source: Bound): TypeSymbol[] | undefined {
  if (target.kind !== 'parts') return undefined;
  // A literal with `null` in it has no type of its own, but its other elements have.
  const parts = source.shape.kind === 'tuple' ? source.shape.elements.map((element) => (element.kind === 'typed' ? element.type : undefined)) : [];
  const own = (source.type === undefined ? undefined : tupleElementTypes(source.type)) ?? parts;
  const result: TypeSymbol[] = [];
  target.parts.forEach((part, i) => {
    const type = part.kind === 'parts' || part.kind === 'discard' ? own[i] : targetType(context, part) ?? own[i];
    if (type !== undefined) result.push(type);
  });
  return result.length === target.parts.length ? result : undefined;
}

function targetType(context: BindContext, target: Target): TypeSymbol | undefined {
  switch (target.kind) {
    case 'discard': return undefined;
    case 'declaration': return target.type;
    case 'expression': return target.bound.type;
    case 'parts': {
      const types = target.parts.map((p) => targetType(context, p));
      return types.every((t) => t !== undefined) ? makeTuple(context, types, undefined) : undefined;
    }
  }
}

/** The variables of `foreach (var (a, b) in …)` and `foreach ((int a, var b) in …)`. */
export function bindForEachTarget(context: BindContext, node: ForEach, element: TypeSymbol | undefined): void {
  const target = bindTarget(context, node.variable);
  assignValue(context, target, value(node.variable, element));
}
