/** Binds one declaration: its signature, attributes, initializers and bodies. */
import type {
  Accessor, Block, ConstraintClause, ConstructorDeclaration, EnumMember, EventDeclaration, Expression, FieldDeclaration, IndexerDeclaration, MemberDeclaration,
  Parameter, PropertyDeclaration, TypeHeader, TypeParameter, TypeSyntax,
} from '../../syntax/nodes';
import type { EventSymbol, FieldSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, FunctionState, LocalEntry } from '../binderContext';
import { createLambdaInstance, recordUse } from '../binderContext';
import { asValue, bindConverted, bindExpression, convertTo, settle } from '../expressions/bindExpression';
import { argumentMap, bindArguments, finishArguments, shapesOf } from '../expressions/bindExpressionCall';
import { bindArrayInitializer } from '../expressions/bindExpressionCreation';
import { bindAttributeLists } from './bindDeclarationAttribute';
import { bindParameters } from './bindDeclarationParameter';
import { bindBlock } from '../statements/bindStatement';
import { synthesizedBackingField, synthesizedParameter } from '../binderSymbols';
import { accessibleConstructors, bindConstraints, bindTypeSyntax, thisType } from '../binderLookup';
import { awaitedType, overloadContext, specialOf, yieldedType } from '../binderTypes';
import { resolveOverload } from '../overload/overload';

/** Locals of primary constructor parameters, outermost of all frames. */
export function parameterEntries(parameters: readonly ParameterSymbol[]): Map<string, LocalEntry> {
  return new Map(parameters.filter((p) => p.name !== '').map((p) => [p.name, { symbol: p, constant: undefined }]));
}

/** One member with everything inside it. */
export function bindMember(context: BindContext, node: MemberDeclaration, symbols: readonly MemberSymbol[], type: NamedTypeSymbol): void {
  const symbol = symbols[0];
  if (node.kind === 'Error') return;
  const method = symbol?.kind === 'method' ? symbol : undefined;
  const scoped = context;
  bindAttributeLists(scoped, node.attributeLists);
  switch (node.kind) {
    case 'Method':
      bindTypeParameters(scoped, node.typeParameters, node.constraints);
      bindSignature(scoped, node.returnType, node.explicitInterface, node.parameters, method?.parameters ?? []);
      bindFunction(scoped, node.body, method);
      return;
    case 'Constructor':
      bindParameters(scoped, node.parameters, method?.parameters ?? []);
      bindConstructor(scoped, node, method, type);
      return;
    case 'Destructor': bindFunction(scoped, node.body, method); return;
    case 'Operator':
      bindSignature(scoped, node.returnType, node.explicitInterface, node.parameters, method?.parameters ?? []);
      bindFunction(scoped, node.body, method);
      return;
    case 'Conversion':
      bindSignature(scoped, node.type, node.explicitInterface, node.parameters, method?.parameters ?? []);
      bindFunction(scoped, node.body, method);
      return;
    case 'Property': bindProperty(scoped, node, symbol?.kind === 'property' ? symbol : undefined); return;
    case 'Indexer': bindIndexer(scoped, node, symbol?.kind === 'property' ? symbol : undefined); return;
    case 'Field': bindField(scoped, node, symbols.filter((s): s is FieldSymbol => s.kind === 'field')); return;
    case 'Event': bindEvent(scoped, node, symbols.filter((s): s is EventSymbol => s.kind === 'event')); return;
    case 'EnumMember': bindEnumMember(scoped, node, type); return;
    case 'Delegate':
      bindTypeParameters(scoped, node.typeParameters, node.constraints);
      bindSignature(scoped, node.returnType, undefined, node.parameters, method?.parameters ?? []);
  }
}

/** Attributes of type parameters and the types of their constraints. */
export function bindTypeParameters(context: BindContext, nodes: readonly TypeParameter[], constraints: readonly ConstraintClause[]): void {
  for (const node of nodes) bindAttributeLists(context, node.attributeLists);
  bindConstraints(context, constraints);
}

/** Return type, explicitly implemented interface, parameters. */
export function bindSignature(context: BindContext, returnType: TypeSyntax, explicitInterface: TypeSyntax | undefined, nodes: readonly Parameter[], parameters: readonly ParameterSymbol[]): void {
  bindTypeSyntax(context, returnType);
  if (explicitInterface !== undefined) bindTypeSyntax(context, explicitInterface);
  bindParameters(context, nodes, parameters);
}

