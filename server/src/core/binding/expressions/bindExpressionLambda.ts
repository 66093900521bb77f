/** Anonymous functions (ECMA-334 §12.19): tried with the parameter types of each candidate, bound for good with the chosen ones. */
import type { Block, Expression, Lambda, NodeBase, Statement, Unit } from '../../syntax/nodes';
import type { MethodSymbol, ParameterSymbol, RefKind, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound, Frame, FunctionState, LambdaInstance, LocalEntry } from '../binderContext';
import type { LambdaBodyShape, LambdaShape } from '../shape';
import { createLambdaInstance, unknownType } from '../binderContext';
import { asValue, bindExpression, convertTo, settle } from './bindExpression';
import { bindAttributes } from '../declarations/attributeBinding';
import { bindAttributeLists } from '../declarations/bindDeclarationAttribute';
import { bindBlock } from '../statements/bindStatement';
import { synthesizedMethod, synthesizedParameter } from '../binderSymbols';
import { bindParameterDefaults, parameterFacts } from '../declarations/bindDeclarationParameter';
import { bindTypeSyntax, containingTypeOf } from '../binderLookup';
import { awaitedType, delegateInvoke, overloadContext, parameterRefKind, sameTypes, specialOf } from '../binderTypes';
import { inferReturnType, naturalLambdaType } from '../overload/inferenceFunctionType';

/** How often one lambda is bound with other parameter types before the binder gives up on it. */
const maxAttempts = 24;
/** What the shortest lambda costs, in UTF-16 code units. */
const triedAtLeast = 100;

interface LambdaParts {
  readonly context: BindContext;
  readonly node: Lambda;
  readonly frame: Frame;
  readonly explicit: LambdaShape['explicitParameters'];
  readonly explicitReturn: TypeSymbol | undefined;
}

/** A lambda or anonymous method: its shape now, its body when the target is known. */
export function bindLambda(context: BindContext, node: Lambda): Bound {
  const parameters = node.parameters;
  const typed = parameters?.map((p) => p.type === undefined ? undefined : {
    type: bindTypeSyntax(context, p.type), refKind: parameterRefKind(p), isParams: p.modifiers.includes('params'), isOptional: p.default !== undefined,
  });
  const explicit = typed?.every((p) => p !== undefined) === true ? typed : undefined;
  const explicitReturn = node.returnType === undefined ? undefined : bindTypeSyntax(context, node.returnType);
  bindAttributeLists(context, node.attributeLists);
  const parts: LambdaParts = { context, node, frame: context.frame, explicit: parameters?.length === 0 ? [] : explicit, explicitReturn };
  return {
    node, category: 'value', type: undefined, constant: undefined,
    shape: { kind: 'lambda', lambda: shapeOf(parts) },
    finish: (target) => { finishLambda(parts, target); },
  };
}

function shapeOf(parts: LambdaParts): LambdaShape {
  return {
    isAsync: parts.node.isAsync, parameterCount: parts.node.parameters?.length, explicitParameters: parts.explicit, explicitReturnType: parts.explicitReturn,
    ...(parts.node.parameters?.some((p) => p.modifiers.length > 0) === true ? { modifiers: parts.node.parameters.map(parameterRefKind) } : {}),
    bind: (types) => tryBody(parts, types),
  };
}

/** Result with these parameter types; remembered across candidates and across tries of the functions around it. */
function tryBody(parts: LambdaParts, types: readonly TypeSymbol[]): LambdaBodyShape {
  const instance = instanceOf(homeOf(parts), parts.node, types);
  if (instance === undefined) return { returns: [{ kind: 'unknown' }], isStatementExpression: true, isExpressionBody: parts.node.body.kind !== 'Block', returnsVoid: false, hasErrors: false };
  return instance.result ??= bodyShape(parts, types, instance);
}

/** Where the tries of a function are kept: its position, as the functions around it are tried. */
export type InstanceHome = NonNullable<LambdaInstance['outer']>;

/** The try of a function with these parameter types, known or new; undefined when there were too many. */
export function instanceOf(home: InstanceHome, node: NodeBase, types: readonly TypeSymbol[]): LambdaInstance | undefined {
  const outer = home.instance;
  let tried = outer.children.get(node);
  if (tried === undefined) outer.children.set(node, tried = []);
  const known = tried.find((t) => t.types.length === types.length && t.types.every((type, i) => sameTypes(type, types[i] ?? type)));
  if (known !== undefined) return known.instance;
  if (tried.length >= maxAttempts || outer.budget.left <= 0) return undefined;
  outer.budget.left -= node.end - node.start + triedAtLeast;
  const instance = createLambdaInstance(home);
  tried.push({ types, instance });
  return instance;
}

