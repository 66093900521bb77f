/**
 * AOT5003: operators of `decimal` in expression trees. The compiler names the methods behind operators of all other types; for `decimal`,
 * whose operators are the language's own, the tree looks them up by reflection when it is made, and the native compiler has not kept them.
 * Neither build nor publish says so. Measured with 32 shapes on net8.0 and net9.0: negation, conversions and comparisons with null work.
 */
import type { BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../flow/walk';
import type { TypeSymbol } from '../../symbols/symbol';
import { isNamed, nullableUnderlying } from '../../symbols/types';
import type { Binary, Lambda } from '../../syntax/nodes';
import { isAnalyzedForNative } from '../json/registration/contexts';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';

const meta: RuleMeta = {
  id: 'AOT5003', name: 'decimal-in-expression-tree', title: 'An expression tree has an operator of decimal', defaultSeverity: 'warning', official: false,
  why: 'The tree finds the operators of decimal by reflection, and a native program does not have them: it throws when the tree is made.',
  whatToDo: 'Use a delegate (Func<T, bool>) instead of the expression, or call decimal.Compare, decimal.Add and the like in it.',
};

const operators: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '!=', '+', '-', '*', '/', '%']);
const numbers: ReadonlySet<string> = new Set(['Decimal', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Char']);

/** The kind of number that an operand is, also a nullable one. */
function numberOf(type: TypeSymbol | undefined): string | undefined {
  const own = type && (nullableUnderlying(type) ?? type);
  return own?.kind === 'namedType' && own.specialType !== undefined && numbers.has(own.specialType) ? own.specialType : undefined;
}

/** Whether an operation has decimals as operands, or such and what is converted to one; what is constant is worked out by the compiler. */
function isOfDecimals({ operator, left, right }: Binary, body: BoundBody): boolean {
  if (!operators.has(operator)) return false;
  const kinds = [left, right].map((operand) => numberOf(body.typeOf(unwrap(operand)) ?? undefined));
  return kinds.includes('Decimal') && !kinds.includes(undefined);
}

/** Whether a node is in a lambda that becomes an expression tree, also in one inside of it. */
function isInTree(node: AnyNode, root: unknown, body: BoundBody): boolean {
  const parents = parentsOf(root);
  for (let at = parents.get(node); at; at = parents.get(at)) {
    const type = at.kind === 'Lambda' ? body.convertedTypeOf(at as unknown as Lambda) : undefined;
    if (type && isNamed(type, 'System.Linq.Expressions', 'Expression')) return true;
  }
  return false;
}

export const decimalExpressionsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!isAnalyzedForNative(program)) return;
    for (const unit of body.units) {
      if (!unit.text.includes('=>')) continue;
      for (const node of nodesOfKind(unit.root, 'Binary')) {
        const operation = node as unknown as Binary;
        if (!isOfDecimals(operation, body) || body.constantOf(operation) !== undefined || !isInTree(node, unit.root, body)) continue;
        const { start, end } = operation;
        context.report({ unit, start, end }, { id: meta.id, message: `The operator '${operation.operator}' of decimal is found by reflection when this expression tree is made, and is not there in the native program: the tree throws.` });
      }
    }
  },
});
