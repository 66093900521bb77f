/** Lowering of query expressions (ECMA-334 §12.20). */
import type { Expression, QueryClause } from '../nodes';
import { childOfType, field } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, identifierText, isDamaged } from './context';
import type { LowerContext } from './context';
import { lowerExpression } from './expressions';
import { lowerType } from './types';

export function lowerQuery(c: LowerContext, node: RawNode): Expression {
  const clauses: QueryClause[] = [];
  for (let i = 0; i < node.children.length; i++) {
    const child = node.children[i];
    if (child === undefined) break;
    if (child.type === 'into') {
      const name = node.children[++i];
      if (name === undefined) return errorNode(node);
      clauses.push({ kind: 'IntoClause', start: child.start, end: name.end, name: identifierText(c, name), nameStart: name.start });
      continue;
    }
    const clause = lowerClause(c, child);
    if (clause === undefined) return errorNode(node);
    // A parenthesis that was rewritten ends the clause where the grammar sees none.
    clauses.push(c.rewrites?.get(child.end) === 'parenthesizedKey' ? { ...clause, end: child.end + 1 } : clause);
  }
  return { kind: 'Query', start: node.start, end: node.end, clauses };
}

/** Undefined for a damaged clause: what a query means depends on all of its clauses. */
function lowerClause(c: LowerContext, node: RawNode): QueryClause | undefined {
  if (isDamaged(node)) return undefined;
  const { start, end } = node;
  const parts = node.children;
  switch (node.type) {
    case 'from_clause': {
      const type = field(node, 'type');
      const name = field(node, 'name');
      const expression = parts[parts.length - 1];
      if (name === undefined || expression === undefined) return undefined;
      return { kind: 'FromClause', start, end, type: type && lowerType(c, type), name: identifierText(c, name), nameStart: name.start, expression: lowerExpression(c, expression) };
    }
    case 'let_clause': {
      const [, name, , expression] = parts;
      if (name === undefined || expression === undefined) return undefined;
      return { kind: 'LetClause', start, end, name: identifierText(c, name), nameStart: name.start, expression: lowerExpression(c, expression) };
    }
    case 'where_clause': return parts[1] && { kind: 'WhereClause', start, end, condition: lowerExpression(c, parts[1]) };
    case 'select_clause': return parts[1] && { kind: 'SelectClause', start, end, expression: lowerExpression(c, parts[1]) };
    case 'group_clause': return parts[1] && parts[3] && { kind: 'GroupClause', start, end, element: lowerExpression(c, parts[1]), by: lowerExpression(c, parts[3]) };
    case 'order_by_clause': return orderBy(c, node);
    case 'join_clause': return join(c, node);
    default: return undefined;
  }
}

function orderBy(c: LowerContext, node: RawNode): QueryClause {
  const orderings: { start: number; end: number; expression: Expression; descending: boolean }[] = [];
  for (const child of node.children.slice(1)) {
    const current = orderings[orderings.length - 1];
    if (child.type === 'ascending' || child.type === 'descending') {
      if (current) Object.assign(current, { end: child.end, descending: child.type === 'descending' });
    } else if (child.type !== ',') orderings.push({ start: child.start, end: child.end, expression: lowerExpression(c, child), descending: false });
  }
  return { kind: 'OrderByClause', start: node.start, end: node.end, orderings };
}

function join(c: LowerContext, node: RawNode): QueryClause | undefined {
  const after = (token: string): RawNode | undefined => node.children[node.children.findIndex((child) => child.type === token) + 1];
  const inIndex = node.children.findIndex((child) => child.type === 'in');
  const name = node.children[inIndex - 1];
  const [source, left, right] = [after('in'), after('on'), after('equals')];
  if (name === undefined || source === undefined || left === undefined || right === undefined) return undefined;
  const type = field(node, 'type');
  const into = childOfType(node, 'join_into_clause')?.children[1];
  return {
    kind: 'JoinClause', start: node.start, end: node.end, type: type && lowerType(c, type), name: identifierText(c, name), nameStart: name.start,
    inExpression: lowerExpression(c, source), leftExpression: lowerExpression(c, left), rightExpression: lowerExpression(c, right), into: into && identifierText(c, into),
  };
}
