/**
 * AOT5002: what publishing an application natively reports in a library whose analyzers are off, or are those of .NET 8, which see less. Only
 * code that is part of the application counts, as for the native compiler.
 */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { Fix, RuleId } from '../../diagnostic';
import { foretellingInLibraryId } from '../../diagnostic';
import { nativeGuardsOf } from '../../flow/guards';
import type { Trigger } from './nativeParts';
import { nativeVersion, triggerAt } from './nativeParts';
import { checkNatively } from '../capability/capabilityRule';
import { ownerOf } from '../imports';
import { analysisFixes, isAnalysed } from '../project/surroundings';
import type { ConcludeContext, ProgramContext, ProgramTraits } from '../rule';
import { defineRule } from '../rule';
import { annotateFixes } from './annotateFix';
import { dataFlowFindings, placeOf } from './dataFlowFindings';
import { foretoldIn, unseenByAll } from './foretold';

interface Published {
  readonly id: RuleId;
  readonly message: string;
  readonly trigger: Trigger;
  readonly fixes?: () => readonly Fix[];
}

type Emit = (at: Anchor, value: Published) => void;

/** The first framework whose analyzers see what the native compiler does. */
const seesAsMuch = 9;

/** Whether the rules about a library's own program say less of it than publishing does: AOT5001 is one where PublishAot is set. */
function isUnseen(library: ProgramTraits): boolean {
  const { trim, aot, singleFile } = library.analyzers;
  return !trim || !aot || !singleFile || seesLess(library);
}

function seesLess({ analyzers, frameworkVersion }: ProgramTraits): boolean {
  return frameworkVersion < seesAsMuch && !analyzers.publishAot;
}

function collect({ program, body }: { readonly program: ProgramContext; readonly body: BoundBody }, emit: Emit): void {
  if (!program.isLookedAtWhole || !isUnseen(program)) return;
  const { trim, aot, singleFile } = program.analyzers;
  const version = nativeVersion(program.frameworkVersion);
  const seen = new Set<string>();
  const add = (anchor: Anchor, id: RuleId, message: string, fixes?: () => readonly Fix[]): void => {
    const key = `${placeOf(anchor)} ${id}`;
    if (seen.has(key)) return;
    seen.add(key);
    // Nothing is left in a native program of what asks for a feature that it lacks.
    if (nativeGuardsOf(body).at(anchor.unit, anchor.start, anchor.end) !== 0) return;
    emit(anchor, { id, message, trigger: triggerAt(body, anchor.unit, anchor.start), ...(fixes ? { fixes } : {}) });
  };
  checkNatively({ program, body, report: (anchor, { id, message, fixes }) => { add(anchor, id, `${off(id)}: ${message}`, fixes); } }, version, { trim: !trim, aot: !aot, singleFile: !singleFile });
  if (!trim) {
    for (const { anchor, id, message, reached } of dataFlowFindings(body, version)) add(anchor, id, `${off(id)}: ${message}`, reached.kind === 'demand' ? () => annotateFixes(reached, body, program) : undefined);
  }
  if (!trim || !aot) {
    for (const { anchor, id, message } of unseenByAll(body, program)) if (id.startsWith('IL3') ? !aot : !trim) add(anchor, id, `${off(id)}: ${message}`);
  }
  if (trim && seesLess(program)) {
    for (const { anchor, id, message } of foretoldIn(body, program)) add(anchor, id, message);
  }
}

function off(id: RuleId): string {
  return `Publishing reports ${id} here, whose analyzer is off in this project`;
}

/** Properties of an application by which publishing keeps silent. */
const silencing: readonly { readonly ids: RegExp; readonly property: string }[] = [
  { ids: /^IL2/, property: 'SuppressTrimAnalysisWarnings' },
  { ids: /^IL305/, property: 'SuppressAotAnalysisWarnings' },
];

function conclude(context: ConcludeContext<Published>): void {
  const { program, facts, unreached } = context;
  if (!program.analyzers.publishAot) return;
  const silenced = silencing.filter(({ property }) => program.project.flag(property));
  for (const fact of [...facts, ...unreached]) {
    const { id, message, trigger, fixes } = fact.value;
    if (!context.isCompiled(trigger) || silenced.some(({ ids }) => ids.test(id))) continue;
    context.report({ ...fact.anchor, file: fact.file }, { id: foretellingInLibraryId, message, fixes: () => [...(fixes?.() ?? []), ...cure(program, fact.file)] });
  }
}

/** What AOT1034 proposes. */
function cure(program: ProgramContext, file: string): readonly Fix[] {
  const project = ownerOf(program, file)?.project;
  return !project || isAnalysed(project) ? [] : analysisFixes(project);
}

export const publishedLibraryRule = defineRule<Published>({
  metas: [{
    id: foretellingInLibraryId,
    name: 'reported-in-library',
    title: 'Code of a library that only publishing the application warns about',
    defaultSeverity: 'warning',
    official: false,
    why: 'The analyzers are off in the library, but its code is part of the native program: what it needs may have been removed, or cannot be made at run time.',
    whatToDo: 'Change the code as the official rule asks for, and set IsAotCompatible in the library, so that its analyzers tell.',
  }],
  collect,
  conclude,
  inWhole: (application, library) => application.analyzers.publishAot && isUnseen(library),
});
