/**
 * What the user has switched off: `#pragma warning`, `[SuppressMessage]` and `[UnconditionalSuppressMessage]`, NoWarn, the
 * severities of .editorconfig and .globalconfig, and which warnings are errors. Applied once, after all rules.
 */
import type { Diagnostic, RuleId, Severity } from '../diagnostic';
import { factIdOf } from '../diagnostic';
import type { WarningsAsErrors } from '../msbuild/projectModel';
import type { ProgramContext } from '../rules/rule';
import type { SourceFile } from '../sourceFile';
import type { ConfiguredOptions, ConfiguredSeverity } from './editorConfig';
import { generatedSpans } from './generatedDeclarations';
import type { SuppressionScope } from './attributes';
import { suppressionScopes } from './attributes';
import { globalSuppressions, isSuppressedEverywhere } from './global';
import { partialSuppressions } from './partial';
import type { SourceCompilation } from '../symbols/createCompilation';

/** Version of the framework whose trim, AOT and single-file analyzers are the first to look at generated code, too (measured). */
const analyzesGenerated = 9;
/** What analyzers report, of those that a project switches off together (RunAnalyzers); the capability rules know themselves. */
const analyzerIds = /^SYSLIB(?:1045|1054|1062|1096|1097)$/;
/** What analyzers report that leave declarations alone which are marked as generated: those of all versions, and those of the older ones. */
const leavesGenerated = { always: /^SYSLIB(?:1045|1054|1096|1097)$/, before: /^(?:IL\d|SYSLIB(?:1045|1054|1096|1097)$)/ } as const;

/** Diagnostics that stay, with the severity that the configuration files give them. `options`: what these say of the file. */
export function applySuppressions(diagnostics: readonly Diagnostic[], file: SourceFile, program: ProgramContext, options: () => ConfiguredOptions): Diagnostic[] {
  if (diagnostics.length === 0) return [];
  const configuration = options();
  const unseen = unseenIn(configuration.isGenerated ?? file.isGenerated, program);
  const { noWarn } = program.project;
  const wanted = diagnostics.filter((each) => !idsOf(each).some((id) => noWarn.has(id)) && unseen?.test(each.id) !== true && (program.analyzers.others || !analyzerIds.test(each.id)));
  if (wanted.length === 0) return [];
  const leftAlone = program.frameworkVersion < analyzesGenerated ? leavesGenerated.before : leavesGenerated.always;
  const generated = wanted.some(({ id }) => leftAlone.test(id)) ? generatedSpans(file, program.files) : [];
  const scopes = [...suppressionScopes(file, () => program.compilation as SourceCompilation), ...globalSuppressions(program, file, new Set(wanted.flatMap(idsOf))), ...partialSuppressions(program.files, file)];
  const kept: Diagnostic[] = [];
  for (const diagnostic of wanted) {
    if (isDisabledByPragma(file, diagnostic) || isInScope(scopes, diagnostic)) continue;
    if (leftAlone.test(diagnostic.id) && generated.some(({ start, end }) => start <= diagnostic.span.start && diagnostic.span.start < end)) continue;
    const configured = withConfigured(diagnostic.severity, configuration.severity(diagnostic.id, categoryOf(diagnostic.id)));
    const severity = asBuilt(diagnostic, configured, program.project.warningsAsErrors);
    if (severity) kept.push(severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity });
  }
  return kept;
}

/** Ids by which a diagnostic may be suppressed. */
function idsOf(diagnostic: Diagnostic): readonly RuleId[] {
  const fact = factIdOf(diagnostic);
  return fact === diagnostic.id ? [fact] : [diagnostic.id, fact];
}

/** What the compiler reports of a program at no place in it. */
const withoutPlace = /^IL(?:2125|3058)$/;

