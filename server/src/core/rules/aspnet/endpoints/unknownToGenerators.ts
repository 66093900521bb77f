/**
 * What source generators cannot tell of a handler: they do not see each other's code, so that whatever the JSON generator adds to a
 * context is an error to the request delegate generator, and the types that follow from it. Modelled on what the compiler makes of calls
 * with such arguments, and measured with some hundred shapes (net8.0 to net10.0): a call is unknown where the methods of its name differ
 * in what they return (`JsonSerializer.Serialize` gives text or nothing; each its own type parameter), and known where they agree; what is
 * awaited is unknown in any case, since the compiler looks for no awaiter of an expression with an error in it.
 */
import type { BoundBody } from '../../../binding/boundBody';
import { unwrap, walk } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed, someType } from '../../../symbols/types';
import { metadataDisplay } from '../../../symbols/display';
import type { Designation, Expression, ForEach, Invocation, Lambda, TypeSyntax, VariableDeclarator } from '../../../syntax/nodes';
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
  const question = questionOf(lambda, body);
  // A type parameter inside another type is written into the generated code, where nobody declares it; alone, it is passed by.
  return question.again(expression) || openness(expression, question) === 'part';
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
    case 'MemberAccess': return isGeneratedProperty(body.symbolOf(node), body.compilation) || (!isTuple(body.typeOf(node.expression)) && again(node.expression)) || isMissing(node.expression, node.name.name, question);
    case 'Invocation': return callIsUnknown(node, question);
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

const ofObject: ReadonlySet<string> = new Set(['ToString', 'Equals', 'GetHashCode', 'GetType']);

/** Whether a member is one of the real type, where all that is known is a type parameter. */
function isMissing(receiver: Expression, name: string, question: Question): boolean {
  return !ofObject.has(name) && openness(receiver, question) === 'bare';
}

/**
 * Whether the type of an expression is, or has in it, the type parameter of an extension method that is called on something unknown:
 * `List<T>` for `AppJson.Default.Todo.Wrap()`, with `List<T> Wrap<T>(this T item)` (measured with fifty shapes). Its members are known then.
 */
function openness(expression: Expression, question: Question, depth = 0): 'bare' | 'part' | undefined {
  const node = unwrap(expression);
  if (depth > deepest) return undefined;
  const inner = (part: Expression): 'bare' | 'part' | undefined => openness(part, question, depth + 1);
  if (node.kind === 'ImplicitArrayCreation') return node.initializer.expressions.some((each) => inner(each)) ? 'part' : undefined;
  if (node.kind === 'IdentifierName') {
    const sources = sourcesOf(node.name, question.lambda);
    return sources.length === 1 && sources[0] ? inner(sources[0]) : undefined;
  }
  if (node.kind !== 'Invocation') return undefined;
  const callee = unwrap(node.expression);
  const method = question.body.symbolOf(node);
  if (method?.kind !== 'method' || isGenericName(callee)) return undefined;
  const { returnType, typeParameters } = method.originalDefinition;
  const isOnUnknown = callee.kind === 'MemberAccess' && question.again(callee.expression) && isOnlyExtension(method, false, question.body);
  const given = question.body.uses.find((use) => use.node === node && use.kind === 'call')?.arguments ?? [];
  const open = typeParameters.filter((parameter) => {
    const sources = given.filter(({ expression: each, parameter: { ordinal } }) => !(isOnUnknown && callee.expression === each) && mentions(method.originalDefinition.parameters[ordinal]?.type, parameter));
    // What other arguments tell is known, and a constraint tells some of the members.
    return parameter.constraintTypes.length === 0 && (isOnUnknown ? sources.every((each) => question.again(each.expression)) : sources.some((each) => inner(each.expression)));
  });
  return open.some((parameter) => parameter === returnType) ? 'bare' : open.some((parameter) => mentions(returnType, parameter)) ? 'part' : undefined;
}

function mentions(type: TypeSymbol | undefined, parameter: TypeSymbol): boolean {
  return type !== undefined && someType(type, (part) => part === parameter);
}

