/** Lowering of statements. */
import type { Block, CatchClause, Expression, LocalDeclaration, Statement, SwitchLabel, SwitchSection, VariableDeclarator } from '../nodes';
import { childOfType, field, hasToken } from '../rawTree';
import type { RawNode } from '../rawTree';
import { errorNode, identifierText, isDamaged, textOf } from './context';
import type { LowerContext } from './context';
import { deconstructionTarget } from './deconstructionTarget';
import { lowerExpression } from './expressions';
import { declarationOfComparison } from './foreachVariable';
import { lowerLocalFunction } from './members';
import { lowerDesignation, lowerPattern } from './patterns';
import { lowerType } from './types';

export function lowerBlock(c: LowerContext, node: RawNode): Block {
  return { kind: 'Block', start: node.start, end: node.end, statements: lowerStatements(c, node.children) };
}

function lowerStatements(c: LowerContext, nodes: readonly RawNode[]): Statement[] {
  const statements: Statement[] = [];
  for (const node of nodes) if (node.type !== '{' && node.type !== '}') statements.push(lowerStatement(c, node));
  return statements;
}

/** Any statement; what could not be parsed becomes an ErrorNode. */
export function lowerStatement(c: LowerContext, node: RawNode): Statement {
  if (node.missing || isDamaged(node) && !toleratesDamage.has(node.type)) return errorNode(node);
  const { start, end } = node;
  switch (node.type) {
    case 'block': return lowerBlock(c, node);
    case 'expression_statement': return { kind: 'ExpressionStatement', start, end, expression: expressionAt(c, node, node.children[0]) };
    case 'local_declaration_statement': return localDeclaration(c, node);
    case 'local_function_statement': return lowerLocalFunction(c, node);
    case 'return_statement': return { kind: 'Return', start, end, expression: optional(c, node.children[1]) };
    case 'throw_statement': return { kind: 'Throw', start, end, expression: optional(c, node.children[1]) };
    case 'yield_statement': return { kind: 'Yield', start, end, expression: node.children[1]?.type === 'return' ? optional(c, node.children[2]) : undefined };
    case 'if_statement': return ifStatement(c, node);
    case 'while_statement': return { kind: 'While', start, end, condition: expressionAt(c, node, node.children[2]), body: lastStatement(c, node) };
    case 'do_statement': return doStatement(c, node);
    case 'for_statement': return forStatement(c, node);
    case 'foreach_statement': return foreachStatement(c, node);
    case 'using_statement': return usingStatement(c, node);
    case 'lock_statement': return { kind: 'Lock', start, end, expression: expressionAt(c, node, node.children[2]), body: lastStatement(c, node) };
    case 'fixed_statement': {
      const declaration = childOfType(node, 'variable_declaration');
      return declaration ? { kind: 'Fixed', start, end, declaration: lowerVariables(c, declaration), body: lastStatement(c, node) } : errorNode(node);
    }
    case 'try_statement': return tryStatement(c, node);
    case 'switch_statement': return switchStatement(c, node);
    case 'labeled_statement': return labeled(c, node);
    case 'goto_statement': case 'break_statement': case 'continue_statement': return jump(c, node);
    case 'checked_statement': case 'unsafe_statement': {
      const block = childOfType(node, 'block');
      const keyword = node.children[0];
      return block && keyword ? { kind: 'ModifiedBlock', start, end, modifier: keyword.type, block: lowerBlock(c, block) } : errorNode(node);
    }
    case 'empty_statement': return { kind: 'Empty', start, end };
    default: return errorNode(node);
  }
}

const toleratesDamage = new Set(['block']);

function expressionAt(c: LowerContext, node: RawNode, child: RawNode | undefined): Expression {
  return child ? lowerExpression(c, child) : errorNode(node);
}

/** The expression that may stand before `;`. */
function optional(c: LowerContext, child: RawNode | undefined): Expression | undefined {
  return child === undefined || child.type === ';' ? undefined : lowerExpression(c, child);
}

function lastStatement(c: LowerContext, node: RawNode): Statement {
  const body = node.children[node.children.length - 1];
  return body ? lowerStatement(c, body) : errorNode(node);
}

/** `T a = 1, b`: a `variable_declaration` as it stands in `for`, `using` and `fixed`. */
export function lowerVariables(c: LowerContext, node: RawNode): LocalDeclaration {
  const type = node.children[0];
  return {
    kind: 'LocalDeclaration', start: node.start, end: node.end, isConst: false, isUsing: false, isAwait: false,
    type: type && type.type !== 'variable_declarator' ? lowerType(c, type) : errorNode(node), variables: lowerDeclarators(c, node),
  };
}