/** What stays of a project's diagnostics: those without a place heed suppressions of the whole assembly and global files (`options`), but no sections. */
export function suppressWithoutPlace(diagnostics: readonly Diagnostic[], program: () => ProgramContext, options: () => ConfiguredOptions): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const { id } = diagnostic;
    if (!withoutPlace.test(id)) return [diagnostic];
    const { project } = program();
    if (project.noWarn.has(id) || isSuppressedEverywhere(program(), id)) return [];
    const severity = asBuilt(diagnostic, withConfigured(diagnostic.severity, options().severity(id, categoryOf(id))), project.warningsAsErrors);
    return severity ? [{ ...diagnostic, severity }] : [];
  });
}

/** Ids that nobody reports in a file that is taken for generated. */
function unseenIn(isGenerated: boolean, program: ProgramContext): RegExp | undefined {
  if (!isGenerated) return undefined;
  return program.frameworkVersion < analyzesGenerated ? /^(?:AOT\d|IL\d|SYSLIB(?:1045|1054|1096|1097)$)/ : /^(?:AOT\d|SYSLIB(?:1045|1054|1096|1097)$)/;
}

/** The source generators report these at a path and position, not in a tree, so that the compiler finds no `#pragma` for them. */
const beyondPragmas = /^SYSLIB(?:103\d|104[1-4]|122\d)$/;

/** The last `#pragma warning` before the place that names the id, or names none, decides. */
function isDisabledByPragma(file: SourceFile, diagnostic: Diagnostic): boolean {
  if (beyondPragmas.test(diagnostic.id)) return false;
  const ids = idsOf(diagnostic);
  let isDisabled = false;
  for (const pragma of file.pragmas) {
    if (pragma.span.start > diagnostic.span.start) continue;
    if (pragma.ids.length === 0 || ids.some((id) => pragma.ids.includes(id))) isDisabled = pragma.kind === 'disable';
  }
  return isDisabled;
}

function isInScope(scopes: readonly SuppressionScope[], diagnostic: Diagnostic): boolean {
  if (beyondPragmas.test(diagnostic.id)) return false; // attributes are looked for in the tree too
  const ids = idsOf(diagnostic);
  return scopes.some((scope) => ids.includes(scope.id) && scope.span.start <= diagnostic.span.start && diagnostic.span.start < scope.span.end);
}

function withConfigured(severity: Severity, configured: ConfiguredSeverity | undefined): Severity | undefined {
  switch (configured) {
    case undefined:
    case 'default': return severity;
    case 'none':
    case 'silent':
    case 'refactoring': return undefined;
    case 'suggestion': return 'info';
    default: return configured;
  }
}

/**
 * What the compiler's /warnaserror options make of a severity: an id that they name is an error whatever the files say, an exception
 * never is. Our own ids, which no build reports, follow them only by name.
 */
function asBuilt({ id, severity: own }: Diagnostic, severity: Severity | undefined, options: WarningsAsErrors | undefined): Severity | undefined {
  if (!options) return severity;
  if (options.except.has(id)) return severity === 'error' ? own : severity;
  if (options.ids.has(id)) return 'error';
  return options.all && severity === 'warning' && !id.startsWith('AOT') ? 'error' : severity;
}

/** Category of the descriptor, for `dotnet_analyzer_diagnostic.category-<name>.severity`. */
function categoryOf(id: RuleId): string {
  if (/^IL300/.test(id)) return 'singlefile';
  if (/^IL305/.test(id)) return 'aot';
  if (id.startsWith('IL')) return 'trimming';
  if (/^SYSLIB1(?:03|22)/.test(id)) return 'system.text.json.sourcegeneration';
  if (/^SYSLIB104/.test(id)) return 'performance';
  if (/^SYSLIB1(?:054|096|097)$/.test(id)) return 'interoperability';
  if (/^SYSLIB10(?:0|1|22)/.test(id)) return 'logginggenerator';
  if (id === 'SYSLIB1050') return 'libraryimportgenerator';
  return id.startsWith('RDG') ? 'usage' : 'aotlens';
}
