/** Reads the SARIF 2.1.0 log that the C# compiler writes with `-errorlog:file,version=2.1` (OASIS SARIF 2.1.0, sections 3.14, 3.27, 3.30). */
import type { Diagnostic, RelatedLocation, Severity, Span } from '../diagnostic';
import { LineIndex } from '../text/lineIndex';

export interface SarifContext {
  /** Text of a file, for turning lines into offsets; undefined when it cannot be read. */
  readonly readText: (file: string) => string | undefined;
  /** Path of a `file:` URI or of a relative reference; undefined when it is neither. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Place of results without a location. */
  readonly project: string;
}

/** Diagnostics of the tier `build`; suppressed results and malformed parts are left out. Text that is not JSON gives none. */
export function parseSarif(text: string, context: SarifContext): Diagnostic[] {
  const indexes = new Map<string, LineIndex | undefined>();
  const indexOf = (file: string): LineIndex | undefined => {
    if (!indexes.has(file)) {
      const source = context.readText(file);
      indexes.set(file, source === undefined ? undefined : new LineIndex(source));
    }
    return indexes.get(file);
  };
  const place = (location: unknown): { readonly file: string; readonly span: Span } | undefined => {
    const physical = record(record(location)['physicalLocation']);
    const uri = record(physical['artifactLocation'])['uri'];
    const file = typeof uri === 'string' ? context.pathOf(uri) : undefined;
    const index = file === undefined ? undefined : indexOf(file);
    return file === undefined || !index ? undefined : { file, span: regionSpan(record(physical['region']), index) };
  };
  return list(record(parseJson(text))['runs']).flatMap((run) =>
    list(record(run)['results']).flatMap((result) => toDiagnostic(record(result), place, context.project)),
  );
}

function toDiagnostic(
  result: Record<string, unknown>,
  place: (location: unknown) => { readonly file: string; readonly span: Span } | undefined,
  project: string,
): Diagnostic[] {
  const id = result['ruleId'];
  const message = record(result['message'])['text'];
  if (typeof id !== 'string' || typeof message !== 'string') return [];
  // A suppression counts unless it was rejected (3.35.2); Roslyn lists those made in source and by configuration.
  if (list(result['suppressions']).some((s) => record(s)['status'] !== 'rejected')) return [];
  const at = place(list(result['locations'])[0]) ?? { file: project, span: { start: 0, end: 0 } };
  const related = list(result['relatedLocations']).flatMap((location): RelatedLocation[] => {
    const where = place(location);
    const text = record(record(location)['message'])['text'];
    return where ? [{ ...where, message: typeof text === 'string' ? text : '' }] : [];
  });
  return [{ id, severity: severityOf(result['level']), tier: 'build', ...at, message, ...(related.length > 0 ? { related } : {}) }];
}

function severityOf(level: unknown): Severity {
  switch (level) {
    case 'error': return 'error';
    case 'note': return 'info';
    case 'none': return 'hint';
    default: return 'warning'; // the default of the format (3.27.10)
  }
}

/** Lines and columns are 1-based; `endColumn` is one past the last character (3.30). */
function regionSpan(region: Record<string, unknown>, index: LineIndex): Span {
  const number = (name: string, fallback: number): number => (typeof region[name] === 'number' ? region[name] : fallback);
  const startLine = number('startLine', 1);
  const startColumn = number('startColumn', 1);
  const start = index.offset({ line: startLine - 1, character: startColumn - 1 });
  const endLine = number('endLine', startLine);
  const end = index.offset({ line: endLine - 1, character: number('endColumn', startColumn) - 1 });
  return { start, end: Math.max(start, end) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
