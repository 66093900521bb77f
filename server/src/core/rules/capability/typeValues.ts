/** What is known of `System.Type` values, names and arguments that a call of reflection is given: only what one look at the body tells for sure. */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { unwrap, walk } from '../../flow/walk';
import type { NamedTypeSymbol } from '../../symbols/symbol';
import type { Expression } from '../../syntax/nodes';

/** Types that an expression of type Type may stand for; undefined when it may be another. */
export function knownTypes(expression: Expression, body: BoundBody): readonly NamedTypeSymbol[] | undefined {
  const node = unwrap(expression);
  switch (node.kind) {
    case 'TypeOf': return typeOperand(node, body);
    case 'Conditional': {
      const first = knownTypes(node.whenTrue, body);
      const second = knownTypes(node.whenFalse, body);
      return first && second && [...first, ...second];
    }
    case 'IdentifierName': {
      const value = onlyValue(node, body);
      return value && unwrap(value).kind === 'TypeOf' ? knownTypes(value, body) : undefined;
    }
    case 'Invocation': {
      const called = node.expression;
      return called.kind === 'MemberAccess' && called.name.name === 'GetTypeInfo' && node.arguments.length === 0 ? knownTypes(called.expression, body) : undefined;
    }
    default: return undefined;
  }
}

function typeOperand(node: Expression, body: BoundBody): readonly NamedTypeSymbol[] | undefined {
  const use = body.uses.find((u) => u.kind === 'typeof' && u.node === node);
  if (use?.symbol === undefined) return undefined;
  // Arrays, pointers and predefined types have nothing that carries one of the attributes.
  return use.symbol.kind === 'namedType' ? [use.symbol] : use.symbol.kind === 'array' || use.symbol.kind === 'pointer' ? [] : undefined;
}

/** Value that a local has from its declaration on; undefined when it can get another. */
export function onlyValue(node: Expression & { readonly kind: 'IdentifierName' }, body: BoundBody): Expression | undefined {
  if (body.symbolOf(node)?.kind !== 'local') return undefined;
  const values = valuesOf(node.name, body);
  return values?.length === 1 ? values[0] : undefined;
}

/** All that is assigned to a local by name; undefined when it can get a value in another way. */
export function valuesOf(name: string, body: BoundBody): readonly Expression[] | undefined {
  const values: Expression[] = [];
  const elsewhere: AnyNode[] = [];
  for (const root of body.roots) {
    walk(root, (node) => {
      const typed = node as unknown as Expression | { readonly kind: 'VariableDeclarator'; readonly name: string; readonly initializer: Expression | undefined };
      if (typed.kind === 'VariableDeclarator' && typed.name === name && typed.initializer) values.push(typed.initializer);
      if (typed.kind === 'Assignment' && typed.left.kind === 'IdentifierName' && typed.left.name === name) values.push(typed.right);
      if (node.kind === 'Argument') {
        const argument = node as unknown as { readonly refKind: string; readonly expression: Expression };
        if (argument.refKind !== 'none' && argument.expression.kind === 'IdentifierName' && argument.expression.name === name) elsewhere.push(node);
      }
      if (typed.kind === 'Tuple' || typed.kind === 'RefExpression') walk(typed, (inner) => { if ((inner as unknown as Expression).kind === 'IdentifierName' && (inner as unknown as { readonly name: string }).name === name) elsewhere.push(inner); return undefined; });
      return undefined;
    });
  }
  return elsewhere.length > 0 ? undefined : values;
}

/** A name argument: its text, `any` when it can be anything, undefined when the analyzers may know more of it than is known here. */
export function knownName(expression: Expression, body: BoundBody): { readonly text: string } | 'any' | undefined {
  const constant = body.constantOf(expression);
  if (constant?.kind === 'primitive') return typeof constant.value === 'string' ? { text: constant.value } : undefined;
  const node = unwrap(expression);
  if (node.kind !== 'IdentifierName') return undefined;
  if (body.symbolOf(node)?.kind === 'parameter') return isReassigned(node.name, body) ? undefined : 'any';
  const value = onlyValue(node, body);
  return value && unwrap(value).kind === 'Literal' ? knownName(value, body) : undefined;
}

function isReassigned(name: string, body: BoundBody): boolean {
  const values = valuesOf(name, body);
  return values === undefined || values.length > 0;
}

/** Value of a constant of an enum. */
export function knownFlags(expression: Expression, body: BoundBody): number | undefined {
  const constant = body.constantOf(expression);
  if (constant?.kind === 'enum' || constant?.kind === 'primitive') return typeof constant.value === 'number' || typeof constant.value === 'bigint' ? Number(constant.value) : undefined;
  return undefined;
}

/** Number of elements of an array that is written out; undefined for other values. */
export function knownLength(expression: Expression, body: BoundBody): number | undefined {
  const node = unwrap(expression);
  switch (node.kind) {
    case 'ArrayCreation': {
      if (node.initializer) return node.initializer.expressions.length;
      const size = node.type.ranks[0]?.sizes[0];
      const constant = size && body.constantOf(size);
      return constant?.kind === 'primitive' && typeof constant.value === 'number' ? constant.value : undefined;
    }
    case 'ImplicitArrayCreation': return node.initializer.expressions.length;
    case 'CollectionExpression': return node.elements.some((element) => element.kind === 'Spread') ? undefined : node.elements.length;
    case 'MemberAccess': {
      const symbol = body.symbolOf(node);
      return symbol?.kind === 'field' && symbol.name === 'EmptyTypes' && symbol.containingType.name === 'Type' ? 0 : undefined;
    }
    default: return undefined;
  }
}
