/** What rules conclude about a whole program, cached until the facts that they are drawn from change. */
import type { AnchoredReport, BodyResult, FactsOfRule, RuleSet } from './analyze';
import { conclude } from './analyze';
import { NativeReach } from './nativeReach';
import type { NativePart, Trigger } from '../rules/reflection/nativeParts';
import { reached, sameStep } from './reach';
import type { ProgramContext, Rule } from '../rules/rule';

/** A library as an application's conclusions see it. */
export interface SharedFacts {
  /** Changes with its facts and with what its bodies lead to. */
  readonly factVersion: number;
  results(): readonly BodyResult[];
}

export class Conclusions {
  /** As they were drawn last. */
  readonly reports = new Map<Rule, readonly AnchoredReport[]>();
  /** Changes with the facts and with what the bodies lead to. */
  factVersion = 0;
  /** How often a rule has concluded. */
  drawnRules = 0;
  /** Results with facts or steps, by file: most have none. */
  private readonly factsByFile = new Map<string, readonly BodyResult[]>();
  /** Rules whose facts, or the declarations, have changed since they concluded. */
  private readonly stale: Set<Rule>;
  private libraryVersion = 0;

  constructor(
    private readonly set: RuleSet,
    private readonly libraries: readonly SharedFacts[],
  ) {
    this.stale = new Set(set.rules);
  }

  declarationsChanged(): void {
    for (const rule of this.set.rules) this.stale.add(rule);
  }

  /** Those of a file that have facts or lead elsewhere. */
  resultsWithFacts(path: string): readonly BodyResult[] {
    return this.factsByFile.get(path) ?? [];
  }

  /** Takes over what the bodies of a file gave. Only rules that lose or gain facts have to conclude again; those about libraries too where code leads elsewhere. */
  take(path: string, all: readonly BodyResult[]): void {
    const results = all.filter((result) => result.facts.size > 0 || result.step);
    const before = this.resultsWithFacts(path);
    if (sameItems(before, results)) return;
    this.factsByFile.set(path, results);
    const rules = new Set<Rule>();
    for (const result of [...before.filter((r) => !results.includes(r)), ...results.filter((r) => !before.includes(r))]) {
      for (const rule of result.facts.keys()) rules.add(rule);
    }
    const leadsElsewhere = before.length !== results.length || before.some((result, i) => !sameStep(result.step, results[i]?.step));
    if (rules.size > 0 || leadsElsewhere) this.factVersion++;
    rules.forEach((rule) => this.stale.add(rule));
    if (leadsElsewhere) this.librariesChanged();
  }

  /** The file is gone. */
  forget(path: string): void {
    this.factsByFile.delete(path);
    this.factVersion++;
  }

  clear(): void {
    this.factsByFile.clear();
    this.reports.clear();
  }

  /** Up to date: to be called when all files have been bound, those of the libraries included. */
  drawn(context: () => ProgramContext): ReadonlyMap<Rule, readonly AnchoredReport[]> {
    const version = this.libraries.reduce((sum, library) => sum + library.factVersion, 0);
    if (version !== this.libraryVersion) this.librariesChanged();
    this.libraryVersion = version;
    if (this.stale.size === 0) return this.reports;
    const own = context().files.flatMap((file) => this.resultsWithFacts(file.path)); // in the order of the files, whichever was bound first
    const shared = this.libraries.flatMap((library) => library.results());
    const isReached = reached(own, shared);
    let native: NativeReach | undefined;
    const isCompiled = (trigger: Trigger): boolean => (native ??= new NativeReach(partsOf(own), partsOf(shared))).runs(trigger);
    for (const rule of this.stale) {
      this.drawnRules++;
      this.reports.set(rule, conclude({ ...this.set, rules: [rule] }, context(), (each) => ({ ...factsOf(each, own, shared, isReached), isCompiled })));
    }
    this.stale.clear();
    return this.reports;
  }

  private librariesChanged(): void {
    if (this.libraries.length === 0) return;
    for (const rule of this.set.rules) if (rule.inLibraries ?? rule.inWhole) this.stale.add(rule);
  }
}

function factsOf(rule: Rule, own: readonly BodyResult[], shared: readonly BodyResult[], isReached: ReadonlySet<BodyResult>): Omit<FactsOfRule, 'isCompiled'> {
  const of = (results: readonly BodyResult[]): FactsOfRule['facts'] => results.flatMap((result) => result.facts.get(rule) ?? []);
  if (!(rule.inLibraries ?? rule.inWhole) || shared.length === 0) return { facts: of(own), unreached: [] };
  return { facts: of([...own, ...shared.filter((result) => isReached.has(result))]), unreached: of(shared.filter((result) => !isReached.has(result))) };
}

function partsOf(results: readonly BodyResult[]): readonly NativePart[] {
  return results.flatMap(({ step }) => step?.parts ?? []);
}

/** The very same items in the same order. */
export function sameItems(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