export function lowerDeclarators(c: LowerContext, node: RawNode): VariableDeclarator[] {
  return node.children.filter((child) => child.type === 'variable_declarator').map((child) => {
    const name = field(child, 'name');
    return {
      kind: 'VariableDeclarator', start: child.start, end: child.end, name: name && !name.missing ? identifierText(c, name) : '',
      nameStart: name?.start ?? child.start, nameEnd: name?.end ?? child.start, initializer: isDamaged(child) ? errorNode(child) : initializerOf(c, child),
    };
  });
}

function initializerOf(c: LowerContext, declarator: RawNode): Expression | undefined {
  const equals = declarator.children.findIndex((child) => child.type === '=');
  const value = equals < 0 ? undefined : declarator.children[equals + 1];
  return value && lowerExpression(c, value);
}

function localDeclaration(c: LowerContext, node: RawNode): Statement {
  const declaration = childOfType(node, 'variable_declaration');
  if (declaration === undefined || isDamaged(declaration)) return errorNode(node);
  const { start, end } = node;
  const deconstruction = lowerDeconstruction(c, declaration);
  if (deconstruction !== undefined) return { kind: 'ExpressionStatement', start, end, expression: deconstruction };
  return {
    ...lowerVariables(c, declaration), start, end, isUsing: hasToken(node, 'using'), isAwait: hasToken(node, 'await'),
    isConst: node.children.some((child) => child.type === 'modifier' && textOf(c, child) === 'const'),
  };
}

/** `var (a, b) = e` is an assignment to a declaration expression; the grammar has a variable declaration. */
function lowerDeconstruction(c: LowerContext, declaration: RawNode): Expression | undefined {
  const [type, declarator] = declaration.children;
  const tuple = declarator && childOfType(declarator, 'tuple_pattern');
  if (type === undefined || declarator === undefined || tuple === undefined) return undefined;
  const right = initializerOf(c, declarator) ?? errorNode(declarator);
  const left: Expression = { kind: 'DeclarationExpression', start: type.start, end: tuple.end, type: lowerType(c, type), designation: lowerDesignation(c, tuple) };
  return { kind: 'Assignment', start: type.start, end: right.end, operator: '=', left, right };
}

function ifStatement(c: LowerContext, node: RawNode): Statement {
  const consequence = field(node, 'consequence');
  const alternative = field(node, 'alternative');
  return {
    kind: 'If', start: node.start, end: node.end, condition: expressionAt(c, node, field(node, 'condition')),
    then: consequence ? lowerStatement(c, consequence) : errorNode(node), else: alternative && lowerStatement(c, alternative),
  };
}

function doStatement(c: LowerContext, node: RawNode): Statement {
  const body = node.children[1];
  return { kind: 'DoWhile', start: node.start, end: node.end, condition: expressionAt(c, node, node.children[4]), body: body ? lowerStatement(c, body) : errorNode(node) };
}

function forStatement(c: LowerContext, node: RawNode): Statement {
  const declaration = childOfType(node, 'variable_declaration');
  const condition = field(node, 'condition');
  const expressions = (name: string): Expression[] =>
    node.children.filter((child) => child.field === name && child.type !== ',' && child.type !== 'variable_declaration').map((child) => lowerExpression(c, child));
  return {
    kind: 'For', start: node.start, end: node.end, declaration: declaration && lowerVariables(c, declaration), initializers: expressions('initializer'),
    condition: condition && lowerExpression(c, condition), incrementors: expressions('update'), body: lastStatement(c, node),
  };
}

function foreachStatement(c: LowerContext, node: RawNode): Statement {
  const type = field(node, 'type');
  const left = field(node, 'left');
  if (left === undefined) return errorNode(node);
  const variable: Expression = type === undefined ? declarationOfComparison(c, left) ?? deconstructionTarget(lowerExpression(c, left))
    : { kind: 'DeclarationExpression', start: type.start, end: left.end, type: lowerType(c, type), designation: lowerDesignation(c, left) };
  return {
    kind: 'ForEach', start: node.start, end: node.end, isAwait: hasToken(node, 'await'), variable,
    expression: expressionAt(c, node, field(node, 'right')), body: lastStatement(c, node),
  };
}

