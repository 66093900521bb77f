/**
 * `where (x.Ok) orderby (x.Key)` and `orderby (x.Key) descending`, which the grammar reads as casts of a call and of a name: without the
 * parentheses around the name, which lowering puts back, they mean the same.
 */
import type { Rewriter } from './rewrite';
import { maximumDistance } from './tokens';
import type { Tokens } from './tokens';
import { typeArgumentsEndingAt } from './typeArgumentList';

export const parenthesizedKey: Rewriter = {
  kind: 'parenthesizedKey',
  trigger: /\)\s*(?:orderby|ascending|descending)\b/,
  find(tokens, emit) {
    for (let i = 3; i < tokens.count; i++) {
      const word = tokens.at(i);
      if (tokens.at(i - 1) !== ')' || !(word === 'orderby' || word === 'ascending' || word === 'descending')) continue;
      const open = tokens.opening(i - 1);
      if (open < 1 || !tokens.touches(open + 1) || !tokens.touches(i - 1) || !isName(tokens, open + 1, i - 2) || !isOperand(tokens, open) || !isInQuery(tokens, open - 1, word === 'orderby' ? 'from' : 'orderby')) continue;
      for (const at of [open, i - 1]) emit(tokens.start(at), { offset: tokens.start(at), replacement: ' ' });
    }
  },
};

function isName(tokens: Tokens, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if ((i - first) % 2 === 0 ? !tokens.isWord(i) : tokens.at(i) !== '.') return false;
  return last >= first && (last - first) % 2 === 0;
}

const clauseWords = new Set(['where', 'orderby', 'in', 'on', 'equals', 'by', 'select', 'group', 'is', 'as', 'and', 'or', 'not']);

/** Whether the parenthesis at an index holds an operand, and not what is called. */
function isOperand(tokens: Tokens, open: number): boolean {
  const before = tokens.at(open - 1);
  if (tokens.isWord(open - 1)) return clauseWords.has(before);
  return before !== ')' && before !== ']' && !(before === '>' && typeArgumentsEndingAt(tokens, open - 1) !== undefined);
}

/** Whether a clause that begins with a word stands before an index, in the same brackets. */
function isInQuery(tokens: Tokens, last: number, word: string): boolean {
  for (let i = last; i >= Math.max(0, last - maximumDistance); i--) {
    const token = tokens.at(i);
    if (token === word) return true;
    if (token === ';' || token === '{' || token === '(' || token === '[') return false;
    if (token === ')' || token === ']' || token === '}') i = tokens.opening(i);
    if (i < 0) return false;
  }
  return false;
}
