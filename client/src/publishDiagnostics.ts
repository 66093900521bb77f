/** Shows what a publish found beside what the live analysis shows, without repeating it, while the sources move on. */
import {
  Diagnostic, DiagnosticSeverity, languages, Range, Uri, workspace,
  type Disposable, type TextDocumentChangeEvent,
} from 'vscode';
import type { Diagnostic as CoreDiagnostic, Severity } from '../../server/src/core/diagnostic';
import { factIdOf } from '../../server/src/core/diagnostic';
import { mergeBy, type MergeKey } from '../../server/src/core/merge';
import { LineIndex } from '../../server/src/core/text/lineIndex';
import { codeOf, PUBLISH_SOURCE } from './diagnosticKeys';
import { rulePageOnline } from './rulePages';

interface Entry {
  readonly project: string;
  readonly diagnostic: Diagnostic;
  /** A live diagnostic has shown this fact: from then on its coming and going is the live analysis's to tell. */
  coveredByLive: boolean;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class PublishDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('aotLensPublish');
  private readonly entries = new Map<string, Entry[]>();
  private readonly subscriptions: { dispose(): unknown }[];

  constructor() {
    this.subscriptions = [
      this.collection,
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) if (this.entries.has(uri.toString())) this.show(uri);
      }),
      workspace.onDidChangeTextDocument((event) => {
        this.documentChanged(event);
      }),
    ];
  }

  /** Replaces what an earlier publish of the project found. `readText` gives the text that the positions are for. */
  replace(project: string, diagnostics: readonly CoreDiagnostic[], readText: (file: string) => string | undefined): void {
    const touched = new Set<string>(this.entries.keys());
    for (const [key, entries] of this.entries) this.entries.set(key, entries.filter((entry) => entry.project !== project));
    const indexes = new Map<string, LineIndex>();
    for (const found of diagnostics) {
      const index = indexes.get(found.file) ?? new LineIndex(readText(found.file) ?? '');
      indexes.set(found.file, index);
      const key = Uri.file(found.file).toString();
      const entry: Entry = { project, diagnostic: toVsCode(found, index), coveredByLive: false };
      const list = this.entries.get(key);
      if (list) list.push(entry);
      else this.entries.set(key, [entry]);
      touched.add(key);
    }
    for (const key of touched) this.show(Uri.parse(key));
  }

  clear(): void {
    this.entries.clear();
    this.collection.clear();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(uri: Uri): void {
    const entries = this.entries.get(uri.toString()) ?? [];
    const others = languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source !== PUBLISH_SOURCE);
    const candidates = entries.filter((entry) => !entry.coveredByLive).map((entry) => entry.diagnostic);
    const shown = new Set(mergeBy([others, candidates], keyOf));
    for (const entry of entries) if (!shown.has(entry.diagnostic)) entry.coveredByLive = true;
    const next = entries.filter((entry) => !entry.coveredByLive).map((entry) => entry.diagnostic);
    // Setting equal contents would raise the change event that leads here.
    const before = this.collection.get(uri) ?? [];
    if (before.length === next.length && next.every((diagnostic, i) => sameDiagnostic(diagnostic, before[i]))) return;
    this.collection.set(uri, next);
  }

  /** Moves diagnostics with the lines above them; those whose own lines were edited no longer say anything about the source. */
  private documentChanged(event: TextDocumentChangeEvent): void {
    const key = event.document.uri.toString();
    const entries = this.entries.get(key);
    if (!entries || event.contentChanges.length === 0) return;
    let current = entries;
    for (const change of event.contentChanges) {
      const delta = change.text.split('\n').length - 1 - (change.range.end.line - change.range.start.line);
      current = current.flatMap((entry) => {
        const { range } = entry.diagnostic;
        if (change.range.end.line < range.start.line || (change.range.end.line === range.start.line && change.range.end.character === 0)) {
          entry.diagnostic.range = new Range(range.start.translate(delta), range.end.translate(delta));
          return [entry];
        }
        return change.range.start.line > range.end.line ? [entry] : [];
      });
    }
    this.entries.set(key, current);
    this.collection.set(event.document.uri, current.filter((entry) => !entry.coveredByLive).map((entry) => entry.diagnostic));
  }
}

function toVsCode(found: CoreDiagnostic, index: LineIndex): Diagnostic {
  const start = index.position(found.span.start);
  const end = index.position(found.span.end);
  const diagnostic = new Diagnostic(new Range(start.line, start.character, end.line, end.character), found.message, severities[found.severity]);
  diagnostic.source = PUBLISH_SOURCE;
  const page = rulePageOnline(found.id);
  diagnostic.code = page ? { value: found.id, target: page } : found.id;
  return diagnostic;
}

function keyOf(diagnostic: Diagnostic): MergeKey {
  const { message } = diagnostic;
  const code = codeOf(diagnostic);
  return { id: code === undefined ? message : factIdOf({ id: code, message }), file: '', start: diagnostic.range.start.line, end: diagnostic.range.end.line };
}

function sameDiagnostic(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return b !== undefined && a.message === b.message && a.severity === b.severity && a.range.isEqual(b.range) && codeOf(a) === codeOf(b);
}