/** A body of a method, constructor or accessor. */
export function bindFunction(context: BindContext, body: Block | Expression | undefined, method: MethodSymbol | undefined, extra: readonly ParameterSymbol[] = []): void {
  if (body === undefined) return;
  const inner = functionContext(context, method, extra);
  if (body.kind === 'Block') bindBlock(inner, body);
  else {
    const bound = asValue(bindExpression(inner, body));
    inner.function.returns.push(bound);
    const returnType = inner.function.returnType;
    if (returnType === undefined || specialOf(returnType) === 'Void') settle(bound);
    else convertTo(inner, bound, returnType);
  }
  recordReturns(inner);
}

function recordReturns(context: BindContext): void {
  const returns = context.builder?.returns;
  if (returns === undefined) return;
  const list = returns.get(undefined) ?? [];
  list.push(...context.function.returns.map((r) => ({ expression: r.node, type: r.type })));
  returns.set(undefined, list);
}

/** The context inside a function: its parameters, what its returns convert to. */
export function functionContext(context: BindContext, method: MethodSymbol | undefined, extra: readonly ParameterSymbol[] = []): BindContext {
  const known: TypeSymbol | undefined = method === undefined || method.returnType.kind === 'error' ? undefined : method.returnType;
  const state: FunctionState = {
    node: undefined, instance: createLambdaInstance(), isAsync: method?.isAsync ?? false,
    returnType: known !== undefined && method?.isAsync === true ? awaitedType(context, known) : known,
    yieldType: known === undefined ? undefined : yieldedType(context, known), returns: [], hasErrors: false,
  };
  return {
    ...context, function: state, isStatic: method?.isStatic ?? context.isStatic, frame: { parent: context.frame, entries: parameterEntries([...method?.parameters ?? [], ...extra]) },
    enclosing: { symbol: method, parent: undefined, node: undefined },
  };
}

function bindConstructor(context: BindContext, node: ConstructorDeclaration, method: MethodSymbol | undefined, type: NamedTypeSymbol): void {
  const isStatic = node.modifiers.includes('static');
  const inner = functionContext(context, method);
  const initializer = node.initializer;
  if (initializer !== undefined) {
    const target = initializer.keyword === 'base' ? type.baseType : type;
    bindConstructorCall(inner, initializer, target, initializer.arguments);
  } else if (!isStatic && node.body !== undefined) {
    recordImplicitBase(inner, type, { start: node.nameStart, end: node.nameEnd });
  }
  if (node.body === undefined) return;
  if (node.body.kind === 'Block') bindBlock(inner, node.body);
  else settle(asValue(bindExpression(inner, node.body)));
}

/** `: base(…)`, `: this(…)`, `B(…)` in a base list; recorded over the whole initializer. */
export function bindConstructorCall(context: BindContext, at: { readonly start: number; readonly end: number }, type: NamedTypeSymbol | undefined, list: Parameters<typeof bindArguments>[1]): void {
  const args = bindArguments(context, list);
  const result = type === undefined ? undefined : resolveOverload(accessibleConstructors(context, type), shapesOf(args), { context: overloadContext(context) });
  if (result?.kind !== 'method') {
    args.forEach((a) => { settle(a.bound); });
    return;
  }
  finishArguments(context, args, { ...result, reduced: false });
  recordUse(context, 'constructorInitializer', result.method, at, { arguments: argumentMap(args, result, undefined) });
}

/** The base constructor that a constructor without an initializer calls. */
export function recordImplicitBase(context: BindContext, type: NamedTypeSymbol, at: { readonly start: number; readonly end: number }): void {
  if (type.typeKind !== 'class' || type.isStatic || type.baseType === undefined) return;
  const result = resolveOverload(accessibleConstructors(context, type.baseType), [], { context: overloadContext(context) });
  if (result.kind === 'method') recordUse(context, 'implicitBase', result.method, at);
}

function bindProperty(context: BindContext, node: PropertyDeclaration, symbol: PropertySymbol | undefined): void {
  const type = bindTypeSyntax(context, node.type);
  if (node.explicitInterface !== undefined) bindTypeSyntax(context, node.explicitInterface);
  const inner: BindContext = { ...context, backingField: symbol === undefined || context.conversions.languageVersion < 14 ? undefined : synthesizedBackingField(symbol) };
  if (node.expressionBody !== undefined) bindFunction(inner, node.expressionBody, symbol?.getMethod);
  for (const accessor of node.accessors) bindAccessor(inner, accessor, symbol?.getMethod, symbol?.setMethod, type);
  if (node.initializer !== undefined) bindInitializerValue(initializerContext(context, symbol?.isStatic === true), node.initializer, type);
}

