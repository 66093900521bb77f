/**
 * AOT2012: endpoints that no generator made code for, of shapes that reflection cannot serve in a native program. Measured with
 * libraries that map endpoints without the request delegate generator, net8.0 and net9.0.
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { isValueType, isVoid } from '../../symbols/types';
import { isExecutable, setPropertyFix } from '../../msbuild/index';
import { ownerOf } from '../json/contextEdits';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { handlerOf, isAnonymous, isMapWithDelegate, resolveHandler, unwrapTask } from './endpoint';
import { libraryWords } from './libraries';
import { sourceOf } from './parameterSource';
import { textOf } from './slimFacts';

const meta: RuleMeta = {
  id: 'AOT2012', name: 'endpoint-without-generated-code', title: 'An endpoint is built by reflection that native programs do not have', defaultSeverity: 'error', official: false,
  why: 'Without the request delegate generator endpoints are built at run time by code that trimming takes away; building one that needs it makes every endpoint of the application fail.',
  whatToDo: 'Set EnableRequestDelegateGenerator to true in the project that maps the endpoint.',
};

/** Why a handler cannot be served; undefined for one that works, or that is not known. */
function failureOf(use: SymbolUse, body: BoundBody): string | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  return resultFailure(handler.method.returnType) ?? parameterFailure(handler.method, use, body);
}

function resultFailure(type: TypeSymbol): string | undefined {
  if (unwrapTask(type) !== type || isTask(type)) return 'what it returns is not awaited';
  if (isAnonymous(type)) return 'its anonymous result has no metadata';
  return isValueType(type) && !isVoid(type) ? 'a value type cannot be written' : undefined;
}

function isTask(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.namespace === 'System.Threading.Tasks' && (type.name === 'Task' || type.name === 'ValueTask');
}

function parameterFailure(method: MethodSymbol, use: SymbolUse, body: BoundBody): string | undefined {
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  const route = pattern ? textOf(pattern, body) : '';
  // A group may have parameters in its prefix.
  const isWholeRoute = use.receiverType?.kind === 'namedType' && use.receiverType.name !== 'RouteGroupBuilder';
  for (const { name, type, attributes } of method.parameters) {
    const source = sourceOf({ name, type, attributes });
    const isQuery = source === 'query' || (source === 'routeOrQuery' && isWholeRoute && !route.toLowerCase().includes(`{${name.toLowerCase()}`) && !/\{\*/.test(route));
    if (isQuery) return `'${name}' cannot be bound from the query`;
    if (source === 'header') return `'${name}' cannot be bound from the headers`;
    if (source === 'asParameters') return `the members of '${name}' are not known`;
  }
  return undefined;
}

export const reflectedEndpointRule = defineRule<string>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body, program }, emit) {
    if (program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      const failure = failureOf(use, body);
      if (failure !== undefined) emit(use.anchor, failure);
    }
  },
  conclude(context) {
    const { program, facts } = context;
    if (!program.analyzers.publishAot || !isExecutable(program.project)) return;
    for (const { file, anchor, value } of facts) {
      const owner = ownerOf(program, file) ?? program;
      context.report({ ...anchor, file }, {
        id: meta.id,
        message: `The request delegate generator is off in ${owner.project.assemblyName}, so that this endpoint is built by reflection: ${value}, and every endpoint of the native program fails with 500.`,
        fixes: () => {
          const fix = setPropertyFix(owner.project, 'EnableRequestDelegateGenerator', 'true');
          return fix ? [fix] : [];
        },
      });
    }
  },
});
