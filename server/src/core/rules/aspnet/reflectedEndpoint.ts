/**
 * AOT2012: endpoints that no generator made code for, of shapes that reflection cannot serve in a native program. Measured with
 * libraries that map endpoints without the request delegate generator, and with endpoints that it leaves alone, net8.0 and net9.0.
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { isValueType, isVoid } from '../../symbols/types';
import { isExecutable, setPropertyFix } from '../../msbuild/index';
import { ownerOf } from '../json/contextEdits';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { endpointFaults, handlerOf, isAnonymous, isMapWithDelegate, resolveHandler, unwrapTask } from './endpoint';
import { libraryWords } from './libraries';
import { isKeyed, isSimpleFormValue, sourceOf } from './parameterSource';
import { textOf } from './slimFacts';

const meta: RuleMeta = {
  id: 'AOT2012', name: 'endpoint-without-generated-code', title: 'An endpoint is built by reflection that native programs do not have', defaultSeverity: 'error', official: false,
  why: 'Without the request delegate generator endpoints are built at run time by code that trimming takes away; building one that needs it makes every endpoint of the application fail.',
  whatToDo: 'Set EnableRequestDelegateGenerator to true in the project that maps the endpoint.',
};

/** Why an endpoint cannot be served. `unlessInPrefix`: it can, where a group has a parameter of that name in its prefix. */
interface Failure {
  readonly kind: 'failure';
  readonly reason: string;
  readonly unlessInPrefix?: string;
  /** What the generator says of it; undefined where it is off. */
  readonly fault?: string;
}

/** `prefix`: of a group; undefined where it is not known. */
type ReflectedFact = Failure | { readonly kind: 'prefix'; readonly prefix: string | undefined };

/** Undefined for a handler that works, or that is not known. */
function failureOf(use: SymbolUse, body: BoundBody): Failure | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  const reason = resultFailure(handler.method.returnType);
  return reason === undefined ? parameterFailure(handler.method, use, body) : { kind: 'failure', reason };
}

function resultFailure(type: TypeSymbol): string | undefined {
  if (unwrapTask(type) !== type || isTask(type)) return 'what it returns is not awaited';
  if (isAnonymous(type)) return 'its anonymous result has no metadata';
  return isValueType(type) && !isVoid(type) ? 'a value type cannot be written' : undefined;
}

function isTask(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.namespace === 'System.Threading.Tasks' && (type.name === 'Task' || type.name === 'ValueTask');
}

function parameterFailure(method: MethodSymbol, use: SymbolUse, body: BoundBody): Failure | undefined {
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  const route = pattern ? textOf(pattern, body) : '';
  const isWholeRoute = use.receiverType?.kind === 'namedType' && use.receiverType.name === 'WebApplication';
  const isFailure = (reason: string): Failure => ({ kind: 'failure', reason });
  let inPrefix: Failure | undefined;
  for (const { name, type, attributes } of method.parameters) {
    const source = sourceOf({ name, type, attributes });
    const reason = `'${name}' cannot be bound from the query`;
    if (source === 'query') return isFailure(reason);
    if (source === 'header') return isFailure(`'${name}' cannot be bound from the headers`);
    if (source === 'asParameters') return isFailure(`the members of '${name}' cannot be bound`);
    if (source === 'service' && isKeyed(attributes)) return isFailure(`'${name}' is a keyed service and a plain one`);
    if (source === 'form' && !isSimpleFormValue(type)) return isFailure(`'${name}' is an object bound from a form`);
    if (source !== 'routeOrQuery' || isInRoute(name, route) || /\{\*/.test(route)) continue;
    if (isWholeRoute) return isFailure(reason);
    inPrefix ??= { kind: 'failure', reason, unlessInPrefix: name };
  }
  return inPrefix;
}

function isInRoute(name: string, route: string): boolean {
  return route.toLowerCase().includes(`{${name.toLowerCase()}`);
}

/** What the generator says of endpoints that it leaves alone and that reflection cannot serve (measured). */
const failing: ReadonlySet<string> = new Set(['RDG003', 'RDG004', 'RDG005', 'RDG006', 'RDG007', 'RDG008', 'RDG009', 'RDG010', 'RDG013']);

export const reflectedEndpointRule = defineRule<ReflectedFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body, program }, emit) {
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method') continue;
      const { symbol } = use;
      if (symbol.name === 'MapGroup' && symbol.containingType.name === 'EndpointRouteBuilderExtensions') {
        const written = use.arguments?.find(({ parameter }) => parameter.name === 'prefix')?.expression;
        emit(use.anchor, { kind: 'prefix', prefix: written && body.constantOf(written) ? textOf(written, body) : undefined });
      } else if (isMapWithDelegate(symbol)) {
        const fault = program.analyzers.requestDelegateGenerator ? endpointFaults(use, body)?.find(({ id }) => failing.has(id))?.id : undefined;
        const failure = fault !== undefined || !program.analyzers.requestDelegateGenerator ? failureOf(use, body) : undefined;
        if (failure) emit(use.anchor, fault === undefined ? failure : { ...failure, fault });
      }
    }
  },
  conclude(context) {
    const { program, facts } = context;
    if (!program.analyzers.publishAot || !isExecutable(program.project)) return;
    const prefixes = facts.flatMap(({ value }) => (value.kind === 'prefix' ? [value.prefix] : []));
    const mayBeInPrefix = (name: string): boolean => prefixes.some((prefix) => prefix === undefined || isInRoute(name, prefix));
    for (const { file, anchor, value } of facts) {
      if (value.kind !== 'failure' || (value.unlessInPrefix !== undefined && mayBeInPrefix(value.unlessInPrefix))) continue;
      const owner = ownerOf(program, file) ?? program;
      const cause = value.fault === undefined ? `is off in ${owner.project.assemblyName}, so that this endpoint is built by reflection` : `leaves this endpoint to reflection (${value.fault})`;
      context.report({ ...anchor, file }, {
        id: meta.id,
        message: `The request delegate generator ${cause}: ${value.reason}, and every endpoint of the native program fails with 500.`,
        fixes: () => {
          if (value.fault !== undefined) return [];
          const fix = setPropertyFix(owner.project, 'EnableRequestDelegateGenerator', 'true');
          return fix ? [fix] : [];
        },
      });
    }
  },
});
