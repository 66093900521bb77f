/**
 * AOT2012: endpoints that no generator made code for, of shapes that reflection cannot serve in a native program. Measured with
 * libraries that map endpoints without the request delegate generator, and with endpoints that it leaves alone, net8.0 and net9.0.
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { unwrap } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isEnumType, isTask, isValueType, isVoid, nullableUnderlying } from '../../../symbols/types';
import type { Fix } from '../../../diagnostic';
import { isExecutable } from '../../../msbuild';
import { ownerOf } from '../../imports';
import type { ProgramContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { endpointFaults, handlerOf, isAnonymous, isMapWithDelegate, unwrapTask } from './endpoint';
import { buildsEndpointsEarly, unbuiltEffect } from './earlyEndpoints';
import type { EndpointPlace, GivenHandler, MappedParameter, PassedParameter } from './forwardedHandlers';
import { endpointsOf, handlersGiven, mappedParameter } from './forwardedHandlers';
import type { FollowedHandler } from './handlerValue';
import { followedHandler } from './handlerValue';
import { endpointFixes } from '../fixes/endpointFixes';
import { requestDelegateGeneratorFix } from '../fixes/generatorFix';
import { libraryWords } from '../libraries';
import { isKeyed, isRouteParameter, isSimpleFormValue, sourceOf } from './parameterSource';
import { textOf } from '../slim/slimTexts';

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
  /** What happens then; undefined: it cannot be built. */
  readonly effect?: string;
  /** What the generator says of it, and what makes it take the endpoint; undefined where it is off. */
  readonly fault?: string;
  readonly repair?: (application: ProgramContext) => readonly Fix[];
}

/** `prefix`: of a group; undefined where it is not known. */
type ReflectedFact = Failure | { readonly kind: 'earlyEndpoints' } | { readonly kind: 'prefix'; readonly prefix: string | undefined } | MappedParameter | PassedParameter | GivenHandler;

/** Undefined for a handler that works. */
function failureOf({ method, isWritten }: FollowedHandler, place: EndpointPlace): Failure | undefined {
  const reason = resultFailure(method.returnType);
  if (reason !== undefined) return { kind: 'failure', reason };
  return isWritten ? parameterFailure(method, place) : unnamedFailure(method, place);
}

function placeOf(use: SymbolUse, body: BoundBody): EndpointPlace {
  return { route: routeOf(use, body), isRead: mapName(use) === 'MapGet' || mapName(use) === 'MapDelete', isWholeRoute: isWholeRoute(use) };
}

/** Undefined where the whole route is not known. */
function routeOf(use: SymbolUse, body: BoundBody): string | undefined {
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  if (!pattern) return mapName(use) === 'MapFallback' ? '{*path:nonfile}' : undefined;
  const node = unwrap(pattern);
  const parts = node.kind === 'InterpolatedString' ? node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.expression])) : [node];
  return body.constantOf(pattern) === undefined && parts.some((part) => body.constantOf(part) === undefined) ? undefined : textOf(pattern, body);
}

function mapName({ symbol }: SymbolUse): string | undefined {
  return symbol?.kind === 'method' ? symbol.name : undefined;
}

/** Whether routes begin where they are mapped: not with the prefix of a group. */
function isWholeRoute({ receiverType }: SymbolUse): boolean {
  return receiverType?.kind === 'namedType' && receiverType.name === 'WebApplication';
}

/** Of a handler whose parameters have other names and may have attributes: where there is no route value and no body, values can only come from the query. */
function unnamedFailure({ parameters }: MethodSymbol, { route, isRead, isWholeRoute }: EndpointPlace): Failure | undefined {
  if (!isRead || !isWholeRoute || route?.includes('{') !== false) return undefined;
  const isQuery = parameters.some(({ name, type }) => /^(?:routeOrQuery|query)$/.test(sourceOf({ name, type, attributes: [] })));
  return isQuery ? { kind: 'failure', reason: 'a parameter of it cannot be bound from the query' } : undefined;
}

function resultFailure(type: TypeSymbol): string | undefined {
  if (unwrapTask(type) !== type || isTask(type)) return 'what it returns is not awaited';
  if (isAnonymous(type)) return 'its anonymous result has no metadata';
  return isValueType(type) && !isVoid(type) ? 'a value type cannot be written' : undefined;
}

