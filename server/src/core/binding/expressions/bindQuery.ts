/** Query expressions (ECMA-334 §12.20.3): each clause becomes a call whose lambdas see the range variables. */
import type { Expression, NodeBase, QueryClause, QueryExpression } from '../../syntax/nodes';
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound, FunctionState, LambdaInstance, LocalEntry } from '../binderContext';
import type { ArgumentShape, LambdaBodyShape } from '../shape';
import { createLambdaInstance, recordUnbound, recordUse, unknown, unknownType, value } from '../binderContext';
import { bindSettled, bindValue, convertTo, settle } from './bindExpression';
import { chooseMethod } from './bindExpressionGroup';
import { instanceOf } from './bindExpressionLambda';
import { anonymousType, synthesizedMethod, synthesizedParameter } from '../binderSymbols';
import { bindTypeSyntax, containingTypeOf } from '../binderLookup';
import { delegateInvoke, methodsOf } from '../binderTypes';

/** Where the query stands between two clauses: the sequence so far and the range variables that its elements carry. */
interface State {
  readonly source: Bound;
  /** One: the element itself; several: properties of a transparent identifier. */
  readonly names: readonly string[];
}

type Result = (context: BindContext) => Bound;

/** A whole query. */
export function bindQuery(context: BindContext, node: QueryExpression): Bound {
  const clauses = node.clauses;
  const first = clauses[0];
  if (first?.kind !== 'FromClause') return unknown(node);
  let state = fromClause(context, first);
  let calls = 0;
  for (let i = 1; i < clauses.length; i++) {
    const clause = clauses[i];
    if (clause === undefined) break;
    const next = clauses[i + 1];
    const merged = next?.kind === 'SelectClause' && (clause.kind === 'FromClause' || clause.kind === 'JoinClause') ? next : undefined;
    const before = state;
    state = bindClause(context, node, clause, state, merged, calls);
    if (before !== state || clause.kind === 'SelectClause') calls++;
    if (clause.kind === 'IntoClause') calls = 0;
    if (merged !== undefined) i++;
  }
  return { ...state.source, node };
}

function fromClause(context: BindContext, node: Extract<QueryClause, { kind: 'FromClause' }>): State {
  return { source: castSource(context, bindSettled(context, node.expression), node.type, node), names: [node.name] };
}

/** `from T x in e`: e.Cast<T>(). */
function castSource(context: BindContext, source: Bound, type: Parameters<typeof bindTypeSyntax>[1] | undefined, at: NodeBase): Bound {
  if (type === undefined) return source;
  const target = bindTypeSyntax(context, type);
  return target.kind === 'error' ? unknown(source.node) : call(context, source, 'Cast', [], at, [target]);
}

function bindClause(context: BindContext, query: QueryExpression, node: QueryClause, state: State, select: Extract<QueryClause, { kind: 'SelectClause' }> | undefined, calls: number): State {
  switch (node.kind) {
    case 'FromClause': return selectMany(context, node, state, select);
    case 'LetClause': {
      const source = call(context, state.source, 'Select', [lambda(context, node.expression, [state.names], (c) => withVariable(c, query, state.names, node.name, bindSettled(c, node.expression)))], node);
      return { source, names: [...state.names, node.name] };
    }
    case 'WhereClause': return { ...state, source: call(context, state.source, 'Where', [lambda(context, node.condition, [state.names])], node) };
    case 'JoinClause': return join(context, node, state, select);
    case 'OrderByClause': {
      let source = state.source;
      node.orderings.forEach((o, i) => {
        source = call(context, source, `${i === 0 ? 'OrderBy' : 'ThenBy'}${o.descending ? 'Descending' : ''}`, [lambda(context, o.expression, [state.names])], o);
      });
      return { ...state, source };
    }
    case 'SelectClause':
      if (calls > 0 && isIdentity(node.expression, state.names)) return state;
      return { source: call(context, state.source, 'Select', [lambda(context, node.expression, [state.names])], node), names: ['\0'] };
    case 'GroupClause': {
      const by = lambda(context, node.by, [state.names]);
      const args = isIdentity(node.element, state.names) ? [by] : [by, lambda(context, node.element, [state.names])];
      return { source: call(context, state.source, 'GroupBy', args, node), names: ['\0'] };
    }
    case 'IntoClause': return { source: state.source, names: [node.name] };
  }
}

function isIdentity(node: Expression, names: readonly string[]): boolean {
  return names.length === 1 && node.kind === 'IdentifierName' && node.name === names[0];
}

function selectMany(context: BindContext, node: Extract<QueryClause, { kind: 'FromClause' }>, state: State, select: Extract<QueryClause, { kind: 'SelectClause' }> | undefined): State {
  const collection = lambda(context, node.expression, [state.names], (c) => castSource(c, bindSettled(c, node.expression), node.type, node));
  const parameters = [state.names, [node.name]];
  const result = select === undefined ? lambda(context, node, parameters, (c) => pair(c, node.expression, [...state.names, node.name])) : lambda(context, select.expression, parameters);
  return { source: call(context, state.source, 'SelectMany', [collection, result], node), names: [...state.names, node.name] };
}

function join(context: BindContext, node: Extract<QueryClause, { kind: 'JoinClause' }>, state: State, select: Extract<QueryClause, { kind: 'SelectClause' }> | undefined): State {
  const inner = castSource(context, bindSettled(context, node.inExpression), node.type, node);
  const added = node.into ?? node.name;
  const parameters = [state.names, [added]];
  const result = select === undefined ? lambda(context, node, parameters, (c) => pair(c, node.inExpression, [...state.names, added])) : lambda(context, select.expression, parameters);
  const args = [inner, lambda(context, node.leftExpression, [state.names]), lambda(context, node.rightExpression, [[node.name]]), result];
  return { source: call(context, state.source, node.into === undefined ? 'Join' : 'GroupJoin', args, node), names: [...state.names, added] };
}

