/** The form of the support table: one row for each ASP.NET Core feature, with what native programs make of it by framework version. */
import type { RuleId, Severity } from '../../../diagnostic';

/** `unavailable`: this framework version does not have the feature. */
export type SupportStatus = 'full' | 'partial' | 'none' | 'unavailable';

/** From this major version of the framework on, until the next entry. */
export interface SupportChange { readonly since: number; readonly status: SupportStatus }

/** What is said where a program uses the feature. */
export interface SupportReport {
  readonly id: RuleId;
  readonly severity: Severity;
  /** What happens, as the end of a sentence. */
  readonly effect: string;
  /** Ends with "are" in texts. */
  readonly isPlural?: boolean;
}

/** One feature. */
export interface SupportRow {
  readonly feature: string;
  readonly status: readonly SupportChange[];
  /** Full name of the declaring class -> its methods, so that a method of the same name elsewhere is not meant. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** Full names, without arity, of attributes and base classes that mean the feature. */
  readonly types?: readonly string[];
  /** What to use, or what to mind. */
  readonly advice: string;
  readonly docs: string;
  /** Undefined for what works. */
  readonly report?: SupportReport;
}

/** Namespaces that most entry points are in. */
export const builderNamespace = 'Microsoft.AspNetCore.Builder';
export const servicesNamespace = 'Microsoft.Extensions.DependencyInjection';

/** The page that holds the official table. */
export const nativeAotPage = 'https://learn.microsoft.com/aspnet/core/fundamentals/native-aot';

/** Status of a feature in a major version of the framework. */
export function statusIn(row: SupportRow, frameworkVersion: number): SupportStatus {
  let status: SupportStatus = 'unavailable';
  for (const change of row.status) if (frameworkVersion >= change.since) ({ status } = change);
  return status;
}

/** First version in which a feature works at least in part; undefined: in none. */
export function supportedSince(row: SupportRow): number | undefined {
  return row.status.find(({ status }) => status === 'full' || status === 'partial')?.since;
}
