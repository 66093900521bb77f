/** AOT2010: endpoints that the request delegate generator takes without a diagnostic, for which it emits code that does not compile. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isEnumType, isValueType, nullableUnderlying, someType } from '../../symbols/types';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { asParametersProperties } from './asParameters';
import { endpointFaults, generatorVersion, handlerOf, isAnonymous, isMapWithDelegate, resolveHandler, unwrapTask } from './endpoint';
import { bindsItself, isBindable, isSimpleFormValue, sourceOf } from './parameterSource';
import { interceptedLambdas } from './interceptedLambda';
import { closeFix } from './fixes/closedEndpoints';
import { nullableConstructorFix } from './fixes/nullableConstructor';
import { returnTypeFix } from './fixes/returnType';
import { isUnknownAwait, isUnknownToGenerators, mayBeRequestDelegate } from './unknownToGenerators';

const meta: RuleMeta = {
  id: 'AOT2010', name: 'generated-endpoint-does-not-compile', title: 'The code generated for an endpoint does not compile', defaultSeverity: 'error', official: false,
  why: 'The request delegate generator writes a type into its code that cannot be written there, and says nothing; the build fails in a generated file.',
  whatToDo: 'Change the type that the message names.',
};

/** Why generated code does not compile; `kind` tells what can be done. */
interface Problem { readonly kind: 'type' | 'typeParameter' | 'context' | 'constructor'; readonly text: string; readonly type?: NamedTypeSymbol }

/** The first thing about a handler that generated code cannot express. */
function problemOf(use: SymbolUse, body: BoundBody): Problem | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  const { method, lambda } = handler;
  if (lambda && !lambda.returnType && !mayBeRequestDelegate(method) && (isUnknownAwait(lambda, body) || body.returnsOf(lambda).some(({ expression }) => isUnknownToGenerators(expression, lambda, body)))) {
    return { kind: 'context', text: 'its return type comes from the members of a JsonSerializerContext, which this generator does not see. Write the return type in front of the parameters' };
  }
  const defaults = method.parameters.map((parameter, i) => {
    const written = lambda?.parameters?.[i]?.default;
    return parameter.defaultValue ?? (written && body.constantOf(written));
  });
  return resultProblem(method) ?? parametersProblem(method, defaults, generatorVersion(body.compilation));
}

function resultProblem(method: MethodSymbol): Problem | undefined {
  const result = unwrapTask(method.returnType);
  if (result.kind === 'dynamic') return { kind: 'type', text: 'it returns dynamic' };
  if (result.kind === 'namedType' && result.isRefLike) return { kind: 'type', text: `it returns the ref struct '${result.name}'` };
  const anonymous = someType(result, isAnonymous);
  if (anonymous) return { kind: 'type', text: 'its return type contains an anonymous type. Use a record' };
  return nameProblem(result, 'its return type');
}

/** A part of a type that generated code cannot name. */
function nameProblem(type: TypeSymbol, where: string): Problem | undefined {
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

/** Before .NET 10 the generator writes the default value of an enum as a number, of which the compiler takes 0 only. */
function isNumberForEnum(type: TypeSymbol, value: AttributeValue, version: number): boolean {
  return version < 10 && isEnumType(nullableUnderlying(type) ?? type) && (value?.kind === 'enum' || value?.kind === 'primitive') && value.value !== null && Number(value.value) !== 0;
}

function parametersProblem(method: MethodSymbol, defaults: readonly AttributeValue[], version: number): Problem | undefined {
  for (const [i, { name, type, attributes }] of method.parameters.entries()) {
    if (isNumberForEnum(type, defaults[i], version)) return { kind: 'type', text: `the default value of '${name}' is a member of an enum other than 0. Make the parameter nullable, and give it its value in the handler` };
    const where = `the type of '${name}'`;
    if (type.kind === 'dynamic') return { kind: 'type', text: `'${name}' is dynamic` };
    if (type.kind === 'pointer' || type.kind === 'functionPointer') return { kind: 'type', text: `'${name}' is a pointer` };
    if (type.kind === 'namedType' && type.isRefLike) return { kind: 'type', text: `'${name}' is the ref struct '${type.name}'` };
    const found = nameProblem(type, where) ?? bindingProblem(name, type, attributes, version);
    if (found) return found;
  }
  return undefined;
}

function bindingProblem(name: string, type: TypeSymbol, attributes: readonly AttributeData[], version: number): Problem | undefined {
  const source = sourceOf({ name, type, attributes });
  if ((source === 'query' || source === 'header' || source === 'route') && !isBindable(type) && !bindsItself(type)) {
    return { kind: 'type', text: `'${name}' is bound from the ${source}, but its type is not a string and cannot be parsed from one` };
  }
  // From .NET 9 on this is RDG003.
  if (source === 'form' && version < 9 && !isSimpleFormValue(type)) return { kind: 'type', text: `'${name}' is an object bound from a form` };
  if (source !== 'asParameters') return undefined;
  if (type.kind === 'array') return { kind: 'type', text: `'${name}' is an array, which [AsParameters] does not take` };
  if (type.kind !== 'namedType') return undefined;
  const properties = asParametersProperties(type, version >= 10);
  if (typeof properties === 'string') return undefined;
  const preset = properties.find(({ parameter }) => parameter && isNumberForEnum(parameter.type, parameter.defaultValue, version));
  if (preset) return { kind: 'type', text: `the default value of '${preset.property.name}' of '${type.name}' is a member of an enum other than 0. Make it nullable, and give it its value in the handler` };
  if (version < 9) return undefined;
  const nullable = properties.find(({ parameter }) => parameter?.nullableAnnotated === true && !isValueType(parameter.type));
  return nullable && {
    kind: 'constructor', type: type.originalDefinition,
    text: `the constructor of '${type.name}' has the nullable parameter '${nullable.parameter?.name ?? ''}'. Use settable properties instead`,
  };
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
        id: meta.id, message: `The code that the request delegate generator makes for this endpoint does not compile: ${problem.text}.`,
        fixes: () => {
          const fix = problem.kind === 'context' ? returnTypeFix(use, body) : problem.kind === 'typeParameter' ? closeFix(use, body, program) : problem.type && nullableConstructorFix(problem.type, program);
          return fix ? [fix] : [];
        },
      });
    }
  },
});
