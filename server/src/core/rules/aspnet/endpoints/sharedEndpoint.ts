/**
 * AOT2013: endpoints that the request delegate generator takes for the same one. It makes one piece of code for all calls of a Map
 * method whose handlers give back the same type and have parameters of the same names and types; default values and where values
 * come from do not count (measured, 8.0 to 10.0), though the code of the first holds them.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import { metadataDisplay } from '../../../symbols/display';
import type { AttributeValue, MethodSymbol, ParameterSymbol } from '../../../symbols/symbol';
import { isValueType, isVoid, nullableUnderlying } from '../../../symbols/types';
import type { Expression, Parameter, Unit } from '../../../syntax/nodes';
import { unwrap } from '../../../flow/walk';
import { typeName } from '../../json/typeModel';
import type { ConcludeContext, Fact } from '../../rule';
import { defineRule } from '../../rule';
import { isAnnotated, mayBeNull } from '../controllers/mayBeNull';
import { endpointFaults, handlerOf, isMapWithDelegate, isResult, resolveHandler, unwrapTask, writtenHandler } from './endpoint';
import type { Handler } from './endpoint';
import { isBodyOrQuery, isRouteParameter, sourceOf } from './parameterSource';
import type { ParameterSource } from './parameterSource';
import { textOf } from '../slim/slimTexts';

interface SharedFact {
  readonly method: string;
  /** What the generator compares. */
  readonly key: string;
  /** What makes two handlers different delegates: default values and `params`, by parameter. */
  readonly shapes: readonly string[];
  /** Where the parameters come from, and by which name. */
  readonly parameters: readonly SharedParameter[];
}

type Source = ParameterSource | 'bodyOrQuery';

interface SharedParameter {
  readonly name: string;
  readonly source: Source;
  readonly lookup: string;
  /** Whether the route has a value of that name; undefined: the prefix of a group is not known. */
  readonly isInRoute: boolean | undefined;
  /** Of a body: whether `EmptyBodyBehavior.Allow` is written, which lets a request leave it out. */
  readonly allowsEmpty: boolean;
}

function factOf(use: SymbolUse, body: BoundBody): SharedFact | undefined {
  const written = handlerOf(use);
  if (use.symbol?.kind !== 'method' || !written || isConverted(written)) return undefined;
  const handler = resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || handler.method.methodKind === 'delegateInvoke') return undefined;
  const { method } = handler;
  const map = use.symbol;
  if (method.parameters.length === 0 || endpointFaults(use, body)?.length !== 0) return undefined;
  const result = resultOf(handler, body, use.anchor.unit);
  const nodes = writtenHandler(handler, body)?.parameters;
  const shapes = method.parameters.map((parameter) => shapeOf(parameter, nodes?.[parameter.ordinal], body));
  if (result === undefined || shapes.includes(undefined)) return undefined;
  return {
    method: map.name,
    key: `${map.name} ${result} (${method.parameters.map((parameter) => `${typeName(parameter.type)}${parameter.nullableAnnotated === true ? '?' : ''} ${parameter.name}${keyOf(parameter)}`).join()})`,
    shapes: shapes.filter((shape) => shape !== undefined),
    parameters: method.parameters.map((parameter) => ({ name: parameter.name, source: sourceHere(parameter, map), lookup: lookupOf(parameter), isInRoute: isInRoute(parameter.name, use, body), allowsEmpty: allowsEmpty(parameter) })),
  };
}

/** Text arrays of requests that have a body come from there. */
function sourceHere(parameter: ParameterSymbol, { name }: MethodSymbol): Source {
  return /^Map(?:Post|Put|Patch)$/.test(name) && isBodyOrQuery(parameter) ? 'bodyOrQuery' : sourceOf(parameter);
}

/** A cast makes a delegate of another type of it. */
function isConverted(written: Expression): boolean {
  const { kind } = unwrap(written);
  return kind === 'Cast' || kind === 'As' || kind === 'ObjectCreation' || kind === 'ImplicitObjectCreation';
}

function keyOf({ attributes }: ParameterSymbol): string {
  const keyed = attributes.find(({ fullName }) => fullName === 'Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute');
  return keyed ? ` ${keyed.constructorArguments.map(keyText).join()}` : '';
}

/** Undefined while the default value is not known. */
function shapeOf(parameter: ParameterSymbol, node: Parameter | undefined, body: BoundBody): string | undefined {
  const mark = parameter.isParams || node?.modifiers.includes('params') === true ? 'params ' : parameter.refKind === 'none' ? '' : `${parameter.refKind} `;
  if (!parameter.hasDefaultValue) return mark;
  const value = parameter.defaultValue ?? (node?.default && body.constantOf(node.default));
  const isDefault = node?.default?.kind === 'DefaultExpression' || (node?.default?.kind === 'Literal' && node.default.literalType === 'default');
  if (value === undefined && isDefault) return `${mark}= default`;
  return value === undefined || value.kind === 'type' || value.kind === 'array' ? undefined : `${mark}= ${String(value.value)}`;
}

function isInRoute(name: string, use: SymbolUse, body: BoundBody): boolean | undefined {
  const pattern = use.arguments?.find(({ parameter }) => parameter.name === 'pattern')?.expression;
  if (pattern && isRouteParameter(name, textOf(pattern, body))) return true;
  return use.receiverType?.kind === 'namedType' && use.receiverType.name === 'WebApplication' && pattern && body.constantOf(pattern) !== undefined ? false : undefined;
}

