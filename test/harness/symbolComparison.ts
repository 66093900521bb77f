/** Compares the binder's uses with what Roslyn binds, place by place. */
import type { BoundBody, SymbolUse } from '../../server/src/core/binding/boundBody';
import { isAnonymousType } from '../../server/src/core/binding/binderSymbols';
import { documentationId, typeDisplay } from '../../server/src/core/symbols/display';
import type { AnySymbol, TypeSymbol } from '../../server/src/core/symbols/symbol';
import type { OracleSymbol } from './oracle';

/** One use in the oracle's terms. */
export interface FlatUse {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly symbol: string | undefined;
  readonly typeArgs: string;
}

export interface Tally { matched: number; missing: number; wrong: number; extra: number }

export interface Comparison {
  readonly byKind: Map<string, Tally>;
  /** Lines for people: `kind @start text: expected … got …`. */
  readonly differences: string[];
}

/** Kinds that describe declarations, which is not the binder's business. */
const declarationKinds: ReadonlySet<string> = new Set(['override', 'implements']);

/** Kinds that Roslyn's interface tells nothing about: the methods that collection expressions add elements with. */
const untoldKinds: ReadonlySet<string> = new Set(['collectionElement']);

/** The uses of some bodies as the oracle writes them. */
export function flatten(bodies: readonly BoundBody[]): FlatUse[] {
  return bodies.flatMap((body) => body.uses.filter(({ kind }) => !untoldKinds.has(kind)).map((use) => flatUse(use)));
}

function flatUse(use: SymbolUse): FlatUse {
  const { unit, start, end } = use.anchor;
  const symbol = use.symbol;
  const args: readonly TypeSymbol[] = symbol?.kind === 'method' || (symbol?.kind === 'namedType' && !symbol.isUnboundGeneric) ? symbol.typeArguments : [];
  return { start: unit.base + start, end: unit.base + end, kind: use.kind, symbol: symbol === undefined || isOfAnonymousType(symbol) ? undefined : documentationId(symbol), typeArgs: normalize(args.map(typeDisplay)) };
}

function isOfAnonymousType(symbol: AnySymbol): boolean {
  return symbol.kind === 'namedType' ? isAnonymousType(symbol) : 'containingType' in symbol && isAnonymousType(symbol.containingType);
}

/** Anonymous types are written differently by everyone; names of tuple elements with or without `@`. */
function normalize(written: readonly string[]): string {
  const types = written.map((t) => t.replaceAll('@', ''));
  return types.some((t) => t.includes('anonymous') || t.includes('<empty')) ? '*' : types.join(', ');
}

/** Empty for a place that has no identity: an anonymous type's member, an array. */
function keyOf(use: FlatUse): string {
  return `${use.start}:${use.end}:${use.kind}:${use.symbol ?? ''}`;
}

function sameArguments(a: string, b: string): boolean {
  return a === b || a === '*' || b === '*';
}

