/** AOT2010: endpoints that the request delegate generator takes without a diagnostic, for which it emits code that does not compile. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isValueType, nullableUnderlying, someType } from '../../../symbols/types';
import { unwrap } from '../../../flow/walk';
import type { Expression, Parameter } from '../../../syntax/nodes';
import { returnedRecordFix } from '../../json/fixes/returnedRecordFix';
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { asParametersProperties } from './asParameters';
import { endpointFaults, generatorVersion, handlerOf, isAnonymous, isMapWithDelegate, resolveHandler, unwrapTask, writtenHandler } from './endpoint';
import type { Handler } from './endpoint';
import { bindingProblem } from './generatedBinding';
import { sourceOf } from './parameterSource';
import { interceptedLambdas } from './interceptedLambda';
import { closeFix } from '../fixes/closedEndpoints';
import { nullableConstructorFix } from '../fixes/nullableConstructor';
import { returnTypeFix } from '../fixes/returnType';
import { isUnknownAwait, isUnknownToGenerators, losesResult, mayBeRequestDelegate } from './unknownToGenerators';

const meta: RuleMeta = {
  id: 'AOT2010', name: 'generated-endpoint-does-not-compile', title: 'The code generated for an endpoint does not compile', defaultSeverity: 'error', official: false,
  why: 'The request delegate generator writes a type into its code that cannot be written there, and says nothing; the build fails in a generated file.',
  whatToDo: 'Change the type that the message names.',
};

/** Why generated code does not compile, or, with `isLost`, leaves the answer empty; `kind` tells what can be done. */
export interface EndpointProblem {
  readonly kind: 'type' | 'anonymous' | 'typeParameter' | 'context' | 'constructor';
  readonly text: string;
  readonly type?: NamedTypeSymbol;
  readonly isLost?: boolean;
}

/** The first thing about a handler that generated code cannot express. */
function problemOf(use: SymbolUse, body: BoundBody): EndpointProblem | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  return handler && handler !== 'unresolvable' ? problemsOf(handler, body)[0] : undefined;
}

/** One of the result and one of the parameters at most. */
export function problemsOf(handler: Handler, body: BoundBody): readonly EndpointProblem[] {
  const { method } = handler;
  const ofResult = contextProblem(handler, body) ?? resultProblem(method);
  return [ofResult, parametersProblem(handler, body)].filter((problem) => problem !== undefined);
}

function contextProblem({ method, lambda }: Handler, body: BoundBody): EndpointProblem | undefined {
  if (!lambda || lambda.returnType) return undefined;
  if (losesResult(lambda, method, body)) {
    return { kind: 'context', isLost: true, text: 'the generator does not see the members of a JsonSerializerContext, and so takes the lambda for a RequestDelegate. Write the return type in front of the parameters' };
  }
  if (!mayBeRequestDelegate(method) && (isUnknownAwait(lambda, body) || body.returnsOf(lambda).some(({ expression }) => isUnknownToGenerators(expression, lambda, body)))) {
    return { kind: 'context', text: 'its return type comes from the members of a JsonSerializerContext, which this generator does not see. Write the return type in front of the parameters' };
  }
  return undefined;
}

function parametersProblem(handler: Handler, body: BoundBody): EndpointProblem | undefined {
  const { method } = handler;
  const parameters = writtenParameters(handler, body);
  const defaults = defaultValuesOf(handler, body);
  const optional = (method.parameters.at(-1)?.isParams === true || parameters?.at(-1)?.modifiers.includes('params') === true) && method.parameters.find(({ hasDefaultValue }) => hasDefaultValue);
  if (optional) return { kind: 'type', text: `'${optional.name}' has a default value and comes before a params parameter, which is a plain one in generated code. Leave out params, or the default value` };
  return typesProblem(method, defaults, generatorVersion(body.compilation));
}

/** Parameters as they are written, where one has a default value. */
function writtenParameters(handler: Handler, body: BoundBody): readonly Parameter[] | undefined {
  return handler.method.parameters.some(({ hasDefaultValue }) => hasDefaultValue) ? writtenHandler(handler, body)?.parameters : undefined;
}

/** Default values of a handler's parameters, in their order; undefined where there is none, or while it is not known. */
export function defaultValuesOf(handler: Handler, body: BoundBody): readonly AttributeValue[] {
  const parameters = writtenParameters(handler, body);
  return handler.method.parameters.map((parameter, i) => {
    const written = parameters?.[i]?.default;
    return parameter.defaultValue ?? (written && (defaultOf(unwrap(written), parameter.type) ?? body.constantOf(written)));
  });
}