function bindAccessor(context: BindContext, node: Accessor, get: MethodSymbol | undefined, set: MethodSymbol | undefined, type: TypeSymbol): void {
  const isGet = node.accessor === 'get' || node.accessor === 'add';
  const method = isGet ? get : set;
  bindAttributeLists({ ...context, enclosing: { symbol: method, parent: undefined, node: undefined } }, node.attributeLists);
  const needsValue = node.accessor !== 'get' && method?.parameters.some((p) => p.name === 'value') !== true;
  bindFunction(context, node.body, method, needsValue ? [synthesizedParameter('value', method?.parameters.length ?? 0, type)] : []);
}

function bindIndexer(context: BindContext, node: IndexerDeclaration, symbol: PropertySymbol | undefined): void {
  const parameters = symbol?.parameters ?? [];
  bindSignature(context, node.type, node.explicitInterface, node.parameters, parameters);
  const inner: BindContext = { ...context, frame: { parent: context.frame, entries: parameterEntries(parameters) } };
  const type = symbol?.type ?? { kind: 'error', name: 'value' };
  if (node.expressionBody !== undefined) bindFunction(inner, node.expressionBody, symbol?.getMethod);
  for (const accessor of node.accessors) bindAccessor(inner, accessor, symbol?.getMethod, symbol?.setMethod, type);
}

/** Where an initializer is bound: no `this`, and the primary constructor's parameters before the members (C# 12). */
export function initializerContext(context: BindContext, isStatic: boolean): BindContext {
  const type = thisType(context);
  const parameters = type === undefined || isStatic ? [] : context.primaryParameters.get(type) ?? [];
  return parameters.length === 0 ? { ...context, isStatic: true } : { ...context, isStatic: true, frame: { parent: context.frame, entries: parameterEntries(parameters) } };
}

/** `= e` of a field or property. */
export function bindInitializerValue(context: BindContext, node: Expression, type: TypeSymbol): void {
  if (node.kind === 'Initializer') bindArrayInitializer(context, node, type.kind === 'array' ? type.elementType : undefined);
  else bindConverted(context, node, type);
}

function bindField(context: BindContext, node: FieldDeclaration, symbols: readonly FieldSymbol[]): void {
  const type = bindTypeSyntax(context, node.type);
  const inner = initializerContext(context, symbols[0]?.isStatic === true);
  node.variables.forEach((variable, i) => {
    if (variable.initializer !== undefined) bindInitializerValue(inner, variable.initializer, symbols[i]?.type ?? type);
  });
}

function bindEvent(context: BindContext, node: EventDeclaration, symbols: readonly EventSymbol[]): void {
  const type = bindTypeSyntax(context, node.type);
  if (node.explicitInterface !== undefined) bindTypeSyntax(context, node.explicitInterface);
  for (const variable of node.variables) if (variable.initializer !== undefined) bindInitializerValue(context, variable.initializer, type);
  const symbol = symbols[0];
  for (const accessor of node.accessors) bindAccessor(context, accessor, symbol?.addMethod, symbol?.removeMethod, type);
}

function bindEnumMember(context: BindContext, node: EnumMember, type: NamedTypeSymbol): void {
  if (node.value !== undefined) bindConverted(context, node.value, type.enumUnderlyingType);
}

/** A type's header: attributes, bases, constraints, primary constructor. */
export function bindHeader(context: BindContext, node: TypeHeader, type: NamedTypeSymbol, primary: MethodSymbol | undefined, declaresImplicitBase: boolean): void {
  bindAttributeLists(context, node.attributeLists);
  bindTypeParameters(context, node.typeParameters, node.constraints);
  bindParameters(context, node.parameters ?? [], primary?.parameters ?? []);
  for (const base of node.bases) bindTypeSyntax(context, base);
  const inner = functionContext(context, primary);
  const at = { start: node.nameStart, end: node.nameEnd };
  if (node.baseArguments !== undefined) {
    const first = node.bases[0];
    bindConstructorCall({ ...inner, isStatic: true }, { start: first?.start ?? node.baseArguments.start, end: node.baseArguments.end }, type.baseType, node.baseArguments.arguments);
  } else if (declaresImplicitBase) {
    recordImplicitBase(inner, type, at);
  }
}
