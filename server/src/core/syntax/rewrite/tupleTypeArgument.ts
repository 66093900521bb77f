/**
 * `new List<(int A, int B)> { … }` and `F<(A, B)>(x)`: the grammar prefers two comparisons with a tuple between them, although a type
 * argument list before `(` or `{` is never one (ECMA-334 §6.2.5). One element is made nullable, which no expression can be: `(int?  , int B)`.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';

export const tupleTypeArgument: Rewriter = {
  kind: 'tupleTypeArgument',
  trigger: /\)\s*>[>\s]*[({]/,
  find(tokens, emit) {
    for (let i = 2; i < tokens.count; i++) {
      if (tokens.at(i) !== '(' || tokens.at(i - 1) !== '<' || !tokens.isWord(i - 2)) continue;
      const close = tokens.closing(i);
      if (close < 0 || !endsTypeArguments(tokens, close + 1)) continue;
      const place = elements(tokens, i, close).map((element) => asNullable(tokens, element)).find((found) => found !== undefined);
      if (place !== undefined) emit(place.at, place);
    }
  },
};

function endsTypeArguments(tokens: Tokens, first: number): boolean {
  let i = first;
  while (tokens.at(i) === '>') i++;
  return i > first && (tokens.at(i) === '(' || tokens.at(i) === '{');
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
