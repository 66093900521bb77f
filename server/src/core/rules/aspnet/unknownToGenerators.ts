/**
 * What source generators cannot tell of a handler: they do not see each other's code, so that whatever the JSON generator adds to a
 * context is an error to the request delegate generator, and the types that follow from it. Modelled on what the compiler makes of calls
 * with such arguments, and measured with some hundred shapes (net8.0 to net10.0): a call is unknown where the methods of its name differ
 * in what they return (`JsonSerializer.Serialize` gives text or nothing), and known where they agree; what is awaited is unknown in any
 * case, since the compiler looks for no awaiter of an expression with an error in it.
 */
import type { BoundBody } from '../../binding/boundBody';
import { unwrap, walk } from '../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, isNamed, someType } from '../../symbols/types';
import { metadataDisplay } from '../../symbols/display';
import type { Designation, Expression, ForEach, Invocation, Lambda, TypeSyntax, VariableDeclarator } from '../../syntax/nodes';
import { isGeneratedMember, isGeneratedProperty } from './interceptedLambda';

/** Expressions in expressions that are followed. */
const deepest = 20;

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** What is known while a handler is looked at. */
interface Question {
  readonly lambda: Lambda;
  readonly body: BoundBody;
  /** Variables that were looked at already, or are being looked at. */
  readonly variables: Map<string, boolean>;
  readonly again: (expression: Expression) => boolean;
}

/** Whether the type of an expression in a lambda depends on generated members by inference alone. */
export function isUnknownToGenerators(expression: Expression, lambda: Lambda, body: BoundBody): boolean {
  return questionOf(lambda, body).again(expression);
}

/**
 * Whether every result of an async lambda with an `HttpContext` alone holds an error to the generator, anywhere in it. The lambda is a
 * RequestDelegate to the generator then, and its code waits for it and leaves the answer empty (measured with some forty shapes, net8.0 to
 * net10.0); one result without an error gives the lambda its type.
 */
export function losesResult(lambda: Lambda, method: MethodSymbol, body: BoundBody): boolean {
  const returned = body.returnsOf(lambda);
  const question = questionOf(lambda, body);
  return mayBeRequestDelegate(method) && returned.length > 0 && returned.every(({ expression }) => hasError(expression, question));
}

function questionOf(lambda: Lambda, body: BoundBody): Question {
  let depth = 0;
  const question: Question = {
    lambda, body, variables: new Map(),
    again(inner) {
      if (depth > deepest) return false;
      depth++;
      const answer = isUnknown(inner, question);
      depth--;
      return answer;
    },
  };
  return question;
}

/** Whether a lambda has nothing but an awaited call, whose result, even if it has none, is unknown. */
export function isUnknownAwait(lambda: Lambda, body: BoundBody): boolean {
  return lambda.body.kind === 'Await' && isUnknownToGenerators(lambda.body, lambda, body);
}

function isUnknown(expression: Expression, question: Question): boolean {
  const node = unwrap(expression);
  const { body, again } = question;
  switch (node.kind) {
    case 'Conditional': return again(node.whenTrue) || again(node.whenFalse);
    // Where the lambda is nothing else, arms of which some are known leave that without a type: the generator passes it by.
    case 'SwitchExpression': return node.arms.some((arm) => again(arm.expression)) && (!isBranchOf(question.lambda.body, node) || node.arms.every((arm) => again(arm.expression) || hasNoType(arm.expression)));
    case 'Binary': return !comparisons.has(node.operator) && (again(node.left) || again(node.right));
    case 'PrefixUnary': return node.operator !== '!' && again(node.operand);
    case 'Await': return hasError(node.expression, question);
    case 'ConditionalAccess':
    case 'ElementAccess': return again(node.expression);
    case 'Tuple': return node.arguments.some(({ expression }) => unwrap(expression).kind !== 'SwitchExpression' && again(expression));
    case 'ImplicitArrayCreation': return node.initializer.expressions.some(again);
    case 'IdentifierName': return variableIsUnknown(node.name, question);
    case 'MemberAccess': return isGeneratedProperty(body.symbolOf(node), body.compilation) || (!isTuple(body.typeOf(node.expression)) && again(node.expression));
    case 'Invocation': return callIsUnknown(node, body, again);
    default: return false;
  }
}

/** Whether a generated member, or a variable of unknown type, is anywhere in an expression, also in lambdas. */
function hasError(expression: Expression, question: Question): boolean {
  let found = false;
  walk(expression, (each) => {
    const node = each as unknown as Expression;
    if (!found && (node.kind === 'MemberAccess' || node.kind === 'ObjectCreation')) found = isGeneratedMember(question.body.symbolOf(node), question.body.compilation);
    if (!found && node.kind === 'IdentifierName') found = variableIsUnknown(node.name, question);
    return !found;
  });
  return found;
}

/** Of a tuple with an unknown element the others are known. */
function isTuple(type: TypeSymbol | undefined): boolean {
  return type?.kind === 'namedType' && type.name === 'ValueTuple' && type.namespace === 'System';
}

/** Whether an expression is what a lambda without a block gives, or one of the branches of that. */
function isBranchOf(body: Lambda['body'], sought: Expression): boolean {
  const node = body.kind === 'Block' ? undefined : unwrap(body);
  if (node === sought) return true;
  if (node?.kind === 'Conditional') return isBranchOf(node.whenTrue, sought) || isBranchOf(node.whenFalse, sought);
  return node?.kind === 'SwitchExpression' && node.arms.some((arm) => isBranchOf(arm.expression, sought));
}