function parameterFailure(method: MethodSymbol, { route, isRead, isWholeRoute }: EndpointPlace): Failure | undefined {
  const isFailure = (reason: string): Failure => ({ kind: 'failure', reason });
  let inPrefix: Failure | undefined;
  for (const { name, type, attributes } of method.parameters) {
    const source = sourceOf({ name, type, attributes });
    const reason = `'${name}' cannot be bound from the query`;
    if (source === 'query') return isFailure(reason);
    if (source === 'header') return isFailure(`'${name}' cannot be bound from the headers`);
    if (source === 'asParameters') return isValueType(type) ? { ...isFailure(`the members of '${name}' are not bound`), effect: 'its handler gets their default values in the native program' } : isFailure(`the members of '${name}' cannot be bound`);
    if (source === 'service' && isKeyed(attributes)) return isFailure(`'${name}' is a keyed service and a plain one`);
    if (source === 'form' && !isSimpleFormValue(type)) return isFailure(`'${name}' is an object bound from a form`);
    if (isRead && (source === 'bindAsync' ? isBoundByMethod(type) : source === 'routeOrQuery' && !isParsedByFramework(type))) return isFailure(`'${name}' is made by a method that trimming takes away`);
    if (source !== 'routeOrQuery' || route === undefined || isRouteParameter(name, route) || /\{\*/.test(route)) continue;
    if (isWholeRoute) return isFailure(reason);
    inPrefix ??= { kind: 'failure', reason, unlessInPrefix: name };
  }
  return inPrefix;
}

/** Types whose parsing the framework names without reflection over any type (measured); bool, char, Guid and TimeSpan are not among them. */
const parsed: ReadonlySet<string> = new Set([
  'String', 'Byte', 'SByte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'IntPtr', 'UIntPtr', 'Single', 'Double', 'Decimal', 'Half', 'BigInteger',
  'DateTime', 'DateTimeOffset', 'DateOnly', 'TimeOnly', 'Uri',
]);

/** Arrays come from the query alone. */
function isParsedByFramework(type: TypeSymbol): boolean {
  const single = nullableUnderlying(type) ?? type;
  if (single.kind !== 'namedType' || isEnumType(single)) return true;
  return parsed.has(single.name) && single.namespace.startsWith('System') && !single.containingAssembly.isSource;
}

/** Whether a type has a `BindAsync` of its own, rather than that of the interface. */
function isBoundByMethod(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && !type.allInterfaces.some((each) => each.name === 'IBindableFromHttpContext') && type.membersNamed('BindAsync').length > 0;
}

/** What the generator says of endpoints that it leaves alone and that reflection cannot serve (measured). */
const failing: ReadonlySet<string> = new Set(['RDG002', 'RDG003', 'RDG004', 'RDG005', 'RDG006', 'RDG007', 'RDG008', 'RDG009', 'RDG010', 'RDG011', 'RDG012', 'RDG013']);

export const reflectedEndpointRule = defineRule<ReflectedFact>({
  metas: [meta],
  inLibraries: libraryWords,
  collect({ body, program }, emit) {
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method') continue;
      const { symbol } = use;
      if (buildsEndpointsEarly(use)) emit(use.anchor, { kind: 'earlyEndpoints' });
      if (symbol.name === 'MapGroup' && symbol.containingType.name === 'EndpointRouteBuilderExtensions') {
        const written = use.arguments?.find(({ parameter }) => parameter.name === 'prefix')?.expression;
        emit(use.anchor, { kind: 'prefix', prefix: written && body.constantOf(written) ? textOf(written, body) : undefined });
      } else if (isMapWithDelegate(symbol)) {
        const fault = program.analyzers.requestDelegateGenerator ? endpointFaults(use, body)?.find(({ id }) => failing.has(id)) : undefined;
        const written = handlerOf(use);
        if (!written || (fault === undefined && program.analyzers.requestDelegateGenerator)) continue;
        const place = placeOf(use, body);
        const handler = followedHandler(written, body);
        const failure = handler && failureOf(handler, place);
        if (failure) emit(use.anchor, fault === undefined ? failure : { ...failure, fault: fault.id, repair: (application) => endpointFixes(fault, use, body, program, application) });
        const mapped = handler ? undefined : mappedParameter(use, written, place, fault?.id, body);
        if (mapped) emit(use.anchor, mapped);
      }
    }
    for (const { at, fact } of handlersGiven(body)) emit(at, fact);
  },
  conclude(context) {
    const { program, facts } = context;
    if (!program.analyzers.publishAot || !isExecutable(program.project)) return;
    const prefixes = facts.flatMap(({ value }) => (value.kind === 'prefix' ? [value.prefix] : []));
    const mapped = facts.flatMap(({ file, value }) => (value.kind === 'mapped' ? [{ ...value, file }] : []));
    const passed = facts.flatMap(({ value }) => (value.kind === 'passed' ? [value] : []));
    const wholeEffect = unbuiltEffect(facts.some(({ value }) => value.kind === 'earlyEndpoints'));
    const isCertain = ({ unlessInPrefix: name }: Failure): boolean => name === undefined || !prefixes.some((prefix) => prefix === undefined || isRouteParameter(name, prefix));
    for (const { file, anchor, value } of facts) {
      const failures = value.kind === 'failure' ? [{ failure: value, file }] : value.kind === 'given' ? failuresGiven(value, mapped, passed) : [];
      const [first] = failures;
      // A helper that maps in several ways may take another one.
      if (first?.failure === undefined || !failures.every(({ failure }) => failure !== undefined && isCertain(failure))) continue;
      const { failure } = first;
      const owner = ownerOf(program, first.file) ?? program;
      const cause = failure.fault === undefined ? `is off in ${owner.project.assemblyName}, so that this endpoint is built by reflection` : `leaves this endpoint to reflection (${failure.fault})`;
      context.report({ ...anchor, file }, {
        id: meta.id,
        message: `The request delegate generator ${cause}: ${failure.reason}, and ${failure.effect ?? wholeEffect}.`,
        fixes: () => {
          if (failure.fault !== undefined || value.kind === 'given') return failure.repair?.(program) ?? [];
          const fix = requestDelegateGeneratorFix(owner);
          return fix ? [fix] : [];
        },
      });
    }
  },
});

/** What becomes of a handler given to a helper, one entry for each endpoint that it is mapped to, with the file that maps it. */
function failuresGiven(given: GivenHandler, mapped: readonly (MappedParameter & { readonly file: string })[], passed: readonly PassedParameter[]): readonly { readonly failure: Failure | undefined; readonly file: string }[] {
  return endpointsOf(given, mapped, passed).map(({ place, fault, file }) => {
    const failure = failureOf(given.handler, place);
    return { failure: failure && (fault === undefined ? failure : { ...failure, fault }), file };
  });
}
