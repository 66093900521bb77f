/** AOT2001 to AOT2003: the slim application builder, and what it leaves out. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import type { BuilderCreation } from './appBuilder';
import { builderCreations, insertAfter } from './appBuilder';
import { httpsInSettings, slimNeeds } from './slimNeeds';

type SlimFact =
  | { readonly kind: 'creation'; readonly creation: BuilderCreation }
  | { readonly kind: 'regexRoute'; readonly route: string }
  | { readonly kind: 'fullRouting' }
  | { readonly kind: 'httpsUrl' }
  | { readonly kind: 'httpsConfiguration' };

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT2001', name: 'use-slim-builder', title: 'CreateSlimBuilder makes a smaller native program', defaultSeverity: 'info', official: false,
    why: 'CreateBuilder brings IIS, HTTP/3, regex route constraints and more logging providers, which all end up in the program.',
    whatToDo: 'Use WebApplication.CreateSlimBuilder and add back what the application needs.',
  },
  {
    id: 'AOT2002', name: 'regex-constraint-under-slim-builder', title: 'Regex route constraints do not work under CreateSlimBuilder', defaultSeverity: 'error', official: false,
    why: 'The slim builder registers no regex constraint; building the routes throws, so that every route of the application answers 500.',
    whatToDo: 'Call builder.Services.AddRouting(), or use another constraint.',
  },
  {
    id: 'AOT2003', name: 'https-under-slim-builder', title: 'HTTPS needs UseKestrelHttpsConfiguration under CreateSlimBuilder', defaultSeverity: 'error', official: false,
    why: 'The slim builder leaves HTTPS configuration out; an https address makes the application stop at start.',
    whatToDo: 'Call builder.WebHost.UseKestrelHttpsConfiguration().',
  },
];

const builderNamespace = 'Microsoft.AspNetCore.Builder';
const routeOwners: ReadonlySet<string> = new Set(['EndpointRouteBuilderExtensions', 'RouteHandlerBuilder']);

function collect(body: BoundBody, emit: (at: Anchor, value: SlimFact) => void): void {
  for (const creation of builderCreations(body)) emit(creation.name, { kind: 'creation', creation });
  for (const use of body.uses) {
    const method = use.symbol;
    if (use.kind !== 'call' || method?.kind !== 'method') continue;
    const owner = method.containingType;
    if (method.name === 'AddRouting' && owner.name === 'RoutingServiceCollectionExtensions') emit(use.anchor, { kind: 'fullRouting' });
    if (method.name === 'UseKestrelHttpsConfiguration') emit(use.anchor, { kind: 'httpsConfiguration' });
    const isRoute = owner.namespace === builderNamespace && routeOwners.has(owner.name) && method.name.startsWith('Map');
    const isAddress = method.name === 'UseUrls' || (owner.name === 'WebApplication' && method.name.startsWith('Run'));
    if (!isRoute && !isAddress) continue;
    for (const argument of use.arguments ?? []) {
      const value = body.constantOf(argument.expression);
      const text = value?.kind === 'primitive' && typeof value.value === 'string' ? value.value : '';
      const at: Anchor = { unit: use.anchor.unit, start: argument.expression.start, end: argument.expression.end };
      if (isRoute && /:regex\(/i.test(text)) emit(at, { kind: 'regexRoute', route: text });
      if (isAddress && /https:\/\//i.test(text)) emit(at, { kind: 'httpsUrl' });
    }
  }
  if (mentionsRegexPolicy(body)) emit({ unit: body.units[0] ?? emptyUnit, start: 0, end: 0 }, { kind: 'fullRouting' });
}

const emptyUnit = { base: 0, text: '', root: undefined, hasError: false };

/** `SetParameterPolicy<RegexInlineRouteConstraint>("regex")` or an entry in ConstraintMap. */
function mentionsRegexPolicy(body: BoundBody): boolean {
  return body.units.some((unit) => {
    if (!unit.text.includes('RegexInlineRouteConstraint')) return false;
    let found = false;
    walk(unit.root as AnyNode, (node) => {
      found ||= unit.text.slice(node.start, node.end) === 'RegexInlineRouteConstraint';
      return undefined;
    });
    return found;
  });
}

