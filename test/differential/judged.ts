/** Comparing what the rules report on a program with what the analyzers do: by id, place and text. */
import type { Diagnostic } from '../../server/src/core/diagnostic';
import type { OracleAnswer } from '../harness/oracle';

/** Ids of the capability rules. */
export const capabilityIds = /^(?:IL2026|IL2050|IL3050|IL300[0-3]|IL3051|IL2046|IL2109|IL2116|IL3056|IL3004|RDG0(?:02|04|11|12))$/;

/** Ids of the rule that follows values. */
export const dataFlowIds = /^IL(?:2032|205[5-9]|206[0-9]|207[0-9]|208[0-9]|209[016]|2103)$/;

/** One finding of either side. */
export interface Finding {
  readonly id: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

export interface Comparison {
  readonly hits: readonly Finding[];
  /** Reported by the analyzers only. */
  readonly missed: readonly Finding[];
  /** Reported by the rules only. */
  readonly wrong: readonly Finding[];
}

/** Findings of one file. Each place and text counts once. */
export function compareFindings(ours: readonly Diagnostic[], theirs: OracleAnswer, ids: RegExp): Comparison {
  const expected = index(theirs.diagnostics.filter((d) => d.generated !== true).map((d) => ({ id: d.id, message: d.message, start: d.start, end: d.end })), ids);
  const actual = index(ours.map((d) => ({ id: d.id, message: d.message, start: d.span.start, end: d.span.end })), ids);
  return {
    hits: [...actual.values()].filter((f) => expected.has(f.key)),
    missed: [...expected.values()].filter((f) => !actual.has(f.key)),
    wrong: [...actual.values()].filter((f) => !expected.has(f.key)),
  };
}

function index(findings: readonly { readonly id: string; readonly message: string; readonly start: number; readonly end: number }[], ids: RegExp): ReadonlyMap<string, Finding> {
  return new Map(findings.filter((f) => ids.test(f.id)).map((f) => {
    const key = `${f.id} ${f.start}-${f.end} ${f.message}`;
    return [key, { id: f.id, key, start: f.start, end: f.end }];
  }));
}

/** Found, missed and wrong findings by id and framework. */
export class Score {
  private readonly counts = new Map<string, { hits: number; missed: number; wrong: number }>();

  add(framework: string, comparison: Comparison): void {
    for (const f of comparison.hits) this.entry(f.id, framework).hits++;
    for (const f of comparison.missed) this.entry(f.id, framework).missed++;
    for (const f of comparison.wrong) this.entry(f.id, framework).wrong++;
  }

  private entry(id: string, framework: string): { hits: number; missed: number; wrong: number } {
    const key = `${id} ${framework}`;
    let entry = this.counts.get(key);
    if (!entry) this.counts.set(key, (entry = { hits: 0, missed: 0, wrong: 0 }));
    return entry;
  }

  /** Share of the analyzers' findings that the rules make, over all. */
  recall(): number {
    let hits = 0;
    let all = 0;
    for (const c of this.counts.values()) {
      hits += c.hits;
      all += c.hits + c.missed;
    }
    return hits / Math.max(1, all);
  }

  /** One line for each id and framework. */
  toString(): string {
    const lines = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, c]) =>
      `${key}: precision ${(c.hits / Math.max(1, c.hits + c.wrong)).toFixed(4)}, recall ${(c.hits / Math.max(1, c.hits + c.missed)).toFixed(4)} (${c.hits} found, ${c.missed} missed, ${c.wrong} wrong)`);
    return lines.join('\n');
  }
}
