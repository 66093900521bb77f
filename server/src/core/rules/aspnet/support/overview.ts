/** The support table as data, for views: every feature, what a framework version makes of it, and what in a program means it. */
import type { RuleId } from '../../../diagnostic';
import type { AnySymbol, NamedTypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import type { SupportRow, SupportStatus } from './model';
import { statusIn } from './model';
import { supportedFeatures } from './features';
import { supportTable } from './table';

/** One line of the table for one framework version. */
export interface SupportOverviewRow {
  readonly feature: string;
  readonly status: SupportStatus;
  /** Declaring class (full name) and its methods. */
  readonly entryPoints: readonly { readonly type: string; readonly methods: readonly string[] }[];
  /** Attributes and base classes, by full name without arity. */
  readonly types: readonly string[];
  /** What to use where the feature is missing, or what to mind where it works in part; may be empty. */
  readonly advice: string;
  readonly docs: string;
  /** Our rule that reports uses, where the SDK says nothing. */
  readonly ruleId: RuleId | undefined;
}

const allRows: readonly SupportRow[] = [...supportedFeatures, ...supportTable];

/** The whole table for a major version of the framework (8, 9, 10, …), in a fixed order: supported features first. */
export function supportOverview(frameworkVersion: number): readonly SupportOverviewRow[] {
  return allRows.map((row) => ({
    feature: row.feature, status: statusIn(row, frameworkVersion),
    entryPoints: Object.entries(row.methods).map(([type, methods]) => ({ type, methods })),
    types: row.types ?? [], advice: row.advice, docs: row.docs, ruleId: row.report?.id,
  }));
}

const rowByName: ReadonlyMap<string, SupportRow> = new Map([
  ...allRows.flatMap((row) => Object.entries(row.methods).flatMap(([type, names]) => names.map((name) => [`${type}.${name}`, row] as const))),
  ...allRows.flatMap((row) => (row.types ?? []).map((name) => [name, row] as const)),
]);

/** Row of a method, attribute or class that is named in the table. */
export function supportRowOf(symbol: AnySymbol): SupportRow | undefined {
  if (symbol.kind === 'method') {
    const { namespace, name } = symbol.containingType;
    return symbol.name === '.ctor' ? rowByName.get(fullName(symbol.containingType)) : rowByName.get(`${namespace}.${name}.${symbol.name}`);
  }
  return symbol.kind === 'namedType' ? rowByName.get(fullName(symbol)) : undefined;
}

/** Feature (as `SupportOverviewRow.feature`) that a program uses where it uses this method, attribute or class, or derives from this class. */
export function supportedFeatureOf(symbol: AnySymbol): string | undefined {
  const own = supportRowOf(symbol);
  if (own || symbol.kind !== 'namedType') return own?.feature;
  for (const base of baseTypesAndSelf(symbol)) {
    const row = rowByName.get(fullName(base));
    if (row) return row.feature;
  }
  return undefined;
}

function fullName(type: NamedTypeSymbol): string {
  return type.namespace === '' ? type.name : `${type.namespace}.${type.name}`;
}
