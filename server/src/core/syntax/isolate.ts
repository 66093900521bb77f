/**
 * Half-typed text and the parser: its recovery may lose whole declarations around an error. When a text has errors, it is cut into
 * declarations and statements by braces, semicolons and indentation; each is parsed alone, and what cannot be parsed is blanked, so
 * that the rest reads as if it were not there. Depends on nothing but the text: an edited file equals one read from scratch.
 */
import { indentAt, isFirstOnLine, matchBraces, openBrace } from './braces';
import type { BracePairs } from './braces';
import { blank } from './brackets';
import { Tokens } from './rewrite/tokens';

/** A range of the text that was blanked. */
export interface BlankedRange {
  readonly start: number;
  readonly end: number;
}

/** `text` with all that is broken blanked, as long as before. Line breaks stay. */
export interface IsolatedText {
  readonly text: string;
  readonly blanked: readonly BlankedRange[];
}

/** Whether a text parses without an error as a whole file. */
export type Accepts = (text: string) => boolean;

/** Blanks what is broken. `accepts` is asked for each declaration or statement at least once. */
export function isolateErrors(text: string, accepts: Accepts): IsolatedText {
  const isolation = new Isolation(Tokens.of(text), accepts);
  isolation.items(0, isolation.tokens.count - 1, 'file', 0);
  return { text: isolation.blankedText(0, text.length), blanked: isolation.blanked };
}

/** What a list of items is inside of; enum members are no items. */
type Container = 'file' | 'namespace' | 'type' | 'block' | 'accessors';

const typeKeywords = new Set(['class', 'struct', 'interface', 'record', 'enum', 'namespace']);
const modifiers = new Set([
  'public', 'private', 'protected', 'internal', 'static', 'abstract', 'sealed', 'partial', 'readonly', 'ref', 'unsafe', 'file', 'new',
]);
/** What goes on after the `}` of an expression or statement. */
const goesOn = new Set(['else', 'catch', 'finally', 'while', 'is', 'as', 'switch', 'with', 'and', 'or', 'when', '=', ';', ',', ')', ']', '.', '?', ':', '+', '-', '*', '/', '|', '&', '<', '>', '!', '^', '%']);

const accessors = new Set(['get', 'set', 'init', 'add', 'remove']);

/** Items deeper than this are blanked as a whole. */
const maximumNesting = 12;
/** Places tried for the end of what is broken. */
const maximumSplits = 24;

class Isolation {
  readonly blanked: BlankedRange[] = [];
  private readonly partner: BracePairs;

  constructor(readonly tokens: Tokens, private readonly accepts: Accepts) {
    this.partner = matchBraces(tokens);
  }

  /** Checks the items among tokens `first` to `last`. */
  items(first: number, last: number, container: Container, depth: number): void {
    let start = first;
    let parentheses = 0;
    for (let i = first; i <= last; i++) {
      const code = this.tokens.code(i);
      if (code === 40) parentheses++; // (
      else if (code === 41) parentheses = Math.max(0, parentheses - 1); // )
      else if (code === 59 && (parentheses === 0 || this.endsLine(i))) {
        this.item(start, i, container, depth);
        start = i + 1;
        parentheses = 0;
      } else if (code === openBrace) {
        const close = this.partner(i);
        if (close < 0 || close > last) continue;
        const header = container === 'block' || container === 'accessors' ? -1 : this.typeHeader(start, i);
        if (header >= 0) {
          if (header > start) this.item(start, header - 1, container, depth);
          this.body(header, i, close, depth);
        }
        i = close;
        if (header < 0 && close < last && (parentheses > 0 || goesOn.has(this.tokens.at(close + 1)))) continue;
        if (header < 0) this.item(start, close, container, depth);
        start = close + 1;
        parentheses = 0;
      }
    }
    if (start <= last) this.item(start, last, container, depth);
  }

  private endsLine(index: number): boolean {
    return index + 1 >= this.tokens.count || this.tokens.text.slice(this.tokens.end(index), this.tokens.start(index + 1)).includes('\n');
  }