/** `default`, and `null!`: what the type makes of it; undefined for other expressions, and for structs that have no constants. */
function defaultOf(written: Expression, type: TypeSymbol): AttributeValue {
  if (written.kind !== 'Literal' || (written.literalType !== 'default' && written.literalType !== 'null')) return undefined;
  const isConstant = type.kind === 'namedType' && (type.typeKind === 'enum' || type.specialType !== undefined);
  return { kind: 'primitive', value: isValueType(type) && !nullableUnderlying(type) && isConstant ? 0 : null };
}

function resultProblem(method: MethodSymbol): EndpointProblem | undefined {
  const result = unwrapTask(method.returnType);
  if (result.kind === 'dynamic') return { kind: 'type', text: 'it returns dynamic' };
  if (result.kind === 'namedType' && result.isRefLike) return { kind: 'type', text: `it returns the ref struct '${result.name}'` };
  const anonymous = someType(result, isAnonymous);
  if (anonymous) return { kind: 'anonymous', text: 'its return type contains an anonymous type. Use a record' };
  return nameProblem(result, 'its return type');
}

/** A part of a type that generated code cannot name. */
function nameProblem(type: TypeSymbol, where: string): EndpointProblem | undefined {
  const owned = typeParameterIn(type);
  if (owned !== undefined) return { kind: 'typeParameter', text: `${where} contains the type parameter '${owned}'` };
  let name: string | undefined;
  someType(type, (part) => {
    if (part.kind !== 'namedType' || isAnonymous(part) || !isUnreachable(part)) return false;
    name = part.name;
    return true;
  });
  return name === undefined ? undefined : { kind: 'type', text: `${where} contains '${name}', which other code cannot reach. Make it internal` };
}

function typeParameterIn(type: TypeSymbol): string | undefined {
  let name: string | undefined;
  someType(type, (part) => {
    if (part.kind === 'typeParameter') ({ name } = part);
    return part.kind === 'typeParameter';
  });
  return name;
}

function isUnreachable(type: NamedTypeSymbol): boolean {
  const { accessibility } = type;
  return type.isFileLocal || accessibility === 'private' || accessibility === 'protected' || accessibility === 'privateProtected';
}

function typesProblem(method: MethodSymbol, defaults: readonly AttributeValue[], version: number): EndpointProblem | undefined {
  for (const { name, type } of method.parameters) {
    if (type.kind === 'dynamic') return { kind: 'type', text: `'${name}' is dynamic` };
    if (type.kind === 'pointer' || type.kind === 'functionPointer') return { kind: 'type', text: `'${name}' is a pointer` };
    if (type.kind === 'namedType' && type.isRefLike) return { kind: 'type', text: `'${name}' is the ref struct '${type.name}'` };
    const found = nameProblem(type, `the type of '${name}'`);
    if (found) return found;
  }
  const text = bindingProblem(method, defaults, version);
  return text === undefined ? constructorProblem(method, version) : { kind: 'type', text };
}

function constructorProblem(method: MethodSymbol, version: number): EndpointProblem | undefined {
  for (const { name, type, attributes } of method.parameters) {
    if (version < 9 || type.kind !== 'namedType' || sourceOf({ name, type, attributes }) !== 'asParameters') continue;
    const properties = asParametersProperties(type, version >= 10);
    const nullable = typeof properties === 'string' ? undefined : properties.find(({ parameter }) => parameter?.nullableAnnotated === true && !isValueType(parameter.type));
    if (nullable) return { kind: 'constructor', type: type.originalDefinition, text: `the constructor of '${type.name}' has the nullable parameter '${nullable.parameter?.name ?? ''}'. Use settable properties instead` };
  }
  return undefined;
}

export const generatedEndpointRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const { at, fixes } of interceptedLambdas(body)) {
      context.report(at, {
        id: meta.id, fixes,
        message: 'The code that the request delegate generator makes for this endpoint does not compile: it does not see the members of a JsonSerializerContext, and so takes the lambda for another kind of handler. Leave out the type of its parameter.',
      });
    }
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol) || endpointFaults(use, body)?.length !== 0) continue;
      const problem = problemOf(use, body);
      if (!problem) continue;
      context.report(use.anchor, {
        id: meta.id, message: `The code that the request delegate generator makes for this endpoint ${problem.isLost ? 'drops what it returns, so that every answer is empty' : 'does not compile'}: ${problem.text}.`,
        fixes: () => {
          if (problem.kind === 'anonymous') return returnedRecordFix(use, body, program);
          const fix = problem.kind === 'context' ? returnTypeFix(use, body, program) : problem.kind === 'typeParameter' ? closeFix(use, body, program) : problem.type && nullableConstructorFix(problem.type, program);
          return fix ? [fix] : [];
        },
      });
    }
  },
});