function conclude(context: ConcludeContext<SlimFact>): void {
  const { program, facts } = context;
  const report: Reporter = (at, found) => { context.report(at, found); };
  const has = (kind: SlimFact['kind']): boolean => facts.some((fact) => fact.value.kind === kind);
  const creations = facts.flatMap((fact) => (fact.value.kind === 'creation' ? [{ fact, creation: fact.value.creation }] : []));
  const slim = creations.find(({ creation }) => creation.method !== 'CreateBuilder');
  for (const { fact, creation } of creations) {
    if (creation.method === 'CreateBuilder' && program.analyzers.publishAot) reportFullBuilder(program, fact, creation, report);
  }
  if (!slim) return;
  const isFull = creations.some(({ creation }) => creation.method === 'CreateBuilder');
  if (!has('fullRouting') && !isFull) reportRegexRoutes(program, facts, slim.fact, slim.creation, report);
  if (!has('httpsConfiguration') && !isFull) reportHttps(program, facts, slim.fact, slim.creation, report);
}

type Reporter = ConcludeContext<SlimFact>['report'];

function place(fact: Fact<SlimFact>): Anchor & { readonly file: string } {
  return { ...fact.anchor, file: fact.file };
}

function reportFullBuilder(program: ProgramContext, fact: Fact<SlimFact>, creation: BuilderCreation, report: Reporter): void {
  const needs = slimNeeds(program);
  if (!needs) return;
  const reasons = needs.length === 0 ? '' : ` The fix adds back ${needs.map((need) => need.reason).join(', ')}.`;
  report(place(fact), {
    id: 'AOT2001',
    message: `'CreateSlimBuilder' makes a smaller and faster native program than 'CreateBuilder'.${reasons}`,
    fixes: () => slimFix(program, fact, creation),
  });
}

function slimFix(program: ProgramContext, fact: Fact<SlimFact>, creation: BuilderCreation): readonly Fix[] {
  const needs = slimNeeds(program);
  const source = program.files.find((file) => file.path === fact.file);
  if (!needs || !source || (needs.length > 0 && (!creation.statement || creation.variable === undefined))) return [];
  const start = creation.name.unit.base + creation.name.start;
  const rename = { file: fact.file, span: { start, end: start + 'CreateBuilder'.length }, newText: 'CreateSlimBuilder' };
  const lines = needs.map((need) => need.statement.replace('$', creation.variable ?? 'builder'));
  const insertion = creation.statement && lines.length > 0 ? [insertAfter(creation.statement, source, lines)] : [];
  return [{ title: 'Use CreateSlimBuilder', applicability: 'unsafe', edits: [rename, ...insertion] }];
}

function addStatementFix(program: ProgramContext, fact: Fact<SlimFact>, creation: BuilderCreation, title: string, statement: string): readonly Fix[] {
  const source = program.files.find((file) => file.path === fact.file);
  if (!source || !creation.statement || creation.variable === undefined) return [];
  return [{ title, applicability: 'safe', edits: [insertAfter(creation.statement, source, [`${creation.variable}.${statement}`])] }];
}

function reportRegexRoutes(program: ProgramContext, facts: readonly Fact<SlimFact>[], slim: Fact<SlimFact>, creation: BuilderCreation, report: Reporter): void {
  for (const fact of facts) {
    if (fact.value.kind !== 'regexRoute') continue;
    report(place(fact), {
      id: 'AOT2002',
      message: `'${creation.method}' registers no regex route constraint: with this route every route of the application answers 500.`,
      fixes: () => addStatementFix(program, slim, creation, 'Add full routing: Services.AddRouting()', 'Services.AddRouting();'),
    });
  }
}

function reportHttps(program: ProgramContext, facts: readonly Fact<SlimFact>[], slim: Fact<SlimFact>, creation: BuilderCreation, report: Reporter): void {
  const fixes = (): readonly Fix[] => addStatementFix(program, slim, creation, 'Add WebHost.UseKestrelHttpsConfiguration()', 'WebHost.UseKestrelHttpsConfiguration();');
  for (const fact of facts) {
    if (fact.value.kind !== 'httpsUrl') continue;
    report(place(fact), { id: 'AOT2003', message: `'${creation.method}' leaves HTTPS out: with this address the application stops at start. Call UseKestrelHttpsConfiguration().`, fixes });
  }
  const settings = httpsInSettings(program);
  if (!settings) return;
  report(place(slim), {
    id: 'AOT2003', severity: settings.isDevelopmentOnly ? 'warning' : 'error',
    message: `'${creation.method}' leaves HTTPS out, but ${settings.file} has an https address: the application stops at start. Call UseKestrelHttpsConfiguration().`,
    fixes,
  });
}

export const slimBuilderRule = defineRule<SlimFact>({
  metas,
  collect: ({ body }, emit) => { collect(body, emit); },
  conclude,
});
