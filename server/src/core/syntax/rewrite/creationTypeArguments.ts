/**
 * `_ => new A<B, C<D>> { X = 1 }` as one of several arguments or elements: the grammar prefers comparisons, `new A < B` and `C<D> > { … }`.
 * No operand begins with `{`, so that these are type arguments always. The blank before it reads as `?`, which only a type can have; lowering
 * leaves it out.
 */
import type { Rewriter } from './rewrite';
import type { Tokens } from './tokens';
import { maximumDistance } from './tokens';

const inTypeArguments = new Set([',', '.', '?', '[', ']', ':', '(', ')', '*']);

export const creationTypeArguments: Rewriter = {
  kind: 'creationTypeArguments',
  trigger: /\bnew\s+[\w.:@]+\s*<[^;{}]{1,1000}>\s+\{/,
  find(tokens, emit) {
    for (let i = 6; i < tokens.count; i++) {
      if (tokens.at(i) !== '{' || tokens.at(i - 1) !== '>' || !isCreatedWith(tokens, i - 1)) continue;
      const offset = blankBehind(tokens, i - 1);
      if (offset !== undefined) emit(offset, { offset, replacement: '?' });
    }
  },
};

/** Whether several type arguments end with this `>`, and `new` and a name stand before them. */
function isCreatedWith(tokens: Tokens, close: number): boolean {
  let depth = 0;
  let several = false;
  for (let i = close; i > Math.max(0, close - maximumDistance); i--) {
    const token = tokens.at(i);
    if (token === '>') depth++;
    else if (token === ',') several = true;
    else if (token === '<' && --depth === 0) return several && isNew(tokens, i - 1);
    else if (token !== '<' && !inTypeArguments.has(token) && !tokens.isWord(i)) return false;
  }
  return false;
}

/** Whether `new` stands before the qualified name that ends here. */
function isNew(tokens: Tokens, last: number): boolean {
  let i = last;
  while (tokens.isWord(i) && (tokens.at(i - 1) === '.' || tokens.at(i - 1) === ':')) i -= tokens.at(i - 1) === ':' ? 3 : 2;
  return tokens.isWord(i) && tokens.at(i - 1) === 'new';
}

/** Offset of the first blank or tabulator between a token and what follows it; line breaks stay. */
function blankBehind(tokens: Tokens, index: number): number | undefined {
  for (let offset = tokens.end(index); /\s/.test(tokens.text[offset] ?? ''); offset++) if (/[ \t]/.test(tokens.text[offset] ?? '')) return offset;
  return undefined;
}