function hasNoType(expression: Expression): boolean {
  const node = unwrap(expression);
  return node.kind === 'ThrowExpression' || (node.kind === 'Literal' && node.value === null);
}

function variableIsUnknown(name: string, question: Question): boolean {
  const known = question.variables.get(name);
  if (known !== undefined) return known;
  question.variables.set(name, false);
  const sources = sourcesOf(name, question.lambda);
  const answer = sources.length === 1 && sources.every(question.again);
  question.variables.set(name, answer);
  return answer;
}

/** What a variable declared with `var` gets its type from: its initializer, the elements it goes through, or a pattern that names no type. */
function sourcesOf(name: string, lambda: Lambda): readonly Expression[] {
  const sources: Expression[] = [];
  walk(lambda, (each, parent) => {
    const node = each as unknown as Expression | ForEach | VariableDeclarator;
    if (node.kind === 'VariableDeclarator') {
      const declared = (parent as unknown as { readonly type?: TypeSyntax } | undefined)?.type;
      if (node.name === name && node.initializer && isVar(declared)) sources.push(node.initializer);
    } else if (node.kind === 'ForEach') {
      const { variable, isAwait, expression, start, end } = node;
      if (variable.kind !== 'DeclarationExpression' || !isVar(variable.type) || nameOf(variable.designation) !== name) return undefined;
      sources.push(isAwait ? { kind: 'Await', expression, start, end } : expression);
    } else if (node.kind === 'IsPattern' && ((node.pattern.kind === 'RecursivePattern' && !node.pattern.type) || node.pattern.kind === 'VarPattern')) {
      if (nameOf(node.pattern.designation) === name) sources.push(node.expression);
    }
    return undefined;
  });
  return sources;
}

function isVar(type: TypeSyntax | undefined): boolean {
  return type?.kind === 'IdentifierName' && type.name === 'var';
}

function nameOf(designation: Designation | undefined): string | undefined {
  return (designation as { readonly name?: string } | undefined)?.name;
}

function callIsUnknown(node: Invocation, body: BoundBody, again: Question['again']): boolean {
  const callee = unwrap(node.expression);
  const receiver = callee.kind === 'MemberAccess' ? callee.expression : undefined;
  const symbol = body.symbolOf(node);
  const isWrittenGeneric = callee.kind === 'GenericName' || (callee.kind === 'MemberAccess' && callee.name.kind === 'GenericName');
  if (receiver && again(receiver)) return symbol?.kind !== 'method' || !isKnownByExtensions(symbol, isWrittenGeneric, body);
  const call = body.uses.find((use) => use.node === node && use.kind === 'call');
  if (symbol?.kind !== 'method' || !call?.arguments) return false;
  const isUnknownArgument = ({ expression }: { readonly expression: Expression }): boolean => again(expression);
  const viaLambda = ({ expression }: { readonly expression: Expression }): boolean => {
    const inner = unwrap(expression);
    return inner.kind === 'Lambda' && !inner.returnType && body.returnsOf(inner).some((returned) => again(returned.expression));
  };
  const hasUnknown = call.arguments.some(isUnknownArgument);
  if (!hasUnknown && !call.arguments.some(viaLambda)) return false;
  const candidates = candidatesOf(symbol).filter((method) => !isWrittenGeneric || method.typeParameters.length === symbol.typeArguments.length);
  const returned = new Set(candidates.map((method) => metadataDisplay(method.returnType)));
  if (hasUnknown && returned.size > 1) return true;
  if (isWrittenGeneric) return false;
  const { originalDefinition } = symbol;
  // What the only method of the name returns is its own type parameter, unless a lambda gives that an unknown type.
  const isOnly = candidates.length < 2;
  return originalDefinition.typeParameters.some((parameter) => {
    const mentions = (type: TypeSymbol): boolean => someType(type, (part) => part === parameter);
    if (!mentions(originalDefinition.returnType)) return false;
    const sources = (call.arguments ?? []).filter((argument) => mentions(originalDefinition.parameters[argument.parameter.ordinal]?.type ?? argument.parameter.type));
    return (isOnly ? sources.some(viaLambda) : sources.length > 0) && sources.every((argument) => isUnknownArgument(argument) || viaLambda(argument));
  });
}

/**
 * On an unknown receiver only extension methods are found, also where the call means a method of the type; what all of the name return is
 * the type of the call then, and where that is another type than the real one, the generated code is wrong too (measured with fifty shapes).
 */
function isKnownByExtensions(method: MethodSymbol, isWrittenGeneric: boolean, body: BoundBody): boolean {
  const { name, typeArguments, returnType, originalDefinition } = method;
  const candidates = body.extensionMethodsNamed(name).filter(({ typeParameters }) => !isWrittenGeneric || typeParameters.length === typeArguments.length);
  const [only] = candidates;
  if (isWrittenGeneric && candidates.length === 1 && only?.originalDefinition === originalDefinition) return true;
  return only !== undefined && candidates.every((candidate) => metadataDisplay(candidate.returnType) === metadataDisplay(returnType));
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
