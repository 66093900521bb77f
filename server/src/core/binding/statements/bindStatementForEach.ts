/** `foreach` (ECMA-334 §13.9.5): the pattern, the interfaces, then an extension method. */
import type { Expression, ForEach, NodeBase } from '../../syntax/nodes';
import type { MethodSymbol, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import { declareLocal, inFrame, recordUse, specialType, unknownType, value } from '../binderContext';
import { bindSettled } from '../expressions/bindExpression';
import { chooseMethod } from '../expressions/bindExpressionGroup';
import { bindEmbedded, isVar, varToken } from './bindStatement';
import { recordAwait } from './bindStatementAwait';
import { bindForEachTarget } from './bindStatementDeconstruct';
import { classifyExplicitConversion } from '../conversions/conversions';
import { bindTypeSyntax } from '../binderLookup';
import { constructWellKnown, implementedInterface, inlineArrayElement, isDelegateType, isNullableValueType, methodsOf, overloadContext, propertyOf, underlyingOfNullable } from '../binderTypes';

/** The members that a loop calls; `element` is undefined when nothing fits. */
export interface Enumeration {
  readonly getEnumerator: MethodSymbol | undefined;
  readonly moveNext: MethodSymbol | undefined;
  readonly current: PropertySymbol | undefined;
  readonly dispose: MethodSymbol | undefined;
  readonly element: TypeSymbol | undefined;
}

const nothing: Enumeration = { getEnumerator: undefined, moveNext: undefined, current: undefined, dispose: undefined, element: undefined };

/** The whole loop. */
export function bindForEach(context: BindContext, node: ForEach): void {
  const source = bindSettled(context, node.expression);
  const members = enumerate(context, source, node.isAwait);
  if (source.type && isNullableValueType(source.type) && members.element) recordUse(context, 'foreach', propertyOf(context, source.type, 'Value')?.getMethod, withoutMark(node.expression), { node, receiver: source });
  for (const symbol of [members.getEnumerator, members.moveNext, members.current, members.dispose]) recordUse(context, 'foreach', symbol, node.expression, { node, receiver: source });
  if (node.isAwait) {
    const keyword = awaitKeyword(context, node);
    if (members.moveNext !== undefined) recordAwait(context, value(node.expression, members.moveNext.returnType), keyword);
    if (members.dispose !== undefined) recordAwait(context, value(node.expression, members.dispose.returnType), keyword);
  }
  inFrame(context, () => {
    bindVariable(context, node, members.element, source);
    bindEmbedded(context, node.body);
  });
}

/** What `!` stands behind. */
function withoutMark(node: Expression): Expression {
  return node.kind === 'PostfixUnary' && node.operator === '!' ? withoutMark(node.operand) : node;
}

function awaitKeyword(context: BindContext, node: ForEach): NodeBase {
  const start = context.unit.text.indexOf('await', node.start);
  return { start, end: start + 5 };
}

function bindVariable(context: BindContext, node: ForEach, element: TypeSymbol | undefined, source: Bound): void {
  const variable = node.variable;
  if (variable.kind !== 'DeclarationExpression' || variable.designation.kind === 'ParenthesizedDesignation') {
    bindForEachTarget(context, node, element);
    return;
  }
  const declared = isVar(variable.type) ? undefined : bindTypeSyntax(context, variable.type);
  const type = declared ?? element;
  if (variable.designation.kind === 'SingleDesignation') declareLocal(context, variable.designation.name, type ?? unknownType);
  if (declared === undefined && element !== undefined) recordUse(context, 'var', element.kind === 'dynamic' && source.type?.kind === 'dynamic' ? specialType(context, 'Object') : element, varToken(variable.type));
  if (declared !== undefined && element !== undefined && declared.kind !== 'error') {
    const conversion = classifyExplicitConversion({ kind: 'typed', type: element }, declared, overloadContext(context));
    if (conversion.kind === 'userDefined') recordUse(context, 'conversion', conversion.method, node.expression, { node, receiver: source });
  }
}

/** What a loop over a value of this type calls. */
export function enumerate(context: BindContext, source: Bound, isAsync: boolean): Enumeration {
  const type = source.type;
  if (type === undefined || isDelegateType(type)) return nothing;
  if (type.kind === 'dynamic' && isAsync) return { ...nothing, element: type };
  if (type.kind === 'array' || type.kind === 'dynamic') return { ...viaInterface(context, context.compilation.typeByMetadataName('System.Collections.IEnumerable'), isAsync), element: type.kind === 'array' ? type.elementType : type };
  // A nullable value is looped over as what it has.
  if (isNullableValueType(type)) return enumerate(context, value(source.node, underlyingOfNullable(type)), isAsync);
  const span = isAsync ? undefined : inlineArraySpan(context, type);
  if (span !== undefined) return viaPattern(context, value(source.node, span), span, false) ?? nothing;
  return viaPattern(context, source, type, isAsync) ?? viaInterfaces(context, type, isAsync) ?? viaExtension(context, source, isAsync) ?? nothing;
}

/** An inline array is looped over as a span of its one field's type (C# 12). */
function inlineArraySpan(context: BindContext, type: TypeSymbol): NamedTypeSymbol | undefined {
  const element = inlineArrayElement(type);
  return element === undefined ? undefined : constructWellKnown(context, 'System.Span`1', [element]);
}

function viaPattern(context: BindContext, source: Bound, type: TypeSymbol, isAsync: boolean): Enumeration | undefined {
  const name = isAsync ? 'GetAsyncEnumerator' : 'GetEnumerator';
  const own = methodsOf(context, type, name).filter((m) => !m.isStatic && m.typeParameters.length === 0);
  if (own.length === 0) return undefined;
  const choice = chooseMethod(context, { ...group(name, source), receiver: source, methods: own }, []);
  return choice.kind === 'method' && !choice.reduced ? ofEnumerator(context, choice.method, isAsync) : undefined;
}

function group(name: string, source: Bound): Omit<Parameters<typeof chooseMethod>[1], 'methods' | 'receiver'> {
  const at = source.node;
  return { name: { kind: 'IdentifierName', start: at.start, end: at.end, name }, typeArguments: undefined, anchor: at };
}

function ofEnumerator(context: BindContext, getEnumerator: MethodSymbol, isAsync: boolean): Enumeration | undefined {
  const enumerator = getEnumerator.returnType;
  const current = propertyOf(context, enumerator, 'Current');
  const moveNext = methodsOf(context, enumerator, isAsync ? 'MoveNextAsync' : 'MoveNext').find((m) => m.parameters.every((p) => p.isOptional));
  if (current === undefined || moveNext === undefined) return undefined;
  return { getEnumerator, moveNext, current, dispose: disposeOf(context, enumerator, isAsync), element: current.type };
}

function disposeOf(context: BindContext, enumerator: TypeSymbol, isAsync: boolean): MethodSymbol | undefined {
  if (isAsync || (enumerator.kind === 'namedType' && enumerator.isRefLike)) {
    const own = methodsOf(context, enumerator, isAsync ? 'DisposeAsync' : 'Dispose').find((m) => !m.isStatic && m.parameters.every((p) => p.isOptional));
    if (own !== undefined && (isAsync ? own.containingType.name !== 'IAsyncDisposable' : true)) return own;
  }
  const name = isAsync ? 'System.IAsyncDisposable' : 'System.IDisposable';
  const disposable = context.compilation.typeByMetadataName(name);
  if (disposable === undefined) return undefined;
  const open = enumerator.kind === 'namedType' && !enumerator.isSealed && enumerator.typeKind !== 'struct' && !isAsync;
  if (!open && implementedInterface(enumerator, disposable) === undefined) return undefined;
  const method = disposable.members[0];
  return method?.kind === 'method' ? method : undefined;
}

function viaInterfaces(context: BindContext, type: TypeSymbol, isAsync: boolean): Enumeration | undefined {
  const generic = context.compilation.typeByMetadataName(isAsync ? 'System.Collections.Generic.IAsyncEnumerable`1' : 'System.Collections.Generic.IEnumerable`1');
  const found = generic === undefined ? undefined : implementedInterface(type, generic);
  if (found !== undefined) return viaInterface(context, found, isAsync);
  const plain = isAsync ? undefined : context.compilation.typeByMetadataName('System.Collections.IEnumerable');
  return plain !== undefined && implementedInterface(type, plain) !== undefined ? viaInterface(context, plain, false) : undefined;
}

function viaInterface(context: BindContext, type: NamedTypeSymbol | undefined, isAsync: boolean): Enumeration {
  const method = type?.membersNamed(isAsync ? 'GetAsyncEnumerator' : 'GetEnumerator').find((m) => m.kind === 'method');
  return method?.kind === 'method' ? ofEnumerator(context, method, isAsync) ?? nothing : nothing;
}

function viaExtension(context: BindContext, source: Bound, isAsync: boolean): Enumeration | undefined {
  const choice = chooseMethod(context, { ...group(isAsync ? 'GetAsyncEnumerator' : 'GetEnumerator', source), receiver: source, methods: [] }, []);
  return choice.kind === 'method' ? ofEnumerator(context, choice.method, isAsync) : undefined;
}
