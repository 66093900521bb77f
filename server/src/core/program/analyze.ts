/** Runs the rules over one bound body, one program's facts, or one project. Pure: what it returns depends on its arguments alone. */
import type { Anchor, BoundBody } from '../binding/boundBody';
import { absolute } from '../binding/boundBody';
import type { Diagnostic, RuleId, Severity, Span } from '../diagnostic';
import type { Logger } from '../host';
import type { Trigger } from '../rules/reflection/nativeParts';
import { nativePartsOf } from '../rules/reflection/nativeParts';
import type { Step } from './reach';
import { stepOf } from './reach';
import type { BodyContext, Fact, ProgramContext, ProjectContext, Report, Rule } from '../rules/rule';

/** A diagnostic placed by anchor: stays right when text before its unit changes. */
export interface AnchoredReport {
  readonly file: string;
  readonly anchor: Anchor;
  readonly report: Report;
  readonly severity: Severity;
}

/** What the rules made of one body; cached with it. */
export interface BodyResult {
  readonly reports: readonly AnchoredReport[];
  readonly facts: ReadonlyMap<Rule, readonly Fact<unknown>[]>;
  readonly invocations: number;
  readonly unbound: readonly Anchor[];
  /** Where it leads to in projects that are bound as source; only where somebody may ask for it. */
  readonly step: Step | undefined;
}

/** Which steps of bodies are kept: none, those into other projects, or (of a library) those inside it too. `native`: with what they lead to in a native program. */
export interface StepsKept { readonly to: 'none' | 'foreign' | 'all'; readonly native: boolean }

const noSteps: StepsKept = { to: 'none', native: false };

/** The rules with a severity for each id, resolved once. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** Those that look at bodies: many, asked for each body. */
  readonly bodyRules: readonly Rule[];
  readonly severities: ReadonlyMap<RuleId, Severity>;
}

export function createRuleSet(rules: readonly Rule[]): RuleSet {
  const severities = new Map<RuleId, Severity>();
  for (const rule of rules) for (const meta of rule.metas) severities.set(meta.id, meta.defaultSeverity);
  return { rules, bodyRules: rules.filter((rule) => rule.checkBody ?? rule.collect), severities };
}

function severityOf(set: RuleSet, report: Report): Severity {
  return report.severity ?? set.severities.get(report.id) ?? 'warning';
}

/** A rule that throws must not take the others' results away: it is logged and gives nothing for this body. */
function logFailure(rule: Rule, where: string, log: Logger, error: unknown): void {
  const name = rule.metas[0]?.id ?? 'rule';
  log.error(`${name} failed in ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function guarded(rule: Rule, where: string, log: Logger, action: () => void): void {
  try {
    action();
  } catch (error) {
    logFailure(rule, where, log, error);
  }
}

/** Most rules find nothing in most bodies: one context and one list serve them all. */
export function analyzeBody(set: RuleSet, program: ProgramContext, body: BoundBody, steps: StepsKept = noSteps): BodyResult {
  const { file } = body;
  const reports: AnchoredReport[] = [];
  const facts = new Map<Rule, Fact<unknown>[]>();
  let found: Fact<unknown>[] = [];
  const context: BodyContext = { program, body, report: (anchor, report) => { reports.push({ file, anchor, report, severity: severityOf(set, report) }); } };
  const emit = (anchor: Anchor, value: unknown): void => { found.push({ file, anchor, value }); };
  for (const rule of set.bodyRules) {
    const before = reports.length;
    try {
      rule.checkBody?.(context);
    } catch (error) {
      reports.length = before;
      logFailure(rule, file, program.host.log, error);
    }
    try {
      rule.collect?.(context, emit);
      if (found.length > 0) facts.set(rule, found);
    } catch (error) {
      logFailure(rule, file, program.host.log, error);
    }
    if (found.length > 0) found = [];
  }
  return { reports, facts, invocations: body.statistics.invocations, unbound: body.statistics.unbound, step: keptStep(body, steps, program) };
}

function keptStep(body: BoundBody, steps: StepsKept, program: ProgramContext): Step | undefined {
  const own = program.compilation.assembly;
  if (steps.to === 'none') return undefined;
  const foreign = steps.to === 'foreign' ? own : undefined;
  const step = stepOf(body, foreign, steps.native ? nativePartsOf(body, foreign, program.frameworkVersion) : []);
  return steps.to === 'all' || step.mentions.size + step.unboundNames.length + step.parts.length > 0 ? step : undefined;
}

/** A rule's facts over all bodies that take part in a conclusion. */
export interface FactsOfRule {
  readonly facts: readonly Fact<unknown>[];
  readonly unreached: readonly Fact<unknown>[];
  isCompiled(trigger: Trigger): boolean;
}

/** Program-wide conclusions. */
export function conclude(set: RuleSet, program: ProgramContext, factsOf: (rule: Rule) => FactsOfRule): AnchoredReport[] {
  const reports: AnchoredReport[] = [];
  for (const rule of set.rules) {
    if (!rule.conclude) continue;
    guarded(rule, program.project.path, program.host.log, () => {
      rule.conclude?.({
        program,
        ...factsOf(rule),
        report: (at, report) => reports.push({ file: at.file, anchor: at, report, severity: severityOf(set, report) }),
      });
    });
  }
  return reports;
}

/** Diagnostics over the project file and what it imports, evaluation problems included. */
export function analyzeProject(set: RuleSet, context: Omit<ProjectContext, 'report'>): Diagnostic[] {
  const found: Diagnostic[] = [...context.project.problems];
  const report = (at: { readonly file: string; readonly span: Span }, r: Report): void => {
    found.push(toDiagnostic(at.file, at.span, r, severityOf(set, r)));
  };
  for (const rule of set.rules) {
    if (rule.checkProject) guarded(rule, context.project.path, context.host.log, () => rule.checkProject?.({ ...context, report }));
  }
  return found;
}

/** Fixes an anchored report's place as the file stands now. */
export function resolveReport(anchored: AnchoredReport): Diagnostic {
  return toDiagnostic(anchored.file, absolute(anchored.anchor), anchored.report, anchored.severity);
}

function toDiagnostic(file: string, span: Span, report: Report, severity: Severity): Diagnostic {
  return {
    id: report.id,
    severity,
    tier: 'live',
    file,
    span,
    message: report.message,
    ...(report.related ? { related: report.related } : {}),
    ...(report.fixes ? { fixes: report.fixes } : {}),
  };
}

/** Order of all output: file, then position, then id, then message. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) || a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.id, b.id) || compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
