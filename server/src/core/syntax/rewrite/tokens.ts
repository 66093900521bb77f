/** The tokens of a text as flat arrays: made only when a trigger says that a rewrite may apply. */
import { isWordCode, skipToken } from '../scanner';

/** In tokens: brackets further apart are not looked for, so that a text of open brackets costs no more than a multiple of its length. */
export const maximumDistance = 4000;

/** Starts and ends of the tokens of the text that is being read; kept, since a file with an open bracket is read at each keystroke. */
let scratch = new Int32Array(1 << 14);

/** Strings and characters are one token each; comments and white space are none; every punctuation character is one. */
export class Tokens {
  /** @param places start and end of each token */
  private constructor(readonly text: string, private readonly places: Int32Array, readonly count: number) {}

  static of(text: string): Tokens {
    let size = 0;
    let i = 0;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (code <= 32 || code === 0xa0 || code === 0xfeff) {
        i++;
        continue;
      }
      const next = skipToken(text, i);
      const comment = code === 47 && (text.charCodeAt(i + 1) === 47 || text.charCodeAt(i + 1) === 42);
      if (!comment) {
        if (size === scratch.length) {
          const larger = new Int32Array(2 * size);
          larger.set(scratch);
          scratch = larger;
        }
        scratch[size++] = i;
        scratch[size++] = next;
      }
      i = next;
    }
    return new Tokens(text, scratch.slice(0, size), size / 2);
  }

  /** Offset of a token; the text's length behind the last one. */
  start(index: number): number {
    return this.places[2 * index] ?? this.text.length;
  }

  end(index: number): number {
    return this.places[2 * index + 1] ?? this.text.length;
  }

  /** First character of a token, which for punctuation is all of it; NaN out of range. In UTF-16 code units. */
  code(index: number): number {
    return this.text.charCodeAt(this.start(index));
  }

  /** Text of a token; empty out of range. */
  at(index: number): string {
    return this.text.slice(this.start(index), this.places[2 * index + 1] ?? this.start(index));
  }

  isWord(index: number): boolean {
    const code = this.code(index);
    return isWordCode(code) && !(code >= 48 && code <= 57);
  }

  /** Whether `=`, a compound assignment or `??=` stands at an index. */
  isAssignment(index: number): boolean {
    const start = this.start(index);
    return /^(?:[-+*/%&|^]|<<|>>>?|\?\?)?=(?![=>])/.test(this.text.slice(start, start + 5));
  }

  /** Index of the bracket that closes the one at `open`; -1 when there is none. */
  closing(open: number): number {
    let depth = 0;
    for (let i = open; i < Math.min(this.count, open + maximumDistance); i++) {
      depth += depthChange(this.code(i));
      if (depth === 0) return i;
    }
    return -1;
  }

  /** Index of the bracket that opens the one at `close`; -1 when there is none. */
  opening(close: number): number {
    let depth = 0;
    for (let i = close; i >= Math.max(0, close - maximumDistance); i--) {
      depth += depthChange(this.code(i));
      if (depth === 0) return i;
    }
    return -1;
  }

  /** Index of the first token of the name `A.B` or `global::A` that ends at a word. */
  nameStart(last: number): number {
    let i = last;
    while (this.isWord(i - 2) && this.at(i - 1) === '.') i -= 2;
    return this.isWord(i - 3) && this.at(i - 1) === ':' && this.at(i - 2) === ':' ? i - 3 : i;
  }

  /** True when token `index` starts right where the one before it ends. */
  touches(index: number): boolean {
    return index > 0 && this.start(index) === this.end(index - 1);
  }
}

function depthChange(code: number): number {
  switch (code) {
    case 40: case 91: case 123: return 1; // ( [ {
    case 41: case 93: case 125: return -1; // ) ] }
    default: return 0;
  }
}
