/** How far the statement goes that a native compiler names by its first line only. */

/** Longer than any statement without a block in it; a scan that runs further has lost its way. In UTF-16 code units. */
const LIMIT = 4000;

/**
 * End (exclusive) of the statement that starts at `start`: its `;` included, or the `{` of a block or the end of an arrow function's
 * line excluded, since statements inside have places of their own. Text that ends before gives the end of the first line.
 */
export function statementEnd(text: string, start: number): number {
  let depth = 0;
  const lineEnd = endOfLine(text, start);
  for (let i = start; i < Math.min(text.length, start + LIMIT); i++) {
    const c = text[i] ?? '';
    if (c === '"' || c === "'") i = skipLiteral(text, i);
    else if (c === '/' && text[i + 1] === '/') i = endOfLine(text, i);
    else if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (c === '{' || c === '}') return Math.max(trimmed(text, start, i), Math.min(lineEnd, i));
    else if (c === ';' && depth <= 0) return i + 1;
  }
  return lineEnd;
}

function endOfLine(text: string, from: number): number {
  const at = text.slice(from).search(/[\r\n]/);
  return at < 0 ? text.length : from + at;
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

/** Index of the closing quote; the end of the line where there is none (verbatim and raw strings are only skipped piecewise). */
function skipLiteral(text: string, open: number): number {
  const quote = text[open];
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote || text[i] === '\n') return i;
  }
  return text.length;
}
