/** Local functions (ECMA-334 §13.6.4). */
import type { LocalFunction } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, FunctionState, LocalEntry } from '../binderContext';
import { createLambdaInstance } from '../binderContext';
import { asValue, bindExpression, convertTo, settle } from '../expressions/bindExpression';
import { bindBlock } from './bindStatement';
import { bindAttributes } from '../declarations/attributeBinding';
import { bindAttributeLists } from '../declarations/bindDeclarationAttribute';
import { bindParameterDefaults, parameterFacts } from '../declarations/bindDeclarationParameter';
import { synthesizedMethod, synthesizedParameter } from '../binderSymbols';
import { bindConstraints, bindTypeSyntax, containingTypeOf, declareTypeParameters, withTypeParameters } from '../binderLookup';
import { awaitedType, parameterRefKind, specialOf, yieldedType } from '../binderTypes';

/** The symbol, known in the whole block. */
export function declareLocalFunction(context: BindContext, node: LocalFunction): MethodSymbol {
  const inner = scopeOf(context, node);
  const parameters = node.parameters.map((p, i) => synthesizedParameter(
    p.name, i, p.type === undefined ? { kind: 'error', name: p.name } : bindTypeSyntax(inner.context, p.type), parameterRefKind(p),
    { isParams: p.modifiers.includes('params'), ...parameterFacts(p, context.scope) },
  ));
  const symbol = synthesizedMethod({
    name: node.name, methodKind: 'localFunction', containingType: containingTypeOf(context), containingSymbol: context.enclosing.symbol,
    parameters, returnType: bindTypeSyntax(inner.context, node.returnType), isStatic: node.modifiers.includes('static'), isAsync: node.modifiers.includes('async'),
    typeParameters: inner.typeParameters, attributes: bindAttributes(node.attributeLists, context.scope),
  });
  context.frame.entries.set(node.name, { symbol, constant: undefined });
  context.builder?.functions.set(node, symbol);
  return symbol;
}

const scopes = new WeakMap<BindContext, Map<LocalFunction, ReturnType<typeof makeScope>>>();

/** The scope with the function's type parameters; declared once for header and body. */
function scopeOf(context: BindContext, node: LocalFunction): ReturnType<typeof makeScope> {
  let known = scopes.get(context);
  if (known === undefined) scopes.set(context, known = new Map<LocalFunction, ReturnType<typeof makeScope>>());
  let scope = known.get(node);
  if (scope === undefined) known.set(node, scope = makeScope(context, node));
  return scope;
}

function makeScope(context: BindContext, node: LocalFunction): { readonly context: BindContext; readonly typeParameters: MethodSymbol['typeParameters'] } {
  if (node.typeParameters.length === 0) return { context, typeParameters: [] };
  const typeParameters = declareTypeParameters(context, node.typeParameters, node.constraints);
  const inner = withTypeParameters(context, typeParameters);
  bindConstraints(inner, node.constraints);
  return { context: inner, typeParameters };
}

/** Attributes, default values and the body. */
export function bindLocalFunctionBody(context: BindContext, node: LocalFunction, symbol: MethodSymbol): void {
  const outer = scopeOf(context, node).context;
  bindAttributeLists(outer, node.attributeLists);
  for (const parameter of [...node.typeParameters, ...node.parameters]) bindAttributeLists(outer, parameter.attributeLists);
  bindParameterDefaults(outer, node.parameters, symbol.parameters);
  if (node.body === undefined) return;
  const known: TypeSymbol | undefined = symbol.returnType.kind === 'error' ? undefined : symbol.returnType;
  const returnType = known !== undefined && symbol.isAsync ? awaitedType(context, known) : known;
  const state: FunctionState = {
    node, instance: createLambdaInstance(undefined, context.function.instance.budget), isAsync: symbol.isAsync, returnType, yieldType: known === undefined ? undefined : yieldedType(context, known), returns: [], hasErrors: false,
  };
  const entries = new Map<string, LocalEntry>(symbol.parameters.map((p) => [p.name, { symbol: p, constant: undefined }]));
  const inner: BindContext = {
    ...outer, memory: undefined, function: state, frame: { parent: context.frame, entries },
    enclosing: context.builder === undefined ? context.enclosing : { symbol, parent: context.enclosing, node },
  };
  if (node.body.kind === 'Block') bindBlock(inner, node.body);
  else {
    const bound = asValue(bindExpression(inner, node.body));
    state.returns.push(bound);
    if (returnType === undefined || specialOf(returnType) === 'Void') settle(bound);
    else convertTo(inner, bound, returnType);
  }
  context.builder?.returns.set(node, state.returns.map((r) => ({ expression: r.node, type: r.type })));
}
