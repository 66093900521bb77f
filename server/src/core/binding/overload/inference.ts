/** Type inference for generic methods (ECMA-334 §12.6.3): two phases over the arguments. */
import type { MethodSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import type { ExpressionShape, LambdaShape } from '../shape';
import { substitute } from '../../symbols/construct';
import { someType } from '../../symbols/types';
import { collectionElementType, iterationType } from '../conversions/conversionsCollection';
import { parameterTypesFor } from '../conversions/conversionsFunction';
import { delegateOf, isVoid, stripNullable, tupleElements } from '../conversions/conversionsTypes';
import { InferenceBounds } from './inferenceBounds';
import { naturalType } from './inferenceCommonType';
import { inferReturnType } from './inferenceFunctionType';

export { bestCommonType } from './inferenceCommonType';
export { inferReturnType } from './inferenceFunctionType';

/** An argument with the parameter type that it goes to (of the definition: type parameters still in it). */
export interface InferenceArgument {
  readonly shape: ExpressionShape;
  readonly type: TypeSymbol;
  /** Passed by ref or out: exact inference. */
  readonly byReference: boolean;
}

/** A lambda or method group meeting a delegate type with type parameters in it. */
interface FunctionArgument {
  readonly shape: Extract<ExpressionShape, { kind: 'lambda' | 'methodGroup' }>;
  readonly invoke: MethodSymbol;
  readonly inputs: ReadonlySet<TypeParameterSymbol>;
  readonly outputs: ReadonlySet<TypeParameterSymbol>;
}

interface Inference {
  readonly bounds: InferenceBounds;
  readonly functions: FunctionArgument[];
  readonly context: BindingContext;
  /** Type parameters that an unknown argument would have said something about. */
  readonly uncertain: Set<TypeParameterSymbol>;
}

/**
 * The inferred type arguments; undefined when inference fails. Where an unknown argument leaves a type parameter without a bound,
 * its argument is an error type. `leading`: type arguments that are known already, those of the first type parameters.
 */
export function inferTypeArguments(method: MethodSymbol, args: readonly InferenceArgument[], context: BindingContext, leading: readonly TypeSymbol[] = []): readonly TypeSymbol[] | undefined {
  const parameters = method.typeParameters;
  const inference: Inference = { bounds: new InferenceBounds(parameters, context), functions: [], context, uncertain: new Set() };
  leading.forEach((type, i) => {
    const parameter = parameters[i];
    if (parameter !== undefined) inference.bounds.fixAs(parameter, type);
  });
  for (const argument of args) firstPhase(inference, argument.shape, argument.type, argument.byReference);
  if (!secondPhase(inference)) return undefined;
  return parameters.map((parameter) => inference.bounds.fixedOf(parameter) ?? { kind: 'error', name: parameter.name });
}

/** §12.6.3.2, and the elements of tuple literals and collection expressions. */
function firstPhase(inference: Inference, shape: ExpressionShape, formal: TypeSymbol, byReference: boolean): void {
  switch (shape.kind) {
    case 'typed': firstPhaseTyped(inference, shape, formal, byReference); return;
    case 'unknown': mentioned(inference, formal).forEach((p) => inference.uncertain.add(p)); return;
    case 'tuple': eachElement(inference, shape.elements, formal); return;
    case 'branches': shape.branches.forEach((branch) => { firstPhase(inference, branch, formal, false); }); return;
    case 'collection': firstPhaseCollection(inference, shape, formal); return;
    case 'lambda': case 'methodGroup': firstPhaseFunction(inference, shape, formal); return;
    default:
  }
}

function firstPhaseTyped(inference: Inference, shape: Extract<ExpressionShape, { kind: 'typed' }>, formal: TypeSymbol, byReference: boolean): void {
  if (shape.elements !== undefined && tupleElements(stripNullable(formal))?.length === shape.elements.length) eachElement(inference, shape.elements, formal);
  else if (shape.type.kind === 'error') mentioned(inference, formal).forEach((p) => inference.uncertain.add(p));
  else if (!isVoid(shape.type)) inference.bounds.infer(byReference ? 'exact' : 'lower', shape.type, formal);
}

function eachElement(inference: Inference, elements: readonly ExpressionShape[], formal: TypeSymbol): void {
  const targets = tupleElements(stripNullable(formal));
  if (targets?.length !== elements.length) {
    const whole = naturalType({ kind: 'tuple', elements }, inference.context);
    if (whole !== undefined) inference.bounds.infer('lower', whole, formal);
    return;
  }
  elements.forEach((element, i) => {
    const target = targets[i];
    if (target !== undefined) firstPhase(inference, element, target, false);
  });
}

function firstPhaseCollection(inference: Inference, shape: Extract<ExpressionShape, { kind: 'collection' }>, formal: TypeSymbol): void {
  const element = collectionElementType(stripNullable(formal), inference.context);
  if (element === undefined) return;
  for (const item of shape.elements) {
    if (!item.spread) firstPhase(inference, item.shape, element, false);
    else if (item.shape.kind === 'typed') {
      const iterated = iterationType(item.shape.type, inference.context);
      if (iterated !== undefined) inference.bounds.infer('lower', iterated, element);
    } else mentioned(inference, element).forEach((p) => inference.uncertain.add(p));
  }
}

function firstPhaseFunction(inference: Inference, shape: FunctionArgument['shape'], formal: TypeSymbol): void {
  const invoke = delegateOf(formal);
  if (invoke === undefined) {
    if (formal.kind !== 'typeParameter') return;
    const natural = naturalType(shape, inference.context);
    if (natural !== undefined) inference.bounds.infer('lower', natural, formal);
    return;
  }
  const explicit = shape.kind === 'lambda' ? shape.lambda.explicitParameters : undefined;
  explicit?.forEach((p, i) => {
    const parameter = invoke.parameters[i];
    if (parameter !== undefined) inference.bounds.infer('exact', p.type, parameter.type);
  });
  if (shape.kind === 'lambda' && shape.lambda.explicitReturnType !== undefined) inference.bounds.infer('exact', shape.lambda.explicitReturnType, invoke.returnType);
  const outputs = new Set(mentioned(inference, invoke.returnType));
  const readsInputs = shape.kind === 'methodGroup' || (explicit === undefined && shape.lambda.parameterCount !== undefined);
  const inputs = new Set(readsInputs ? invoke.parameters.flatMap((p) => mentioned(inference, p.type)) : []);
  inference.functions.push({ shape, invoke, inputs, outputs });
}

/** The method's type parameters in a type. */
function mentioned(inference: Inference, type: TypeSymbol): TypeParameterSymbol[] {
  const found: TypeParameterSymbol[] = [];
  someType(type, (part) => {
    if (part.kind === 'typeParameter' && inference.bounds.parameters.includes(part)) found.push(part);
    return false;
  });
  return found;
}

/** §12.6.3.3. */
function secondPhase(inference: Inference): boolean {
  const { bounds } = inference;
  const done = new Set<FunctionArgument>();
  while (bounds.parameters.some((p) => bounds.isUnfixed(p))) {
    for (const argument of inference.functions) {
      if (done.has(argument) || !hasUnfixed(inference, argument.outputs) || hasUnfixed(inference, argument.inputs)) continue;
      done.add(argument);
      outputInference(inference, argument);
    }
    const unfixed = bounds.parameters.filter((p) => bounds.isUnfixed(p));
    const progress = fixAll(inference, unfixed.filter((p) => !dependsOnAny(inference, p))) ?? fixAll(inference, unfixed.filter((p) => anyDependsOn(inference, p))) ?? fixUncertain(inference);
    if (progress !== true) return false;
  }
  return true;
}

/** Undefined: nothing to fix; false: a type parameter has contradictory bounds. */
function fixAll(inference: Inference, parameters: readonly TypeParameterSymbol[]): boolean | undefined {
  const bound = parameters.filter((p) => inference.bounds.hasBound(p));
  if (bound.length === 0) return undefined;
  return bound.map((p) => inference.bounds.fix(p) || fixIfUncertain(inference, p)).every((fixed) => fixed);
}

function fixIfUncertain(inference: Inference, parameter: TypeParameterSymbol): boolean {
  if (!inference.uncertain.has(parameter)) return false;
  inference.bounds.fixAs(parameter, { kind: 'error', name: parameter.name });
  return true;
}

/** What only unknown arguments speak of becomes an error type, one type parameter at a time. */
function fixUncertain(inference: Inference): boolean | undefined {
  const next = inference.bounds.parameters.find((p) => inference.bounds.isUnfixed(p) && inference.uncertain.has(p));
  return next === undefined ? undefined : fixIfUncertain(inference, next);
}

function hasUnfixed(inference: Inference, parameters: ReadonlySet<TypeParameterSymbol>): boolean {
  for (const parameter of parameters) if (inference.bounds.isUnfixed(parameter)) return true;
  return false;
}

function directlyDepends(inference: Inference, on: TypeParameterSymbol, dependent: TypeParameterSymbol): boolean {
  return inference.functions.some((f) => f.inputs.has(on) && f.outputs.has(dependent));
}

/** §12.6.3.6, transitively. */
function dependsOn(inference: Inference, dependent: TypeParameterSymbol, on: TypeParameterSymbol, seen = new Set<TypeParameterSymbol>()): boolean {
  if (directlyDepends(inference, on, dependent)) return true;
  seen.add(dependent);
  return inference.bounds.parameters.some((via) => !seen.has(via) && inference.bounds.isUnfixed(via) && directlyDepends(inference, via, dependent) && dependsOn(inference, via, on, seen));
}

function dependsOnAny(inference: Inference, parameter: TypeParameterSymbol): boolean {
  return inference.bounds.parameters.some((other) => inference.bounds.isUnfixed(other) && dependsOn(inference, parameter, other));
}

function anyDependsOn(inference: Inference, parameter: TypeParameterSymbol): boolean {
  return inference.bounds.parameters.some((other) => inference.bounds.isUnfixed(other) && dependsOn(inference, other, parameter));
}

/** §12.6.3.7. */
function outputInference(inference: Inference, argument: FunctionArgument): void {
  const { shape, invoke } = argument;
  const map = inference.bounds.map();
  const returned = shape.kind === 'lambda'
    ? lambdaReturn(shape.lambda, invoke, (type) => substitute(type, map), inference.context)
    : shape.group.resolve(invoke.parameters.map((p) => ({ type: substitute(p.type, map), refKind: p.refKind })))?.returnType;
  if (returned === undefined) return;
  if (returned.kind === 'error') argument.outputs.forEach((p) => inference.uncertain.add(p));
  else if (!isVoid(returned)) inference.bounds.infer('lower', returned, invoke.returnType);
}

function lambdaReturn(lambda: LambdaShape, invoke: MethodSymbol, apply: (type: TypeSymbol) => TypeSymbol, context: BindingContext): TypeSymbol | undefined {
  if (lambda.parameterCount !== undefined && lambda.parameterCount !== invoke.parameters.length) return undefined;
  return inferReturnType(lambda, parameterTypesFor(lambda, invoke).map(apply), invoke.returnType, context);
}