  /** First token of the declaration whose body opens at `open`, when it declares a type or namespace; -1 otherwise. */
  private typeHeader(start: number, open: number): number {
    for (let i = open - 1; i >= start; i--) {
      if (!typeKeywords.has(this.tokens.at(i)) || !this.tokens.isWord(i + 1)) continue;
      let first = i;
      while (first > start && (modifiers.has(this.tokens.at(first - 1)) || this.tokens.at(first - 1) === ']')) {
        const previous = this.tokens.at(first - 1) === ']' ? this.tokens.opening(first - 1) : first - 1;
        if (previous < start) break;
        first = previous;
      }
      // `x => new` at the end of the line before is no modifier of the type.
      while (first > start && first < i && !isFirstOnLine(this.tokens, first)) first++;
      if (first === start || isFirstOnLine(this.tokens, first)) return first;
    }
    return -1;
  }

  /** Members of a type or namespace. An enum's are checked as a whole. */
  private body(header: number, open: number, close: number, depth: number): void {
    let kind = '';
    for (let i = header; i < open && kind === ''; i++) if (typeKeywords.has(this.tokens.at(i))) kind = this.tokens.at(i);
    if (kind === 'enum') this.item(header, close, 'file', depth);
    else this.items(open + 1, close - 1, kind === 'namespace' ? 'namespace' : 'type', depth);
  }

  /** One declaration or statement: blanks what is broken of it. */
  private item(first: number, last: number, container: Container, depth: number): void {
    if (this.isGood(first, last, container)) return;
    const before = this.blanked.length;
    if (depth < maximumNesting) {
      this.inside(first, last, depth + 1);
      if (this.blanked.length > before && this.isGood(first, last, container)) return;
      if (this.split(first, last, container, depth + 1)) return;
    }
    this.blanked.length = before;
    this.blanked.push({ start: this.tokens.start(first), end: this.tokens.end(last) });
  }

  /** What is in braces. */
  private inside(first: number, last: number, depth: number): void {
    for (let i = first; i <= last; i++) {
      const close = this.tokens.code(i) === openBrace ? this.partner(i) : -1;
      if (close < 0 || close > last) continue;
      if (close > i + 1) this.items(i + 1, close - 1, accessors.has(this.tokens.at(i + 1)) ? 'accessors' : 'block', depth);
      i = close;
    }
  }

  /** Text that lacks its end runs into the next item, which starts a line of the same indentation. */
  private split(first: number, last: number, container: Container, depth: number): boolean {
    const indent = indentAt(this.tokens.text, this.tokens.start(first));
    let tried = 0;
    for (let i = first + 1; i <= last && tried < maximumSplits; i++) {
      if (!isFirstOnLine(this.tokens, i) || indentAt(this.tokens.text, this.tokens.start(i)) !== indent || this.tokens.at(i) === '{' || this.tokens.at(i) === '}') continue;
      tried++;
      if (!this.isGood(i, last, container)) continue;
      this.item(first, i - 1, container, depth);
      return true;
    }
    return false;
  }

  private isGood(first: number, last: number, container: Container): boolean {
    const text = this.blankedText(this.tokens.start(first), this.tokens.end(last));
    switch (container) {
      case 'file': return this.accepts(text);
      case 'namespace': return this.accepts(`namespace N {${text}}`);
      case 'type': return this.accepts(`class C {${text}}`);
      case 'accessors': return this.accepts(`class C { int P {${text}} }`);
      case 'block': return this.accepts(`{${text}}`);
    }
  }

  /** `start` to `end` is all of the text, or in the item that was looked at last: what was blanked of it is at the end of the list. */
  blankedText(start: number, end: number): string {
    let from = this.blanked.length;
    while (from > 0 && (this.blanked[from - 1]?.end ?? start) > start) from--;
    let text = '';
    let position = start;
    for (const range of this.blanked.slice(from).sort((a, b) => a.start - b.start)) {
      if (range.start < position || range.end > end) continue;
      text += this.tokens.text.slice(position, range.start) + blank(this.tokens.text.slice(range.start, range.end));
      position = range.end;
    }
    return text + this.tokens.text.slice(position, end);
  }
}
