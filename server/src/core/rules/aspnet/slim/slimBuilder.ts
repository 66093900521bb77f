/** AOT2001 to AOT2009: the slim and the empty application builder, and what they leave out. */
import type { Anchor } from '../../../binding/boundBody';
import type { Fix, Severity } from '../../../diagnostic';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import type { BuilderCreation } from '../appBuilder';
import { builderEdits } from '../appBuilder';
import { hasUnknownReference, libraryWords } from '../libraries';
import type { SlimFact } from './slimFacts';
import { collectAddedUrls, collectSlimFacts } from './slimFacts';
import { textsThatReach } from './slimTexts';
import { hasHostingStartupSetting, http3InSettings, httpsInSettings, providerInSettings, slimNeeds } from './slimNeeds';

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
  {
    id: 'AOT2004', name: 'static-assets-under-slim-builder', title: 'Static assets need UseStaticWebAssets under CreateSlimBuilder while developing', defaultSeverity: 'warning', official: false,
    why: 'The slim builder does not load the manifest of static web assets: run from the project, files of packages and of wwwroot come empty or not at all. The published program is not affected.',
    whatToDo: 'Call builder.WebHost.UseStaticWebAssets().',
  },
  {
    id: 'AOT2005', name: 'http3-under-slim-builder', title: 'HTTP/3 needs UseQuic under CreateSlimBuilder', defaultSeverity: 'error', official: false,
    why: 'The slim builder has no QUIC transport: an endpoint for HTTP/3 alone stops the application at start, one with other protocols goes on without HTTP/3.',
    whatToDo: 'Call builder.WebHost.UseQuic().',
  },
  {
    id: 'AOT2006', name: 'empty-builder-without-server', title: 'CreateEmptyBuilder brings no server', defaultSeverity: 'error', official: false,
    why: 'The empty builder registers no web server, so that the application stops at start.',
    whatToDo: 'Call builder.WebHost.UseKestrelCore().',
  },
  {
    id: 'AOT2007', name: 'empty-builder-without-routing', title: 'CreateEmptyBuilder brings no routing', defaultSeverity: 'error', official: false,
    why: 'The empty builder registers no routing services, so that mapping an endpoint throws at start.',
    whatToDo: 'Call builder.Services.AddRoutingCore().',
  },
  {
    id: 'AOT2008', name: 'log-provider-under-slim-builder', title: 'The slim builder logs to the console only', defaultSeverity: 'info', official: false,
    why: 'CreateSlimBuilder and CreateEmptyBuilder register no Debug, EventSource or EventLog provider: what configures one of them has no effect, and its log stays empty.',
    whatToDo: 'Add the provider by hand: builder.Logging.AddEventLog(), AddDebug() or AddEventSourceLogger().',
  },
  {
    id: 'AOT2009', name: 'hosting-startup-under-slim-builder', title: 'Hosting startup assemblies do not run under CreateSlimBuilder', defaultSeverity: 'warning', official: false,
    why: 'The slim and the empty builder do not look for hosting startup assemblies: what they add is missing, without a message.',
    whatToDo: 'Call what the hosting startup does from Program.cs, or stay with CreateBuilder.',
  },
];

interface Creation { readonly fact: Fact<SlimFact>; readonly creation: BuilderCreation }

/** Everything that the parts of the conclusion look at. */
interface Situation {
  readonly program: ProgramContext;
  readonly facts: readonly Fact<SlimFact>[];
  readonly kinds: ReadonlySet<SlimFact['kind']>;
  readonly report: ConcludeContext<SlimFact>['report'];
}

function place(fact: Fact<SlimFact>): Anchor & { readonly file: string } {
  return { ...fact.anchor, file: fact.file };
}

function conclude(context: ConcludeContext<SlimFact>): void {
  const { program, facts } = context;
  const situation: Situation = { program, facts, kinds: new Set(facts.map(({ value }) => value.kind)), report: (at, found) => { context.report(at, found); } };
  const creations = facts.flatMap((fact) => (fact.value.kind === 'creation' ? [{ fact, creation: fact.value.creation }] : []));
  // What a library makes and uses itself is told there.
  const isOwn = (fact: Fact<SlimFact>): boolean => program.source(fact.file) !== undefined;
  if (program.analyzers.publishAot) {
    for (const found of creations) if (isFull(found) && isOwn(found.fact)) reportFullBuilder(situation, found);
    for (const fact of facts) if (fact.value.kind === 'oldHosting' && isOwn(fact)) reportOldHosting(situation, fact, fact.value.method);
  }
  const reduced = creations.find((found) => !isFull(found));
  if (!reduced || creations.some(isFull)) return;
  reportUses({ ...situation, facts: isOwn(reduced.fact) ? facts : facts.filter(isOwn) }, reduced);
  reportHostingStartup(situation, reduced);
  if (reduced.creation.method === 'CreateEmptyBuilder') reportEmpty(situation, reduced);
}