/** Compares one file's uses; entries of the oracle without a symbol because Roslyn left it open do not count. */
export function compare(uses: readonly FlatUse[], expected: readonly OracleSymbol[], text: string, into: Comparison): void {
  const mine = new Map<string, FlatUse[]>();
  for (const use of uses) mine.set(keyOf(use), [...mine.get(keyOf(use)) ?? [], use]);
  const places = new Set<string>();
  const matched = new Set<string>();
  for (const entry of expected) {
    if (declarationKinds.has(entry.kind)) continue;
    const flat: FlatUse = { start: entry.start, end: entry.end, kind: entry.kind, symbol: idOf(entry), typeArgs: entry.kind === 'property' ? '' : normalize(entry.typeArgs ?? []) };
    places.add(`${flat.start}:${flat.end}:${flat.kind}`);
    if (entry.reason !== undefined && entry.kind !== 'dynamic') continue;
    const tally = tallyOf(into, entry.kind);
    const found = mine.get(keyOf(flat));
    if (found?.some((f) => sameArguments(f.typeArgs, flat.typeArgs)) === true) {
      tally.matched++;
      matched.add(keyOf(flat));
      continue;
    }
    const there = uses.filter((u) => u.start === flat.start && u.end === flat.end && u.kind === flat.kind);
    const other = there.find((u) => !expected.some((e) => keyOf({ ...u, symbol: idOf(e), start: e.start, end: e.end, kind: e.kind }) === keyOf(u) && sameArguments(u.typeArgs, normalize(e.typeArgs ?? []))));
    if (other === undefined) tally.missing++;
    else tally.wrong++;
    into.differences.push(`${other === undefined ? 'missing' : 'WRONG'} ${line(text, flat)}: ${flat.symbol ?? ''} <${flat.typeArgs}>${other === undefined ? '' : ` got ${other.symbol ?? ''} <${other.typeArgs}>`}`);
  }
  for (const use of uses) {
    if (matched.has(keyOf(use)) || places.has(`${use.start}:${use.end}:${use.kind}`)) continue;
    tallyOf(into, use.kind).extra++;
    into.differences.push(`EXTRA ${line(text, use)}: ${use.symbol ?? ''} <${use.typeArgs}>`);
  }
}

/** A method of an extension block is the static method behind it, a property one of the class around. Arrays, type parameters and dynamic have no id in either list. */
function idOf(entry: OracleSymbol): string | undefined {
  if (entry.kind === 'call' || entry.kind === 'methodGroup' || entry.kind === 'operator') return entry.implementation ?? entry.symbol;
  return elementOfLongTuple(entry.symbol) ?? entry.symbol?.replace(/\.<G>\$[0-9A-F]+(?:`\d+)?/, '');
}

/** Roslyn names an element of a tuple with more than seven by the constructed type (`F:System.ValueTuple{…}.Item9`): the field behind it, by its definition. */
function elementOfLongTuple(id: string | undefined): string | undefined {
  const match = /^F:(System\.ValueTuple\{.*\})\.Item(\d+)$/.exec(id ?? '');
  if (match === null) return undefined;
  let type = match[1] ?? '';
  let number = Number(match[2]);
  for (; number > 7; number -= 7) type = topLevelArguments(type).at(-1) ?? '';
  return `F:System.ValueTuple\`${String(topLevelArguments(type).length)}.Item${String(number)}`;
}

/** `A{B,C{D,E}}`: B and C{D,E}. */
function topLevelArguments(type: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of type.slice(type.indexOf('{') + 1, -1)) {
    if (character === '{' || character === '(' || character === '[') depth++;
    else if (character === '}' || character === ')' || character === ']') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts;
}

function line(text: string, use: FlatUse): string {
  const number = text.slice(0, use.start).split('\n').length;
  return `${use.kind} ${number}: ${text.slice(use.start, Math.min(use.end, use.start + 60)).replace(/\s+/g, ' ')}`;
}

function tallyOf(comparison: Comparison, kind: string): Tally {
  let tally = comparison.byKind.get(kind);
  if (tally === undefined) comparison.byKind.set(kind, tally = { matched: 0, missing: 0, wrong: 0, extra: 0 });
  return tally;
}

/** Totals and a table by kind. */
export function report(comparison: Comparison): { readonly total: Tally; readonly table: string } {
  const total: Tally = { matched: 0, missing: 0, wrong: 0, extra: 0 };
  const rows: string[] = [];
  for (const [kind, t] of [...comparison.byKind].sort(([a], [b]) => a.localeCompare(b))) {
    total.matched += t.matched;
    total.missing += t.missing;
    total.wrong += t.wrong;
    total.extra += t.extra;
    rows.push(`${kind.padEnd(22)} ${t.matched} matched, ${t.missing} missing, ${t.wrong} wrong, ${t.extra} extra`);
  }
  return { total, table: rows.join('\n') };
}