/**
 * The innermost function around that declares a name which the lambda may use. What is found with one choice of types for the
 * functions inside of that holds for all of them.
 */
function homeOf({ context, node, frame }: LambdaParts): InstanceHome {
  let home: InstanceHome = { instance: context.function.instance, frame };
  if (home.instance.outer === undefined) return home;
  const names = namesIn(node, context.unit);
  if (names === undefined) return home;
  let outer: InstanceHome | undefined = home.instance.outer;
  while (outer !== undefined && !declares(home.frame, outer.frame, names)) {
    home = outer;
    outer = home.instance.outer;
  }
  return home;
}

function declares(from: Frame, to: Frame, names: ReadonlySet<string>): boolean {
  for (let frame: Frame | undefined = from; frame !== undefined && frame !== to; frame = frame.parent) {
    for (const name of frame.entries.keys()) if (names.has(name)) return true;
  }
  return false;
}

const knownNames = new WeakMap<Lambda, ReadonlySet<string>>();

/** All words in a lambda's text; undefined where escapes could hide some. */
function namesIn(node: Lambda, unit: Unit): ReadonlySet<string> | undefined {
  const known = knownNames.get(node);
  if (known !== undefined) return known;
  const text = unit.text.slice(node.start, node.end);
  if (/\\u/i.test(text)) return undefined;
  const names = new Set(text.match(/[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]*/gu));
  knownNames.set(node, names);
  return names;
}

function bodyShape(parts: LambdaParts, types: readonly TypeSymbol[], instance: LambdaInstance): LambdaBodyShape {
  const state = bindBody(parts, types, instance, undefined, undefined);
  const body = parts.node.body;
  const isBlock = body.kind === 'Block';
  return {
    returns: state.returns.map((r) => r.shape),
    isStatementExpression: !isBlock && isStatementExpression(body),
    isExpressionBody: !isBlock,
    returnsVoid: isBlock && (state.hasEmptyReturn === true || (state.returns.length === 0 && endIsReachable(body))),
    hasErrors: state.hasErrors,
  };
}

function bindBody(parts: LambdaParts, types: readonly TypeSymbol[], instance: LambdaInstance, symbol: MethodSymbol | undefined, returnType: TypeSymbol | undefined): FunctionState {
  const { node, context } = parts;
  const state: FunctionState = { node, instance, isAsync: node.isAsync, returnType, yieldType: undefined, returns: [], hasErrors: false };
  const entries = new Map<string, LocalEntry>();
  node.parameters?.forEach((parameter, i) => {
    const own = symbol?.parameters[i] ?? synthesizedParameter(parameter.name, i, parts.explicit?.[i]?.type ?? types[i] ?? unknownType, parameterRefKind(parameter));
    if (parameter.name !== '') entries.set(parameter.name, { symbol: own, constant: undefined });
  });
  const inner: BindContext = {
    ...context, memory: undefined, builder: symbol === undefined ? undefined : context.builder, function: state, frame: { parent: parts.frame, entries },
    enclosing: symbol === undefined ? context.enclosing : { symbol, parent: context.enclosing, node },
  };
  const body = node.body;
  if (body.kind === 'Block') bindBlock(inner, body);
  else state.returns.push(asValue(bindExpression(inner, body)));
  if (symbol !== undefined && body.kind !== 'Block') finishReturn(inner, state);
  return state;
}

function finishReturn(context: BindContext, state: FunctionState): void {
  for (const bound of state.returns) {
    if (state.returnType === undefined || specialOf(state.returnType) === 'Void') settle(bound);
    else convertTo(context, bound, state.returnType);
  }
}