function isFull({ creation }: Creation): boolean {
  return creation.method === 'CreateBuilder';
}

function reportFullBuilder({ program, facts, report }: Situation, { fact, creation }: Creation): void {
  const needs = slimNeeds(program, facts);
  if (!needs) return;
  const reasons = needs.length === 0 ? '' : ` The fix adds back ${needs.map((need) => need.reason).join(', ')}.`;
  report(place(fact), {
    id: 'AOT2001',
    message: `'CreateSlimBuilder' makes a smaller and faster native program than 'CreateBuilder'.${reasons}`,
    fixes: () => slimFix(program, facts, fact, creation),
  });
}

/** No fix: a Startup class has to be taken apart first. */
function reportOldHosting({ report }: Situation, fact: Fact<SlimFact>, method: string): void {
  report(place(fact), { id: 'AOT2001', message: `'${method}' brings the full web host; 'WebApplication.CreateSlimBuilder' makes a smaller and faster native program.` });
}

function slimFix(program: ProgramContext, facts: readonly Fact<SlimFact>[], fact: Fact<SlimFact>, creation: BuilderCreation): readonly Fix[] {
  const needs = slimNeeds(program, facts);
  const source = program.source(fact.file);
  if (!needs || !source) return [];
  const start = creation.name.unit.base + creation.name.start;
  const rename = { file: fact.file, span: { start, end: start + 'CreateBuilder'.length }, newText: 'CreateSlimBuilder' };
  const insertion = needs.length === 0 ? [] : builderEdits(program, creation, source, (variable) => needs.map((need) => need.statement.replace('$', variable)));
  return insertion ? [{ title: 'Use CreateSlimBuilder', applicability: 'unsafe', edits: [rename, ...insertion] }] : [];
}

function addStatementFix(program: ProgramContext, { fact, creation }: Creation, title: string, statement: string): readonly Fix[] {
  const source = program.source(fact.file);
  const edits = source && builderEdits(program, creation, source, (variable) => [`${variable}.${statement}`]);
  return edits ? [{ title, applicability: 'safe', edits }] : [];
}

/** One thing that is left out: where it is used, and the call that brings it back. */
interface Missing { readonly id: 'AOT2002' | 'AOT2003' | 'AOT2004' | 'AOT2005' | 'AOT2008'; readonly severity?: Severity; readonly uses: SlimFact['kind']; readonly has: SlimFact['kind']; readonly call: string; readonly title: string; readonly message: (method: string, subject?: string) => string }

const missing: readonly Missing[] = [
  {
    id: 'AOT2002', uses: 'usesRegexRoute', has: 'hasRouting', call: 'Services.AddRouting();', title: 'Add full routing: Services.AddRouting()',
    message: (method) => `'${method}' registers no regex route constraint: with this route every route of the application answers 500.`,
  },
  {
    id: 'AOT2003', uses: 'usesHttpsUrl', has: 'hasHttps', call: 'WebHost.UseKestrelHttpsConfiguration();', title: 'Add WebHost.UseKestrelHttpsConfiguration()',
    message: (method) => `'${method}' leaves HTTPS out: with this address the application stops at start. Call UseKestrelHttpsConfiguration().`,
  },
  {
    id: 'AOT2004', uses: 'usesStaticAssets', has: 'hasStaticAssets', call: 'WebHost.UseStaticWebAssets();', title: 'Add WebHost.UseStaticWebAssets()',
    message: (method) => `'${method}' does not load static web assets: while developing, these files come empty. Call UseStaticWebAssets().`,
  },
  {
    id: 'AOT2005', uses: 'usesOnlyHttp3', has: 'hasQuic', call: 'WebHost.UseQuic();', title: 'Add WebHost.UseQuic()',
    message: (method) => `'${method}' brings no QUIC transport: with an endpoint for HTTP/3 alone the application stops at start. Call UseQuic().`,
  },
  {
    id: 'AOT2005', severity: 'info', uses: 'usesHttp3', has: 'hasQuic', call: 'WebHost.UseQuic();', title: 'Add WebHost.UseQuic()',
    message: (method) => `'${method}' brings no QUIC transport: the endpoint goes on without HTTP/3. Call UseQuic().`,
  },
  {
    id: 'AOT2008', uses: 'usesEventLog', has: 'hasEventLog', call: 'Logging.AddEventLog();', title: 'Add Logging.AddEventLog()',
    message: (method, subject = 'this') => `'${method}' registers no event log logging provider: ${subject} has no effect. Call AddEventLog().`,
  },
  {
    id: 'AOT2008', uses: 'usesDebugLog', has: 'hasDebugLog', call: 'Logging.AddDebug();', title: 'Add Logging.AddDebug()',
    message: (method, subject = 'this') => `'${method}' registers no Debug logging provider: ${subject} has no effect. Call AddDebug().`,
  },
  {
    id: 'AOT2008', uses: 'usesEventSourceLog', has: 'hasEventSourceLog', call: 'Logging.AddEventSourceLogger();', title: 'Add Logging.AddEventSourceLogger()',
    message: (method, subject = 'this') => `'${method}' registers no EventSource logging provider: ${subject} has no effect. Call AddEventSourceLogger().`,
  },
];

