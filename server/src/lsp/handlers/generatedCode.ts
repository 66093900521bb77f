/** Requests about code that source generators emitted: what there is, what was made for a place, and what a place was made for. */
import { CodeLensRefreshRequest, type CodeLens, type CodeLensParams } from 'vscode-languageserver';
import {
  EMIT_GENERATED_FILES, GENERATED_CODE, GENERATED_FOR, GENERATED_ORIGIN,
  type EmitGeneratedFilesParams, type EmitGeneratedFilesResult, type GeneratedCodeParams, type GeneratedCodeResult, type GeneratedForParams,
  type GeneratedForResult, type GeneratedOriginParams, type GeneratedOriginResult, type GeneratedPlaceSummary,
} from '../../../../shared/protocol';
import { callAt, siteAt } from '../../core/generated/generatedCode';
import type { GeneratedCode, GeneratedPlace } from '../../core/generated/generatedCode';
import { originsOf } from '../../core/generated/origin';
import { silentGenerators } from '../../core/generated/silence';
import { sitesIn } from '../../core/generated/sites';
import type { GeneratedSite } from '../../core/generated/sites';
import { projectDocument, removeElement, setProperty } from '../../core/msbuild/index';
import { LineIndex } from '../../core/text/lineIndex';
import { pathOf, toRange } from '../convert';
import { projectOf } from '../generatedCode';
import { isCSharp, type Session } from '../session';

export const GO_TO_GENERATED_CODE = 'aotLens.goToGeneratedCode';

export function registerGeneratedCodeRequests(session: Session): void {
  const { connection } = session;
  connection.onRequest(GENERATED_CODE, (params: GeneratedCodeParams): GeneratedCodeResult => generatedCode(session, params));
  connection.onRequest(GENERATED_FOR, (params: GeneratedForParams): GeneratedForResult => generatedFor(session, params));
  connection.onRequest(GENERATED_ORIGIN, (params: GeneratedOriginParams): GeneratedOriginResult => generatedOrigin(session, params));
  connection.onRequest(EMIT_GENERATED_FILES, (params: EmitGeneratedFilesParams): EmitGeneratedFilesResult => emitGeneratedFiles(session, params));
}

/** A workspace may have hundreds of projects: only the one that is looked at has its sources read. */
function generatedCode(session: Session, { project, explain }: GeneratedCodeParams): GeneratedCodeResult {
  const generated = session.generatedCode.read(project);
  const evaluated = session.workspace.evaluate(project);
  if (session.supportsCodeLensRefresh) void session.connection.sendRequest(CodeLensRefreshRequest.type);
  return {
    emits: evaluated.flag(EMIT),
    sets: generated.sets.map((set) => ({
      label: set.label,
      folder: set.folder,
      newerSource: session.generatedCode.newerSource(set, evaluated.compileFiles) ?? null,
      generators: set.generators.map(({ assembly, generator, title, files }) => ({ assembly, generator, title, files })),
    })),
    silent: explain ? silent(session, project, generated) : [],
  };
}

function silent(session: Session, project: string, generated: GeneratedCode): GeneratedCodeResult['silent'] {
  const program = session.workspace.program(project);
  const emitted = generated.sets.length > 0 ? generated : undefined;
  return silentGenerators(program.project, program.files, program.context.analyzers, emitted).map(({ title, reason }) => ({ title, reason }));
}

function generatedFor(session: Session, { file, position, wholeContext }: GeneratedForParams): GeneratedForResult {
  const program = session.workspace.programOf(file);
  const source = program.source(file);
  const project = projectOf(program);
  const nothing = (missing: GeneratedForResult['missing']): GeneratedForResult => ({ project: project?.path ?? null, places: [], missing });
  if (!source || !project) return nothing('nothingHere');
  const generated = session.generatedCode.of(project.path);
  const offset = source.lines.offset(position);
  const site = siteAt(source, offset);
  if (site) {
    const sites = wholeContext === true ? sitesIn(source).filter(({ kind, type }) => kind === site.kind && type === site.type) : [site];
    const places = sites.flatMap((each) => generated.placesOf(each));
    if (places.length > 0) return { project: project.path, places: unique(places.map((place) => summary(session, place, session.generatedCode.isNewer(file, place.set)))), missing: null };
    return nothing(generated.sets.length > 0 ? 'notGenerated' : 'notEmitted');
  }
  const line = { start: source.lines.lineStart(position.line), end: source.lines.lineStart(position.line + 1) };
  const calls = callAt(generated.interceptedCalls(source, program.files), offset, line);
  if (calls.length === 0) return nothing(generated.sets.length > 0 ? 'nothingHere' : 'notEmitted');
  const places = calls.map(({ place, moved }) => summary(session, place, moved || session.generatedCode.isNewer(file, place.set)));
  return { project: project.path, places: unique(places), missing: null };
}