/** Binds the body for good. */
function finishLambda(parts: LambdaParts, target: TypeSymbol | undefined): void {
  const { context, node } = parts;
  const builder = context.builder;
  if (builder === undefined) return;
  const lambda = shapeOf(parts);
  const delegate = target ?? naturalLambdaType(lambda, overloadContext(context));
  const invoke = delegate === undefined ? undefined : delegateInvoke(delegate);
  const types = (node.parameters ?? invoke?.parameters ?? []).map((_, i) => parts.explicit?.[i]?.type ?? invoke?.parameters[i]?.type ?? unknownType);
  const parameters = node.parameters === undefined ? [] : node.parameters.map((p, i): ParameterSymbol => {
    const refKind: RefKind = p.modifiers.length > 0 ? parameterRefKind(p) : invoke?.parameters[i]?.refKind ?? 'none';
    return synthesizedParameter(p.name, i, types[i] ?? unknownType, refKind, parameterFacts(p, context.scope));
  });
  node.parameters?.forEach((p) => { bindAttributeLists(context, p.attributeLists); });
  bindParameterDefaults(context, node.parameters ?? [], parameters);
  const natural = invoke === undefined ? inferReturnType(lambda, types, undefined, overloadContext(context)) : undefined;
  const returnType = parts.explicitReturn ?? invoke?.returnType ?? natural ?? unknownType;
  const symbol = synthesizedMethod({
    name: '', methodKind: 'lambda', containingType: containingTypeOf(context), containingSymbol: context.enclosing.symbol,
    parameters, returnType, isStatic: node.isStatic, isAsync: node.isAsync, attributes: bindAttributes(node.attributeLists, context.scope),
  });
  const known = returnType.kind === 'error' ? undefined : returnType;
  const bodyReturn = known !== undefined && node.isAsync ? awaitedType(context, known) : known;
  const home = homeOf(parts);
  const instance = instanceOf(home, node, types) ?? createLambdaInstance(home);
  const state = bindBody(parts, types, instance, symbol, bodyReturn);
  builder.functions.set(node, symbol);
  builder.returns.set(node, state.returns.map((r) => ({ expression: r.node, type: r.type })));
  if (delegate !== undefined) builder.convertedTypes.set(node, delegate);
}

function isStatementExpression(node: Expression): boolean {
  switch (node.kind) {
    case 'Invocation': case 'Assignment': case 'Await': case 'ObjectCreation': case 'ImplicitObjectCreation': case 'ThrowExpression': return true;
    case 'PrefixUnary': case 'PostfixUnary': return node.operator === '++' || node.operator === '--';
    case 'ConditionalAccess': return isStatementExpression(node.whenNotNull);
    case 'Parenthesized': return false;
    default: return false;
  }
}

/** Whether control can reach the end (§13.2): jumps and endless loops end a block, nested `if`/`try`/`switch` only when all ways do. */
export function endIsReachable(block: Block): boolean {
  return !block.statements.some(endsFlow);
}

function endsFlow(statement: Statement): boolean {
  switch (statement.kind) {
    case 'Throw': case 'Return': return true;
    case 'Block': return statement.statements.some(endsFlow);
    case 'If': return statement.else !== undefined && endsFlow(statement.then) && endsFlow(statement.else);
    case 'While': return statement.condition.kind === 'Literal' && statement.condition.value === true && !hasBreak(statement.body);
    case 'For': return statement.condition === undefined && !hasBreak(statement.body);
    case 'Try': return (statement.finally !== undefined && endsFlow(statement.finally)) || (endsFlow(statement.body) && statement.catches.every((c) => endsFlow(c.body)));
    case 'Using': case 'Lock': case 'Fixed': return endsFlow(statement.body);
    case 'ModifiedBlock': return endsFlow(statement.block);
    case 'Switch': return statement.sections.some((s) => s.labels.some((l) => l.pattern === undefined)) && statement.sections.every((s) => !s.statements.some(hasBreak) && s.statements.some(endsFlow));
    default: return false;
  }
}

function hasBreak(statement: Statement): boolean {
  switch (statement.kind) {
    case 'Jump': return statement.jump === 'break';
    case 'Block': return statement.statements.some(hasBreak);
    case 'If': return hasBreak(statement.then) || (statement.else !== undefined && hasBreak(statement.else));
    case 'Try': return hasBreak(statement.body) || statement.catches.some((c) => hasBreak(c.body));
    case 'Using': case 'Lock': case 'Fixed': return hasBreak(statement.body);
    case 'ModifiedBlock': return hasBreak(statement.block);
    case 'Labeled': return statement.statement !== undefined && hasBreak(statement.statement);
    default: return false;
  }
}
