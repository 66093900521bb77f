/**
 * `new List<(int A, int B)> { … }`, `F<(A, B)>(x)` and `G<A, (B, C)>(x)`: the grammar prefers two comparisons with a tuple between them, although a type
 * argument list before `(` or `{` is never one (ECMA-334 §6.2.5). One element is made nullable, which no expression can be: `(int?  , int B)`.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';
import { maximumDistance } from './tokens';
import { typeArgumentsAround } from './typeArgumentList';

export const tupleTypeArgument: Rewriter = {
  kind: 'tupleTypeArgument',
  trigger: /\)\s*>[>\s]*[({,]/,
  find(tokens, emit) {
    for (let i = 2; i < tokens.count; i++) {
      if (tokens.at(i) !== '(' || !isAmongTypeArguments(tokens, i - 1)) continue;
      const close = tokens.closing(i);
      if (close < 0 || !endsTypeArguments(tokens, close + 1)) continue;
      const place = elements(tokens, i, close).map((element) => asNullable(tokens, element)).find((found) => found !== undefined);
      if (place !== undefined) emit(place.at, place);
    }
  },
};

const inTypes = new Set(['<', '>', ',', '.', ':', '?', '*', '[', ']']);

/** Whether a `<` after a name, or a `,` of type arguments that begin with one, stands there. */
function isAmongTypeArguments(tokens: Tokens, last: number): boolean {
  if (tokens.at(last) === '<') return tokens.isWord(last - 1);
  return tokens.at(last) === ',' && typeArgumentsAround(tokens, last - 1) !== undefined;
}

/** Whether type arguments go on there up to the `(` or `{` behind them. */
function endsTypeArguments(tokens: Tokens, first: number): boolean {
  for (let i = first; i < first + maximumDistance; i++) {
    const token = tokens.at(i);
    if (token === '(' || token === '{') {
      if (tokens.at(i - 1) === '>') return true;
      const close = token === '(' && /^[,<]$/.test(tokens.at(i - 1)) ? tokens.closing(i) : -1;
      if (close < 0) return false;
      i = close;
    } else if (!inTypes.has(token) && !tokens.isWord(i)) return false;
  }
  return false;
}

interface Element { readonly first: number; readonly last: number }

/** Tokens of the elements between the parentheses. */
function elements(tokens: Tokens, open: number, close: number): Element[] {
  const found: Element[] = [];
  let first = open + 1;
  let angles = 0;
  for (let i = open + 1; i <= close; i++) {
    const token = tokens.at(i);
    if (token === '<') angles++;
    else if (token === '>') angles--;
    else if (token === '(' || token === '[') i = Math.max(i, tokens.closing(i));
    if (i < close && (token !== ',' || angles > 0)) continue;
    if (first < i) found.push({ first, last: i - 1 });
    first = i + 1;
  }
  return found;
}

const endOfType = new Set(['>', ')', ']', '?', '*']);

/** What makes `T Name` read as `T?`, and `T, ` as `T?,`; undefined where there is no room for it. */
function asNullable(tokens: Tokens, { first, last }: Element): { readonly at: number; readonly offset: number; readonly replacement: string } | undefined {
  const { text } = tokens;
  const at = tokens.start(first);
  const name = tokens.at(last - 1) === '@' ? last - 1 : last;
  const isNamed = name > first && tokens.isWord(last) && (endOfType.has(tokens.at(name - 1)) || tokens.isWord(name - 1));
  const offset = tokens.end(isNamed ? name - 1 : last);
  if (!isNamed) return !endOfType.has(tokens.at(last)) && text[offset] === ',' && text[offset + 1] === ' ' ? { at, offset, replacement: '?,' } : undefined;
  const end = tokens.end(last);
  if (text[offset] !== ' ' || /[\r\n]/.test(text.slice(offset, end))) return undefined;
  const isNullable = tokens.at(name - 1) === '?' || tokens.at(name - 1) === '*';
  return { at, offset, replacement: (isNullable ? ' ' : '?').padEnd(end - offset) };
}
