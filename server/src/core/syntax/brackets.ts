/**
 * One look over a text before it is parsed: whether its brackets are in pairs, and what of it the parser must not see, because its
 * time or memory would grow with the square of the length. Ordinary code has nothing of the latter.
 */
import type { BlankedRange } from './isolate';
import { isWordCode, skipToken, skipWord } from './scanner';

/** What the brackets of a text tell of it. */
export interface BracketScan {
  /** Whether every bracket has its partner: no text in which one lacks it parses without an error. */
  readonly balanced: boolean;
  /** What is to be blanked, in order of the text: statements, and the rest of the text after an open comment. */
  readonly unreadable: readonly BlankedRange[];
}

/**
 * `<` that may each begin a list of type arguments and of which none is closed, within one statement: the parser goes on with both
 * readings of every one of them. Type arguments nest some ten deep in real code, and a comparison ends the run.
 */
const maximumOpenAngles = 400;
/**
 * Where a comment is not closed, the parser looks for its end at every `/*` after it again: characters that it may read that way. A text
 * beyond has the comment go on to its end, as the compiler has it in any case.
 */
const maximumCommentReading = 1_000_000;

/** Scans the brackets, and what may stand in a list of type arguments, of a whole text. */
export function scanBrackets(text: string): BracketScan {
  const closers: number[] = [];
  const unreadable: BlankedRange[] = [];
  let balanced = true;
  let angles = 0;
  let statement = 0;
  let tooDeep = false;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    switch (code) {
      case 40: closers.push(41); break; // ( … )
      case 91: closers.push(93); break; // [ … ]
      case 41: case 93: balanced = closers.pop() === code && balanced; break;
      case 59: case 123: case 125: // ; { }
        if (code === 123) closers.push(125);
        else if (code === 125) balanced = closers.pop() === code && balanced;
        if (tooDeep) unreadable.push({ start: statement, end: i });
        tooDeep = false;
        angles = 0;
        statement = i + 1;
        break;
      case 60: if (++angles > maximumOpenAngles) tooDeep = true; break; // <
      case 62: if (angles > 0) angles--; break; // >
      case 42: case 44: case 46: case 58: case 63: break; // * , . : ?
      // Strings, characters and comments; a word holds none of their first characters.
      case 34: case 36: case 39: case 64:
        angles = 0;
        i = skipToken(text, i);
        continue;
      case 47: {
        const end = skipToken(text, i);
        if (isOpenComment(text, i, end) && commentReading(text, i) > maximumCommentReading) unreadable.push({ start: i, end });
        i = end;
        continue;
      }
      default:
        if (isWordCode(code)) {
          i = skipWord(text, i);
          continue;
        }
        if (code > 32) angles = 0;
    }
    i++;
  }
  if (tooDeep) unreadable.push({ start: statement, end: text.length });
  return { balanced: balanced && closers.length === 0, unreadable };
}

/** Whether `start` to `end` is a block comment without an end. */
function isOpenComment(text: string, start: number, end: number): boolean {
  return end === text.length && text.charCodeAt(start + 1) === 42 && (end < start + 4 || !text.endsWith('*/'));
}

/** Characters that are read when the end of a comment is looked for at each `/*` from an offset on. */
function commentReading(text: string, from: number): number {
  let read = 0;
  for (let i = from; i >= 0 && read <= maximumCommentReading; i = text.indexOf('/*', i + 2)) read += text.length - i;
  return read;
}

/** White space as long as a text. Line breaks stay. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** A text with ranges of it blanked. The ranges are in order. */
export function blankRanges(text: string, ranges: readonly BlankedRange[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of ranges) {
    result += text.slice(at, start) + blank(text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}
