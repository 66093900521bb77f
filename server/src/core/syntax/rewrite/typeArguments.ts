/**
 * `_ => new A<B, C<D>> { X = 1 }`, `(F<A<B, C>>(() => 1), 2)` and `(x is A<B, C> && (y) ? 1 : 2)`: among arguments, elements and in
 * parentheses the grammar prefers comparisons, `new A < B` and `C<D> > { … }`. What can be type arguments before `(`, `{`, `&&` and `||`, and in a
 * pattern before a name, always is (ECMA-334 §6.2.5). Arguments are made nullable, `<B?,C>`, or the type, `>?{`, which nothing but a type can be; lowering leaves the `?` out.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';
import { maximumDistance } from './tokens';
import { typeArgumentsEndingAt } from './typeArgumentList';

/** Behind these words an expression begins, never the name of a declaration. */
const wordsBefore = new Set(['return', 'await', 'is', 'not', 'and', 'or', 'as', 'new', 'in', 'throw', 'case', 'when', 'select', 'by', 'on', 'equals', 'where', 'orderby', 'ref', 'out']);
const signsBefore = new Set(['(', ',', '=', ':', '&', '|', '!', '[', '{', '}', ';', '+', '-', '/', '%', '^']);

export const typeArguments: Rewriter = {
  kind: 'typeArguments',
  trigger: /<[^<>;{}()=&|]*(?:<[^;{}=&|]{1,500}>)?,[^;{}=&|]{1,500}>\s*[({&|\w]/,
  find(tokens, emit) {
    for (let i = 4; i < tokens.count; i++) {
      if (tokens.at(i) !== '>' || !(endsTypeArguments(tokens, i + 1) || tokens.isWord(i + 1))) continue;
      const list = typeArgumentsEndingAt(tokens, i);
      if (list === undefined || list.commas.length === 0 || !(tokens.isWord(i + 1) ? isPattern(tokens, list.open - 1) : isExpression(tokens, list.open - 1))) continue;
      const commas = list.commas.filter((comma) => canBeNullable(tokens, comma - 1) && isBlankBehind(tokens, comma)).map((comma) => tokens.start(comma));
      for (const offset of commas) emit(offset, { offset, replacement: '?,' });
      if (commas.length === 0 && tokens.at(i + 1) === '{') emitBlank(tokens, i, emit);
    }
  },
};

function endsTypeArguments(tokens: Tokens, index: number): boolean {
  const token = tokens.at(index);
  return token === '(' || token === '{' || ((token === '&' || token === '|') && tokens.at(index + 1) === token && tokens.touches(index + 1));
}

/** Whether a type without `?` ends there, right before what follows. */
function canBeNullable(tokens: Tokens, last: number): boolean {
  return tokens.touches(last + 1) && (tokens.isWord(last) || /^[>\])]$/.test(tokens.at(last)));
}

function isBlankBehind(tokens: Tokens, index: number): boolean {
  return /[ \t]/.test(tokens.text[tokens.end(index)] ?? '');
}

/** Whether a name that ends here is part of an expression: type parameters cannot be nullable. */
function isExpression(tokens: Tokens, last: number): boolean {
  const name = tokens.at(last);
  const start = tokens.nameStart(last);
  const before = tokens.at(start - 1);
  if (name === 'extension') return false;
  if (before === '.') return /^[)\]!?"']/.test(tokens.at(start - 2));
  if (before === '?' || before === '*') return !tokens.touches(start - 1);
  if (before === ')') return !isTuple(tokens, start - 1);
  if (before === '>') return tokens.at(start - 2) === '=' && tokens.touches(start - 1);
  return signsBefore.has(before) || wordsBefore.has(before);
}

/** Whether a name that ends here is the type of a pattern, which a variable may follow. */
function isPattern(tokens: Tokens, last: number): boolean {
  return /^(?:is|not|and|or|case)$/.test(tokens.at(tokens.nameStart(last) - 1));
}

/** Whether the parenthesis that closes there, not a cast's or a condition's, may be that of a tuple type, with which a declaration begins. */
function isTuple(tokens: Tokens, close: number): boolean {
  let depth = 0;
  for (let i = close; i > Math.max(0, close - maximumDistance); i--) {
    const token = tokens.at(i);
    if (token === ')') depth++;
    else if (token === '(' && --depth === 0) return false;
    else if (token === ',') return true;
  }
  return true;
}

/** Puts a `?` in the place of the first blank or tabulator behind a token; line breaks stay. */
function emitBlank(tokens: Tokens, index: number, emit: Parameters<Rewriter['find']>[1]): void {
  for (let offset = tokens.end(index); /\s/.test(tokens.text[offset] ?? ''); offset++) {
    if (!/[ \t]/.test(tokens.text[offset] ?? '')) continue;
    emit(offset, { offset, replacement: '?' });
    return;
  }
}
