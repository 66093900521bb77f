/** The tokens of a text as flat arrays: made only when a trigger says that a rewrite may apply. */
import { isWordCode, skipToken } from '../scanner';

/** In tokens: brackets further apart are not looked for, so that a text of open brackets costs no more than a multiple of its length. */
export const maximumDistance = 4000;

/** Strings and characters are one token each; comments and white space are none; every punctuation character is one. */
export class Tokens {
  private constructor(readonly text: string, private readonly starts: readonly number[], private readonly ends: readonly number[]) {}

  static of(text: string): Tokens {
    const starts: number[] = [];
    const ends: number[] = [];
    let i = 0;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      const next = skipToken(text, i);
      const comment = code === 47 && (text.charCodeAt(i + 1) === 47 || text.charCodeAt(i + 1) === 42);
      if (!comment && code > 32 && code !== 0xa0 && code !== 0xfeff) {
        starts.push(i);
        ends.push(next);
      }
      i = next;
    }
    return new Tokens(text, starts, ends);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Offset of a token; the text's length behind the last one. */
  start(index: number): number {
    return this.starts[index] ?? this.text.length;
  }

  end(index: number): number {
    return this.ends[index] ?? this.text.length;
  }

  /** Text of a token; empty out of range. */
  at(index: number): string {
    return this.text.slice(this.start(index), this.ends[index] ?? this.start(index));
  }

  isWord(index: number): boolean {
    const code = this.text.charCodeAt(this.start(index));
    return isWordCode(code) && !(code >= 48 && code <= 57);
  }

  /** Index of the bracket that closes the one at `open`; -1 when there is none. */
  closing(open: number): number {
    let depth = 0;
    for (let i = open; i < Math.min(this.count, open + maximumDistance); i++) {
      depth += depthChange(this.at(i));
      if (depth === 0) return i;
    }
    return -1;
  }

  /** Index of the bracket that opens the one at `close`; -1 when there is none. */
  opening(close: number): number {
    let depth = 0;
    for (let i = close; i >= Math.max(0, close - maximumDistance); i--) {
      depth += depthChange(this.at(i));
      if (depth === 0) return i;
    }
    return -1;
  }

  /** True when token `index` starts right where the one before it ends. */
  touches(index: number): boolean {
    return index > 0 && this.start(index) === this.end(index - 1);
  }
}

function depthChange(token: string): number {
  switch (token) {
    case '(': case '[': case '{': return 1;
    case ')': case ']': case '}': return -1;
    default: return 0;
  }
}