/** A parameter that may be null anyway is not asked for its attribute. */
function allowsEmpty({ attributes, nullableAnnotated, type }: ParameterSymbol): boolean {
  if (nullableAnnotated === true || nullableUnderlying(type)) return false;
  return attributes.some(({ namedArguments }) => {
    const written = namedArguments.get('EmptyBodyBehavior');
    return written?.kind === 'enum' && Number(written.value) === 1;
  });
}

/** Names in attributes count where they are written. */
function lookupOf({ name, attributes }: ParameterSymbol): string {
  for (const { namedArguments } of attributes) {
    const written = namedArguments.get('Name');
    if (written?.kind === 'primitive' && typeof written.value === 'string') return written.value;
  }
  return name;
}

/** The result with its nullability, which counts; undefined where that is not told. */
function resultOf(handler: Handler, body: BoundBody, unit: Unit): string | undefined {
  const { method: { returnType }, lambda } = handler;
  const value = unwrapTask(returnType);
  if (isVoid(value) || isValueType(value) || isResult(value) || (value.kind === 'namedType' && value === returnType && /^(?:Task|ValueTask)$/.test(value.name))) return typeName(returnType);
  const written = writtenHandler(handler, body)?.returnType;
  if (written) return `${typeName(returnType)}${isAnnotated(written) ? '?' : ''}`;
  const returns = lambda ? body.returnsOf(lambda) : [];
  return returns.length > 0 && !returns.some(({ expression }) => mayBeNull(expression, body, unit)) ? typeName(returnType) : undefined;
}

const origins: Readonly<Record<string, string>> = { header: 'a header', query: 'the query', route: 'the route', form: 'the form', body: 'the body', service: 'the services', routeOrQuery: 'the route or query', bodyOrService: 'the body or services', bodyOrQuery: 'the body' };

function conclude(context: ConcludeContext<SharedFact>): void {
  if (!context.program.analyzers.requestDelegateGenerator) return;
  const order = new Map(context.program.files.map(({ path }, index) => [path, index]));
  const sorted = [...context.facts].sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.anchor.unit.base + a.anchor.start - b.anchor.unit.base - b.anchor.start);
  const first = new Map<string, Fact<SharedFact>>();
  for (const fact of sorted) {
    const known = first.get(fact.value.key);
    if (known) compare(fact, known, context);
    else first.set(fact.value.key, fact);
  }
}

/** Whether the code for one source does what the other says, or that is not told. */
function meansTheSame(other: SharedParameter, { source, isInRoute }: SharedParameter): boolean {
  const pair = [other.source, source];
  if (pair.includes('bodyOrService')) return pair.includes('body') || pair.includes('service');
  if (!pair.includes('routeOrQuery')) return false;
  return pair.includes('query') ? isInRoute !== true : pair.includes('route') && isInRoute !== false;
}

/** One report for an endpoint: what stops the application comes first. */
function compare(fact: Fact<SharedFact>, known: Fact<SharedFact>, context: ConcludeContext<SharedFact>): void {
  const { value, file } = fact;
  const at: Anchor & { readonly file: string } = { ...fact.anchor, file };
  const base = known.anchor.unit.base;
  const related = [{ file: known.file, span: { start: base + known.anchor.start, end: base + known.anchor.end }, message: 'The endpoint that the code is made for' }];
  const shared = `'${value.method}': the generated code of another endpoint serves this one too, since their handlers have the same result and parameters`;
  if (value.shapes.some((shape, index) => shape !== known.value.shapes[index])) {
    context.report(at, { id: 'AOT2013', severity: 'error', related, message: `${shared}. Their default values differ: the application stops at start with an InvalidCastException. Give a parameter another name, or both the same default values.` });
    return;
  }
  for (const [index, parameter] of value.parameters.entries()) {
    const other = known.value.parameters[index];
    if (other && other.allowsEmpty !== parameter.allowsEmpty) {
      context.report(at, { id: 'AOT2013', severity: 'warning', related, message: `${shared}. ${other.allowsEmpty ? 'It takes requests without a body, as that one does, and \'' + parameter.name + '\' is null then' : 'It refuses requests without a body with 400, as that one does'}. Give the parameter another name.` });
      return;
    }
    if (!other || (other.source === parameter.source ? other.lookup === parameter.lookup : meansTheSame(other, parameter))) continue;
    const origin = other.source === parameter.source ? `by the name '${other.lookup}'` : `from ${origins[other.source] ?? 'elsewhere'}`;
    context.report(at, { id: 'AOT2013', severity: 'warning', related, message: `${shared}. It reads '${parameter.name}' ${origin}, as that one does. Give the parameter another name.` });
    return;
  }
}

export const sharedEndpointRule = defineRule<SharedFact>({
  metas: [{
    id: 'AOT2013', name: 'endpoints-with-shared-code', title: 'The generated code of one endpoint serves another', defaultSeverity: 'error', official: false,
    why: 'The request delegate generator tells handlers apart by their result and the names and types of their parameters; default values and where values come from do not count. The application stops at start, or a value is read from elsewhere; neither build nor publish says so.',
    whatToDo: 'Give a parameter of one of the handlers another name, or both the same default values and attributes.',
  }],
  collect({ program, body }, emit) {
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      const fact = factOf(use, body);
      if (fact) emit(use.anchor, fact);
    }
  },
  conclude,
});

/** Two keys of one text are the same to the generated code. */
function keyText(key: AttributeValue): string {
  switch (key?.kind) {
    case 'primitive': return `${typeof key.value} ${String(key.value)}`;
    case 'enum': return `${metadataDisplay(key.type)} ${String(key.value)}`;
    case 'type': return key.value ? metadataDisplay(key.value) : '';
    case 'array': return `[${key.values.map(keyText).join()}]`;
    default: return '';
  }
}
