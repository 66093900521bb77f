/** Pairs of braces in a text that may lack some: what is balanced is matched as it stands, otherwise the indentation decides. */
import type { Tokens } from './rewrite/tokens';

/** Index of the token that closes (or opens) the brace at an index; -1 for a brace without a partner, and for other tokens. */
export type BracePairs = (index: number) => number;

/** `{` and `}`. */
export const openBrace = 123;
const closeBrace = 125;

interface OpenBrace {
  readonly index: number;
  readonly indent: number;
  readonly line: number;
}

/** Column of the first character of the line that an offset is in. */
export function indentAt(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - start;
}

function isBlank(code: number): boolean {
  return code > 32 && code < 128 ? false : /\s/.test(String.fromCharCode(code));
}

/** Whether nothing but white space stands before a token on its line. */
export function isFirstOnLine(tokens: Tokens, index: number): boolean {
  const { text } = tokens;
  let before = tokens.start(index) - 1;
  while (before >= 0 && text[before] !== '\n' && isBlank(text.charCodeAt(before))) before--;
  return before < 0 || text[before] === '\n';
}

/** Matches all braces of a text. */
export function matchBraces(tokens: Tokens): BracePairs {
  const partners = new Map<number, number>();
  const braces: number[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const code = tokens.code(i);
    if (code === openBrace || code === closeBrace) braces.push(i);
  }
  if (!matchBalanced(tokens, braces, partners)) {
    partners.clear();
    matchByIndent(tokens, braces, partners);
  }
  return (index) => partners.get(index) ?? -1;
}

function pair(partners: Map<number, number>, open: number, close: number): void {
  partners.set(open, close);
  partners.set(close, open);
}

function matchBalanced(tokens: Tokens, braces: readonly number[], partners: Map<number, number>): boolean {
  const stack: number[] = [];
  for (const i of braces) {
    const open = tokens.code(i) === openBrace ? undefined : stack.pop();
    if (tokens.code(i) === openBrace) stack.push(i);
    else if (open === undefined) return false;
    else pair(partners, open, i);
  }
  return stack.length === 0;
}

function matchByIndent(tokens: Tokens, braces: readonly number[], partners: Map<number, number>): void {
  const stack: OpenBrace[] = [];
  // Looked for once a line: all braces of a large text may be in one.
  let line = -1;
  let next = tokens.text.indexOf('\n');
  let indent = indentAt(tokens.text, 0);
  for (const index of braces) {
    for (const offset = tokens.start(index); next >= 0 && next < offset; indent = indentAt(tokens.text, line + 1)) {
      line = next;
      next = tokens.text.indexOf('\n', line + 1);
    }
    const here: OpenBrace = { index, indent, line };
    if (tokens.code(index) === openBrace) {
      stack.push(here);
      continue;
    }
    const open = openerOf(stack, here, isFirstOnLine(tokens, index));
    if (open === undefined) continue;
    while (stack.length > 0 && stack[stack.length - 1] !== open) stack.pop();
    stack.pop();
    pair(partners, open.index, index);
  }
}

/** A brace that starts its line closes one whose line is indented alike; one further in than all that are open closes none. */
function openerOf(stack: readonly OpenBrace[], close: OpenBrace, startsLine: boolean): OpenBrace | undefined {
  const top = stack[stack.length - 1];
  if (top === undefined || !startsLine) return top;
  for (let i = stack.length - 1; i >= 0; i--) {
    const open = stack[i];
    if (open?.indent === close.indent) return open;
  }
  return top.indent < close.indent ? undefined : top;
}