function isGenericName(callee: Expression): boolean {
  return callee.kind === 'GenericName' || (callee.kind === 'MemberAccess' && callee.name.kind === 'GenericName');
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

function callIsUnknown(node: Invocation, question: Question): boolean {
  const { body, again } = question;
  const callee = unwrap(node.expression);
  const receiver = callee.kind === 'MemberAccess' ? callee.expression : undefined;
  const symbol = body.symbolOf(node);
  const isWrittenGeneric = isGenericName(callee);
  if (receiver && symbol?.kind === 'method' && !symbol.originalDefinition.isExtensionMethod && isMissing(receiver, symbol.name, question)) return true;
  if (receiver && again(receiver)) return symbol?.kind !== 'method' || !isKnownByExtensions(symbol, isWrittenGeneric, body);
  const call = body.uses.find((use) => use.node === node && use.kind === 'call');
  if (symbol?.kind !== 'method' || !call?.arguments) return false;
  const isUnknownArgument = ({ expression }: { readonly expression: Expression }): boolean => again(expression) && !isKnownOtherwise(expression, question);
  const viaLambda = ({ expression }: { readonly expression: Expression }): boolean => {
    const inner = unwrap(expression);
    return inner.kind === 'Lambda' && !inner.returnType && body.returnsOf(inner).some((returned) => again(returned.expression));
  };
  const hasUnknown = call.arguments.some(isUnknownArgument);
  if (!hasUnknown && !call.arguments.some(viaLambda)) return false;
  const { originalDefinition } = symbol;
  const isReduced = originalDefinition.isExtensionMethod && receiver !== undefined && body.symbolOf(unwrap(receiver))?.kind !== 'namedType';
  const all = isReduced ? body.extensionMethodsNamed(symbol.name) : candidatesOf(symbol);
  const candidates = all.filter((method) => !isWrittenGeneric || method.typeParameters.length === symbol.typeArguments.length);
  const returned = new Set(candidates.map((method) => metadataDisplay(method.returnType)));
  // Type parameters of one that the arguments do not fit stay what they are, and are no other method's, whatever their names.
  const isOwn = (method: MethodSymbol): boolean => method.typeParameters.some((parameter) => mentions(method.returnType, parameter)) && !isInferred(method, originalDefinition, node, isReduced ? 1 : 0, again);
  if (hasUnknown && (returned.size > 1 || (!isWrittenGeneric && candidates.length > 1 && candidates.some(isOwn)))) return true;
  if (isWrittenGeneric) return false;
  // What the only method of the name returns is its own type parameter, unless a lambda gives that an unknown type.
  const isOnly = candidates.length < 2;
  return originalDefinition.typeParameters.some((parameter) => {
    if (!mentions(originalDefinition.returnType, parameter)) return false;
    const sources = (call.arguments ?? []).filter((argument) => mentions(originalDefinition.parameters[argument.parameter.ordinal]?.type ?? argument.parameter.type, parameter));
    return (isOnly ? sources.some(viaLambda) : sources.length > 0) && sources.every((argument) => isUnknownArgument(argument) || viaLambda(argument));
  });
}

/** Whether the number of arguments fits a method, and those with a type tell all its type parameters; `offset`: the place of the first one. */
function isInferred({ parameters, typeParameters, containingType }: MethodSymbol, real: MethodSymbol, { arguments: given }: Invocation, offset: number, again: Question['again']): boolean {
  // The receiver is of a type that the method of another class may not take.
  if (offset > 0 && containingType.originalDefinition !== real.containingType.originalDefinition) return false;
  const placed = given.map(({ name, expression }, index) => ({ expression, parameter: name === undefined ? parameters[index + offset] : parameters.find((each) => each.name === name) }));
  if (placed.some(({ parameter }) => parameter === undefined)) return false;
  if (parameters.some((parameter, index) => index >= offset && !parameter.isOptional && !parameter.isParams && !placed.some((each) => each.parameter === parameter))) return false;
  const known = [...parameters.slice(0, offset), ...placed.flatMap(({ expression, parameter }) => (parameter && !again(expression) ? [parameter] : []))];
  return typeParameters.every((each) => known.some(({ type }) => mentions(type, each)));
}

/**
 * On an unknown receiver only extension methods are found, also where the call means a method of the type; what all of the name return is
 * the type of the call then, and where that is another type than the real one, the generated code is wrong too (measured with fifty shapes).
 */
function isKnownByExtensions(method: MethodSymbol, isWrittenGeneric: boolean, body: BoundBody): boolean {
  if (isOnlyExtension(method, isWrittenGeneric, body)) return true;
  const candidates = extensionsNamed(method, isWrittenGeneric, body);
  const { returnType } = method;
  const [only] = candidates;
  return only !== undefined && candidates.every((candidate) => metadataDisplay(candidate.returnType) === metadataDisplay(returnType));
}

/**
 * Whether the compiler takes a call on an unknown receiver for extension methods that all give one other type than the real one: with
 * `using System.Reflection`, `AppJson.Default.GetTypeInfo(type)` is a TypeInfo to the generator, and calls that are given it are bound as
 * any other call with a wrong argument is (measured with nine shapes, net8.0 and net9.0).
 */
function isKnownOtherwise(expression: Expression, question: Question, depth = 0): boolean {
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName') {
    const [only, ...others] = sourcesOf(node.name, question.lambda);
    return only !== undefined && others.length === 0 && depth < deepest && isKnownOtherwise(only, question, depth + 1);
  }
  const callee = node.kind === 'Invocation' ? unwrap(node.expression) : undefined;
  const method = question.body.symbolOf(node);
  if (callee?.kind !== 'MemberAccess' || method?.kind !== 'method' || !question.again(callee.expression)) return false;
  const [first, ...others] = extensionsNamed(method, isGenericName(callee), question.body);
  return first !== undefined && first.typeParameters.length === 0 && others.every(({ returnType }) => metadataDisplay(returnType) === metadataDisplay(first.returnType));
}

/** Whether a method is the only one of its name that is found on an unknown receiver. */
function isOnlyExtension(method: MethodSymbol, isWrittenGeneric: boolean, body: BoundBody): boolean {
  const candidates = extensionsNamed(method, isWrittenGeneric, body);
  return candidates.length === 1 && candidates[0]?.originalDefinition === method.originalDefinition;
}

function extensionsNamed({ name, typeArguments }: MethodSymbol, isWrittenGeneric: boolean, body: BoundBody): readonly MethodSymbol[] {
  return body.extensionMethodsNamed(name).filter(({ typeParameters }) => !isWrittenGeneric || typeParameters.length === typeArguments.length);
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