function reportUses(situation: Situation, reduced: Creation): void {
  const { facts, kinds, program, report } = situation;
  for (const { id, severity, uses, has, call, title, message } of missing) {
    if (kinds.has(has)) continue;
    const fixes = (): readonly Fix[] => addStatementFix(program, reduced, title, call);
    const given = uses === 'usesRegexRoute' || uses === 'usesHttpsUrl' ? textsThatReach(facts, uses) : [];
    for (const fact of [...facts.filter(({ value }) => value.kind === uses), ...given]) report(place(fact), { id, message: message(reduced.creation.method), fixes, ...(severity ? { severity } : {}) });
    if (reduced.creation.method === 'CreateEmptyBuilder') continue; // it reads no settings
    if (id === 'AOT2003') reportHttpsSettings(situation, reduced, fixes);
    if (id === 'AOT2005') reportHttp3Settings(situation, reduced, uses === 'usesOnlyHttp3', fixes);
    const settings = id === 'AOT2008' && !kinds.has(uses) ? providerInSettings(program, uses) : undefined;
    if (settings !== undefined) report(place(reduced.fact), { id, message: message(reduced.creation.method, `its section in ${settings}`), fixes });
  }
}

function reportHttp3Settings({ program, report, kinds }: Situation, { fact, creation }: Creation, isOnly: boolean, fixes: () => readonly Fix[]): void {
  const settings = http3InSettings(program);
  if (settings?.isOnly !== isOnly || kinds.has('usesOnlyHttp3') || kinds.has('usesHttp3')) return;
  const effect = isOnly ? 'has an endpoint for HTTP/3 alone: the application stops at start' : 'asks for it: the endpoint goes on without HTTP/3';
  report(place(fact), { id: 'AOT2005', message: `'${creation.method}' brings no QUIC transport for HTTP/3, but ${settings.file} ${effect}. Call UseQuic().`, fixes, ...(isOnly ? {} : { severity: 'info' as const }) });
}

function reportHttpsSettings({ program, kinds, report }: Situation, { fact, creation }: Creation, fixes: () => readonly Fix[]): void {
  const settings = httpsInSettings(program, kinds.has('setsAddresses'));
  if (!settings) return;
  const severity: Severity = settings.isDevelopmentOnly ? 'warning' : 'error';
  report(place(fact), { id: 'AOT2003', severity, message: `'${creation.method}' leaves HTTPS out, but ${settings.file} has an https address: the application stops at start. Call UseKestrelHttpsConfiguration().`, fixes });
}

function reportHostingStartup({ program, facts, report }: Situation, { fact, creation }: Creation): void {
  const message = `'${creation.method}' does not run hosting startup assemblies: what they add is missing.`;
  for (const found of facts) if (found.value.kind === 'usesHostingStartup') report(place(found), { id: 'AOT2009', message });
  if (creation.method !== 'CreateEmptyBuilder' && hasHostingStartupSetting(program)) report(place(fact), { id: 'AOT2009', message: `${message} launchSettings.json names some.` });
}

/** Silent where another project could add what is missing. */
function reportEmpty({ kinds, program, report }: Situation, empty: Creation): void {
  if (hasUnknownReference(program)) return;
  if (!kinds.has('hasServer')) {
    report(place(empty.fact), {
      id: 'AOT2006', message: "'CreateEmptyBuilder' brings no web server: the application stops at start. Call UseKestrelCore().",
      fixes: () => addStatementFix(program, empty, 'Add WebHost.UseKestrelCore()', 'WebHost.UseKestrelCore();'),
    });
  }
  if (kinds.has('usesEndpoint') && !kinds.has('hasRoutingCore')) {
    report(place(empty.fact), {
      id: 'AOT2007', message: "'CreateEmptyBuilder' brings no routing, but endpoints are mapped: the application stops at start. Call AddRoutingCore().",
      fixes: () => addStatementFix(program, empty, 'Add Services.AddRoutingCore()', 'Services.AddRoutingCore();'),
    });
  }
}

export const slimBuilderRule = defineRule<SlimFact>({
  metas,
  inLibraries: libraryWords,
  collect: ({ body }, emit) => {
    collectSlimFacts(body, emit);
    collectAddedUrls(body, emit);
  },
  conclude,
});
