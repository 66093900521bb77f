/** Lists of type arguments, read backwards over tokens: what the rewriters mean by "can be type arguments" (ECMA-334 §6.2.5, §8.4.2). */
import { maximumDistance } from './tokens';
import type { Tokens } from './tokens';

const inTypes = new Set(['.', '?', ']', ':', '@']);

/** What stands between `<` and `>` behind a name. */
export interface TypeArgumentList {
  /** Index of the `<`. */
  readonly open: number;
  /** Indices of the commas between arguments, those of inner lists among them, not those in tuples; from the last to the first. */
  readonly commas: readonly number[];
}

/**
 * The list that the `>` at an index closes; undefined where something stands there that no type is written with, or where no name stands
 * before the `<`.
 */
export function typeArgumentsEndingAt(tokens: Tokens, close: number): TypeArgumentList | undefined {
  return tokens.at(close) === '>' ? typeArgumentsAround(tokens, close - 1) : undefined;
}

/** The list, whatever ends it, in which the token at an index is the last one that is looked at. */
export function typeArgumentsAround(tokens: Tokens, last: number): TypeArgumentList | undefined {
  let depth = 1;
  const commas: number[] = [];
  /** For each open parenthesis, whether it holds several elements. */
  const tuples: boolean[] = [];
  for (let i = last; i > Math.max(0, last - maximumDistance); i--) {
    const token = tokens.at(i);
    if (token === '>') depth++;
    else if (token === ')') tuples.push(false);
    else if (token === ',') {
      if (tuples.length > 0) tuples[tuples.length - 1] = true;
      else commas.push(i);
    } else if (token === '<') {
      if (--depth === 0) return tokens.isWord(i - 1) ? { open: i, commas } : undefined;
    } else if (token === '(' ? tuples.pop() !== true : !isPartOfType(tokens, i, tuples.length > 0)) return undefined;
  }
  return undefined;
}

/** @param canHaveName among elements of a tuple */
function isPartOfType(tokens: Tokens, index: number, canHaveName: boolean): boolean {
  if (tokens.isWord(index)) return canHaveName || !tokens.isWord(index + 1);
  const token = tokens.at(index);
  if (token === '*') return /^[*[]$/.test(tokens.at(index + 1));
  return token === '[' ? /^[\],]$/.test(tokens.at(index + 1)) : inTypes.has(token);
}