function summary(session: Session, { set, file, span }: GeneratedPlace, isStale: boolean): GeneratedPlaceSummary {
  const range = toRange(new LineIndex(session.host.readText(file.path) ?? ''), span);
  return { name: file.name, label: set.label, path: file.path, range, isStale };
}

function unique(places: readonly GeneratedPlaceSummary[]): GeneratedPlaceSummary[] {
  const seen = new Set<string>();
  return places.filter(({ path: file, range }) => {
    const key = `${file}:${range.start.line}:${range.start.character}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function generatedOrigin(session: Session, { project, file, position }: GeneratedOriginParams): GeneratedOriginResult {
  const text = session.host.readText(file);
  if (text === undefined) return [];
  const { files } = session.workspace.program(project);
  const origins = originsOf(session.generatedCode.of(project), file, new LineIndex(text).offset(position), files);
  return origins.map((origin) => ({ file: origin.file, range: toRange(session.lineIndex(origin.file), origin.span) }));
}

/** Taking it out removes the elements that say `true`; what imports set stays. */
function emitGeneratedFiles(session: Session, { project, emit }: EmitGeneratedFilesParams): EmitGeneratedFilesResult {
  const evaluated = session.workspace.evaluate(project);
  const document = projectDocument(evaluated);
  if (!document || emit === evaluated.flag(EMIT)) return { edits: [] };
  const elements = (document.root?.children ?? []).filter(({ name }) => name === 'PropertyGroup').flatMap(({ children }) => children)
    .filter(({ name, text }) => name.toLowerCase() === EMIT.toLowerCase() && text.trim().toLowerCase() === 'true');
  const edits = emit ? setProperty(document, EMIT, 'true') : elements.map((element) => removeElement(document, element));
  return { edits: edits.map((edit) => ({ file: edit.file, range: toRange(session.lineIndex(edit.file), edit.span), newText: edit.newText })) };
}

const EMIT = 'EmitCompilerGeneratedFiles';

/** Only where there is something to go to: before the first emission nothing is shown. */
export function handleCodeLens(session: Session, params: CodeLensParams): CodeLens[] {
  const file = pathOf(params.textDocument.uri);
  if (file === undefined || !isCSharp(file) || !session.settings.generatedCode.codeLens) return [];
  const program = session.workspace.programOf(file);
  const source = program.source(file);
  const project = projectOf(program);
  if (!source || !project) return [];
  const generated = session.generatedCode.of(project.path);
  if (generated.sets.length === 0) return [];
  const lens = (start: number, title: string, wholeContext: boolean): CodeLens => {
    const position = source.lines.position(start);
    return { range: { start: position, end: position }, command: { title, command: GO_TO_GENERATED_CODE, arguments: [{ file, position, wholeContext }] } };
  };
  const sites = sitesIn(source).filter(({ kind }) => generated.has(kind));
  const lenses = firstOfEach(sites).map(({ site, count }) => lens(site.span.start, count > 1 ? `Generated code of ${count} types` : 'Generated code', count > 1));
  const seen = new Set<number>();
  for (const { call, method } of generated.interceptedCalls(source, program.files)) {
    if (seen.has(call.nameStart)) continue;
    seen.add(call.nameStart);
    lenses.push(lens(call.nameStart, `Generated code: ${method}`, false));
  }
  return lenses;
}

/** The types of a JSON context share one lens: a line above each attribute would be too much. */
function firstOfEach(sites: readonly GeneratedSite[]): { readonly site: GeneratedSite; readonly count: number }[] {
  const contexts = new Map<string, { site: GeneratedSite; count: number }>();
  return sites.flatMap((site) => {
    if (site.kind !== 'json') return [{ site, count: 1 }];
    const known = contexts.get(site.type);
    if (known) {
      known.count++;
      return [];
    }
    const entry = { site, count: 1 };
    contexts.set(site.type, entry);
    return [entry];
  });
}
