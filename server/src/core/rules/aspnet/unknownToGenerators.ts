/**
 * What source generators cannot tell of a handler: they do not see each other's code, so that whatever the JSON generator adds to a
 * context is an error to the request delegate generator, and the types that follow from it. Modelled on what the compiler makes of calls
 * with such arguments, and measured with some hundred shapes (net8.0, net9.0): a call is unknown where the methods of its name differ in
 * what they return (`JsonSerializer.Serialize` gives text or nothing), and known where they agree.
 */
import type { BoundBody } from '../../binding/boundBody';
import { unwrap, walk } from '../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isNamed, someType } from '../../symbols/types';
import { metadataDisplay } from '../../symbols/display';
import type { Expression, Invocation, Lambda, VariableDeclarator } from '../../syntax/nodes';
import { isGeneratedProperty } from './interceptedLambda';

type Again = (expression: Expression) => boolean;

/** Expressions in expressions that are followed. */
const deepest = 20;

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** Whether the type of an expression in a lambda depends on generated members by inference alone. */
export function isUnknownToGenerators(expression: Expression, lambda: Lambda, body: BoundBody, depth = 0): boolean {
  if (depth > deepest) return false;
  const node = unwrap(expression);
  const again: Again = (inner) => isUnknownToGenerators(inner, lambda, body, depth + 1);
  switch (node.kind) {
    case 'Conditional': return again(node.whenTrue) || again(node.whenFalse);
    // Arms of which some are known leave the lambda without a type: the generator passes it by.
    case 'SwitchExpression': return node.arms.some((arm) => again(arm.expression)) && node.arms.every((arm) => again(arm.expression) || hasNoType(arm.expression));
    case 'Binary': return !comparisons.has(node.operator) && (again(node.left) || again(node.right));
    case 'PrefixUnary': return node.operator !== '!' && again(node.operand);
    case 'Await':
    case 'ConditionalAccess':
    case 'ElementAccess': return again(node.expression);
    case 'Tuple': return node.arguments.some((argument) => again(argument.expression));
    case 'ImplicitArrayCreation': return node.initializer.expressions.some(again);
    case 'IdentifierName': return variableIsUnknown(node.name, lambda, again);
    case 'MemberAccess': return isGeneratedProperty(body.symbolOf(node), body.compilation) || again(node.expression);
    case 'Invocation': return callIsUnknown(node, body, again);
    default: return false;
  }
}

function hasNoType(expression: Expression): boolean {
  const node = unwrap(expression);
  return node.kind === 'ThrowExpression' || (node.kind === 'Literal' && node.value === null);
}

/** A variable declared with `var`: by its initializer, as an element, or in a pattern that names no type. */
function variableIsUnknown(name: string, lambda: Lambda, again: Again): boolean {
  const sources: Expression[] = [];
  walk(lambda, (node, parent) => {
    if (node.kind === 'VariableDeclarator') {
      const { name: own, initializer } = node as unknown as VariableDeclarator;
      const type = (parent as unknown as { readonly type?: { readonly kind: string; readonly name?: string } } | undefined)?.type;
      if (own === name && initializer && type?.kind === 'IdentifierName' && type.name === 'var') sources.push(initializer);
    }
    const is = node as unknown as Expression;
    if (is.kind === 'IsPattern' && ((is.pattern.kind === 'RecursivePattern' && !is.pattern.type) || is.pattern.kind === 'VarPattern')) {
      const { designation } = is.pattern as unknown as { readonly designation?: { readonly name?: string } };
      if (designation?.name === name) sources.push(is.expression);
    }
    return undefined;
  });
  return sources.length === 1 && sources.every(again);
}

function callIsUnknown(node: Invocation, body: BoundBody, again: Again): boolean {
  const callee = unwrap(node.expression);
  const receiver = callee.kind === 'MemberAccess' ? callee.expression : undefined;
  const symbol = body.symbolOf(node);
  if (receiver && again(receiver)) return true;
  const call = body.uses.find((use) => use.node === node && use.kind === 'call');
  if (symbol?.kind !== 'method' || !call?.arguments) return false;
  const isUnknown = ({ expression }: { readonly expression: Expression }): boolean => again(expression);
  const viaLambda = ({ expression }: { readonly expression: Expression }): boolean => {
    const inner = unwrap(expression);
    return inner.kind === 'Lambda' && !inner.returnType && body.returnsOf(inner).some((returned) => again(returned.expression));
  };
  const hasUnknown = call.arguments.some(isUnknown);
  if (!hasUnknown && !call.arguments.some(viaLambda)) return false;
  const isWrittenGeneric = callee.kind === 'GenericName' || (callee.kind === 'MemberAccess' && callee.name.kind === 'GenericName');
  const candidates = candidatesOf(symbol).filter((method) => !isWrittenGeneric || method.typeParameters.length === symbol.typeArguments.length);
  const returned = new Set(candidates.map((method) => metadataDisplay(method.returnType)));
  if (hasUnknown && returned.size > 1) return true;
  if (isWrittenGeneric || candidates.length < 2) return false;
  const { originalDefinition } = symbol;
  return originalDefinition.typeParameters.some((parameter) => {
    const mentions = (type: TypeSymbol): boolean => someType(type, (part) => part === parameter);
    if (!mentions(originalDefinition.returnType)) return false;
    const sources = (call.arguments ?? []).filter((argument) => mentions(originalDefinition.parameters[argument.parameter.ordinal]?.type ?? argument.parameter.type));
    return sources.length > 0 && sources.every((argument) => isUnknown(argument) || viaLambda(argument));
  });
}

/** All methods of the name that the compiler chooses from. */
function candidatesOf(method: MethodSymbol): readonly MethodSymbol[] {
  return [...baseTypesAndSelf(method.containingType.originalDefinition)].flatMap((type) => type.membersNamed(method.name)).filter((member) => member.kind === 'method');
}

/** Whether a lambda of this form is a RequestDelegate to a generator that knows nothing of what it returns: an async one. */
export function mayBeRequestDelegate(method: MethodSymbol): boolean {
  const [only] = method.parameters;
  return method.isAsync && method.parameters.length === 1 && only !== undefined && isNamed(only.type, 'Microsoft.AspNetCore.Http', 'HttpContext');
}