/** The transparent identifier of the range variables as they are. */
function pair(context: BindContext, at: Expression, names: readonly string[]): Bound {
  const members = names.map((name) => ({ name, type: variableType(context, name) }));
  if (members.some((m) => m.type.kind === 'error')) return unknown(at);
  return value(at, anonymousType(context.compilation, members));
}

function withVariable(context: BindContext, at: Expression, names: readonly string[], added: string, bound: Bound): Bound {
  if (bound.type === undefined) return unknown(at);
  const members = [...names.map((name) => ({ name, type: variableType(context, name) })), { name: added, type: bound.type }];
  if (members.some((m) => m.type.kind === 'error')) return unknown(at);
  return value(at, anonymousType(context.compilation, members));
}

function variableType(context: BindContext, name: string): TypeSymbol {
  const symbol = context.frame.entries.get(name)?.symbol;
  return symbol === undefined || symbol.kind === 'method' ? unknownType : symbol.type;
}

/** A lambda that no source text shows: one parameter for each list of range variables. */
function lambda(context: BindContext, at: NodeBase, parameters: readonly (readonly string[])[], result?: Result): Bound {
  const node: Expression = { kind: 'Error', start: at.start, end: at.end };
  const body: Result = result ?? ((c) => bindValue(c, at as Expression));
  const frame = context.frame;
  const home = { instance: context.function.instance, frame };
  const bindWith = (types: readonly TypeSymbol[], instance: LambdaInstance, final: boolean, returnType: TypeSymbol | undefined): { readonly bound: Bound; readonly state: FunctionState } => {
    const entries = new Map<string, LocalEntry>();
    parameters.forEach((names, i) => { declareRange(entries, names, types[i] ?? unknownType); });
    const state: FunctionState = { node: undefined, instance, isAsync: false, returnType, yieldType: undefined, returns: [], hasErrors: false };
    const symbol = synthesizedMethod({
      name: '', methodKind: 'lambda', containingType: containingTypeOf(context), containingSymbol: context.enclosing.symbol, isStatic: false, isAsync: false,
      parameters: types.map((t, i) => synthesizedParameter('', i, t)), returnType: returnType ?? unknownType,
    });
    const inner: BindContext = {
      ...context, memory: undefined, function: state, frame: { parent: frame, entries }, builder: final ? context.builder : undefined,
      enclosing: final ? { symbol, parent: context.enclosing, node: undefined } : context.enclosing,
    };
    const bound = body(inner);
    if (final) convertTo(inner, bound, returnType);
    return { bound, state };
  };
  return {
    node, category: 'value', type: undefined, constant: undefined,
    shape: {
      kind: 'lambda',
      lambda: {
        isAsync: false, parameterCount: parameters.length, explicitParameters: undefined, explicitReturnType: undefined,
        bind: (types): LambdaBodyShape => {
          const instance = instanceOf(home, at, types) ?? createLambdaInstance(home);
          if (instance.result !== undefined) return instance.result;
          const { bound, state } = bindWith(types, instance, false, undefined);
          return instance.result = { returns: [bound.shape], isStatementExpression: false, isExpressionBody: true, returnsVoid: false, hasErrors: state.hasErrors };
        },
      },
    },
    finish: (target) => {
      if (context.builder === undefined) return;
      const invoke = target === undefined ? undefined : delegateInvoke(target);
      const types = parameters.map((_, i) => invoke?.parameters[i]?.type ?? unknownType);
      bindWith(types, instanceOf(home, at, types) ?? createLambdaInstance(home), true, invoke?.returnType);
    },
  };
}

function declareRange(entries: Map<string, LocalEntry>, names: readonly string[], type: TypeSymbol): void {
  names.forEach((name) => {
    let own: TypeSymbol = type;
    if (names.length > 1) {
      const property = type.kind === 'namedType' ? type.membersNamed(name)[0] : undefined;
      own = property?.kind === 'property' ? property.type : unknownType;
    }
    entries.set(name, { symbol: { kind: 'local', name, type: own, isConst: false, isRef: false }, constant: undefined });
  });
}

/** source.Name(args): recorded at the clause. */
function call(context: BindContext, source: Bound, name: string, args: readonly Bound[], at: NodeBase, typeArguments?: readonly TypeSymbol[]): Bound {
  if (source.type === undefined) {
    args.forEach((a) => { settle({ ...a, type: undefined }); });
    return unknown(source.node);
  }
  const shapes = args.map((a): ArgumentShape => ({ name: undefined, refKind: 'none', shape: a.shape }));
  const choice = chooseMethod(context, {
    name: { kind: 'IdentifierName', start: at.start, end: at.end, name }, receiver: source, typeArguments, anchor: at, methods: methodsOf(context, source.type, name),
  }, shapes);
  if (choice.kind !== 'method') {
    args.forEach((a) => { a.finish?.(undefined); });
    recordUnbound(context, at, choice.kind === 'none');
    return unknown(source.node);
  }
  args.forEach((a, i) => { convertTo(context, a, choice.method.parameters[choice.argumentToParameter[i] ?? -1]?.type); });
  recordUse(context, 'query', choice.method, at, { receiver: source });
  return value(source.node, choice.method.returnType, { symbol: choice.method });
}
