/** `aotLens/featureSupport`: the support table with the uses of one project. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { FEATURE_SUPPORT, type FeatureSupportParams, type FeatureSupportResult } from '../../../../shared/protocol';
import type { Program } from '../../core/program/program';
import { supportOverview } from '../../core/rules/aspnet/support/overview';
import { featureUsesIn } from '../../core/rules/aspnet/support/uses';
import type { FeatureUse } from '../../core/rules/aspnet/support/uses';
import type { SourceFile } from '../../core/sourceFile';
import { toRange } from '../convert';
import type { Session } from '../session';

/** A file's uses stay right until it, or a declaration of its program, changes. */
const known = new WeakMap<SourceFile, { readonly version: number; readonly uses: readonly FeatureUse[] }>();

export function registerFeatureSupport(session: Session): void {
  session.connection.onRequest(FEATURE_SUPPORT, (params: FeatureSupportParams, token: CancellationToken) => featureSupport(session, params, token));
}

async function featureSupport(session: Session, { project }: FeatureSupportParams, token: CancellationToken): Promise<FeatureSupportResult | ResponseError> {
  const program = session.workspace.program(project);
  const uses: FeatureUse[] = [];
  for (const file of program.files) {
    // Edits and other requests come between: a project takes seconds where a file takes milliseconds.
    await new Promise((resolve) => setImmediate(resolve));
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'superseded');
    uses.push(...usesOf(program, file));
  }
  return {
    framework: program.project.targetFramework,
    publishAot: program.context.analyzers.publishAot,
    rows: supportOverview(program.context.frameworkVersion).map(({ feature, status, advice, docs, ruleId }) => ({
      feature, status, advice, docs, ruleId: ruleId ?? null,
      uses: uses.filter((use) => use.feature === feature).map(({ name, file, span }) => ({ name, file, range: toRange(session.lineIndex(file), span) })),
    })),
  };
}

function usesOf(program: Program, file: SourceFile): readonly FeatureUse[] {
  // While this was waiting, the file may have been edited: its program then has another version of it.
  const current = program.source(file.path);
  if (!current) return [];
  const before = known.get(current);
  if (before?.version === program.version) return before.uses;
  const uses = featureUsesIn(current, program.semantics);
  known.set(current, { version: program.version, uses });
  return uses;
}