function usingStatement(c: LowerContext, node: RawNode): Statement {
  const declaration = childOfType(node, 'variable_declaration');
  const open = node.children.findIndex((child) => child.type === '(');
  return {
    kind: 'Using', start: node.start, end: node.end, isAwait: hasToken(node, 'await'), declaration: declaration && lowerVariables(c, declaration),
    expression: declaration ? undefined : expressionAt(c, node, node.children[open + 1]), body: lastStatement(c, node),
  };
}

function tryStatement(c: LowerContext, node: RawNode): Statement {
  const body = childOfType(node, 'block');
  const final = childOfType(node, 'finally_clause');
  const finalBlock = final && childOfType(final, 'block');
  if (body === undefined) return errorNode(node);
  const catches = node.children.filter((child) => child.type === 'catch_clause').map((child) => catchClause(c, child));
  return { kind: 'Try', start: node.start, end: node.end, body: lowerBlock(c, body), catches, finally: finalBlock && lowerBlock(c, finalBlock) };
}

function catchClause(c: LowerContext, node: RawNode): CatchClause {
  const declaration = childOfType(node, 'catch_declaration');
  const type = declaration && field(declaration, 'type');
  const name = declaration && field(declaration, 'name');
  const filter = childOfType(node, 'catch_filter_clause')?.children[2];
  const body = childOfType(node, 'block') ?? { ...node, start: node.end, children: [] };
  return {
    kind: 'Catch', start: node.start, end: node.end, type: type && lowerType(c, type), name: name && identifierText(c, name),
    filter: filter && lowerExpression(c, filter), body: lowerBlock(c, body),
  };
}

function switchStatement(c: LowerContext, node: RawNode): Statement {
  const value = field(node, 'value');
  const body = field(node, 'body');
  if (value === undefined || body === undefined) return errorNode(node);
  return { kind: 'Switch', start: node.start, end: node.end, expression: lowerExpression(c, value), sections: switchSections(c, body) };
}

/** The grammar makes a section of each label; labels without statements belong to the section that follows. */
function switchSections(c: LowerContext, body: RawNode): SwitchSection[] {
  const sections: SwitchSection[] = [];
  let labels: SwitchLabel[] = [];
  const close = (start: number, end: number, statements: Statement[]): void => {
    sections.push({ kind: 'SwitchSection', start, end, labels, statements });
    labels = [];
  };
  for (const child of body.children) {
    if (child.type === 'ERROR') close(child.start, child.end, [errorNode(child)]);
    if (child.type !== 'switch_section') continue;
    const colon = child.children.findIndex((part) => part.type === ':');
    labels.push(switchLabel(c, child, colon));
    const statements = colon < 0 ? [] : lowerStatements(c, child.children.slice(colon + 1));
    if (statements.length > 0) close(labels[0]?.start ?? child.start, child.end, statements);
  }
  const first = labels[0];
  if (first !== undefined) close(first.start, labels[labels.length - 1]?.end ?? first.end, []);
  return sections;
}

function switchLabel(c: LowerContext, node: RawNode, colon: number): SwitchLabel {
  const end = node.children[colon]?.end ?? node.end;
  const pattern = node.children[0]?.type === 'default' ? undefined : node.children[1];
  const when = childOfType(node, 'when_clause')?.children[1];
  return { kind: 'SwitchLabel', start: node.start, end, pattern: pattern && lowerPattern(c, pattern), when: when && lowerExpression(c, when) };
}

function labeled(c: LowerContext, node: RawNode): Statement {
  const [label, , statement] = node.children;
  if (label === undefined) return errorNode(node);
  return { kind: 'Labeled', start: node.start, end: node.end, label: identifierText(c, label), statement: statement && !statement.missing ? lowerStatement(c, statement) : undefined };
}

function jump(c: LowerContext, node: RawNode): Statement {
  const { start, end } = node;
  if (node.type !== 'goto_statement') return { kind: 'Jump', start, end, jump: node.type === 'break_statement' ? 'break' : 'continue', label: undefined, expression: undefined };
  const [, second, third] = node.children;
  if (second?.type === 'default') return { kind: 'Jump', start, end, jump: 'gotoDefault', label: undefined, expression: undefined };
  if (second?.type === 'case') return { kind: 'Jump', start, end, jump: 'gotoCase', label: undefined, expression: optional(c, third) };
  return { kind: 'Jump', start, end, jump: 'goto', label: second && textOf(c, second), expression: undefined };
}
