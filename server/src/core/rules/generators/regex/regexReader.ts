/** Reading positions of a .NET regular expression: escapes, references, sets, blanks, flags. What it finds wrong it throws as `PatternFault`. */

/** Values of System.Text.RegularExpressions.RegexOptions. */
export const regexOption = {
  ignoreCase: 1, multiline: 2, explicitCapture: 4, compiled: 8, singleline: 16, ignorePatternWhitespace: 32, rightToLeft: 64,
  ecmaScript: 256, cultureInvariant: 512, nonBacktracking: 1024,
} as const;

/** Ends a pass over a pattern. */
export class PatternFault extends Error {
  constructor(readonly offset: number, readonly reason: string) {
    super(reason);
  }
}

const wordCharacter = /[\p{L}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u200c\u200d]/u;
const inlineFlags: Readonly<Record<string, number>> = {
  i: regexOption.ignoreCase, m: regexOption.multiline, n: regexOption.explicitCapture, s: regexOption.singleline, x: regexOption.ignorePatternWhitespace,
};
const largest = 2_147_483_647;

/** What both passes over a pattern have in common. */
export class PatternReader {
  protected at = 0;
  protected readonly optionStack: number[] = [];
  protected readonly slots = new Set<number>([0]);
  protected readonly names = new Map<string, number>();
  protected highestSlot = 0;
  /** A reference to a group where case does not matter: no code can be generated for it. */
  hasCaseInsensitiveReference = false;

  constructor(protected readonly pattern: string, protected options: number) {}

  protected fail(reason: string): never {
    throw new PatternFault(this.at, reason);
  }

  protected isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  protected peek(ahead = 0): string {
    return this.pattern[this.at + ahead] ?? '';
  }

  /** The character here, which is passed. */
  protected take(): string {
    return this.pattern[this.at++] ?? '';
  }

  protected has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  protected isSlot(number: number): boolean {
    return this.slots.has(number);
  }

  protected slotOf(name: string): number | undefined {
    return this.names.get(name);
  }

  protected static isWord(character: string): boolean {
    return character !== '' && wordCharacter.test(character);
  }

  protected static isDigit(character: string): boolean {
    return character >= '0' && character <= '9' && character.length === 1;
  }

  /** White space and comments in mode `x`, and `(?#…)`. */
  protected skipBlank(): void {
    for (;;) {
      if (this.has(regexOption.ignorePatternWhitespace)) while (/[\t\n\f\r ]/.test(this.peek())) this.at++;
      if (this.has(regexOption.ignorePatternWhitespace) && this.peek() === '#') {
        const end = this.pattern.indexOf('\n', this.at);
        this.at = end < 0 ? this.pattern.length : end;
      } else if (this.pattern.startsWith('(?#', this.at)) {
        const end = this.pattern.indexOf(')', this.at);
        if (end < 0) {
          this.at = this.pattern.length;
          this.fail('Unterminated (?#...) comment.');
        }
        this.at = end + 1;
      } else return;
    }
  }

  protected readNumber(): number {
    let value = 0;
    for (; PatternReader.isDigit(this.peek()); this.at++) {
      const next = value * 10 + Number(this.peek());
      if (next > largest) {
        this.at++;
        this.fail('Quantifier and capture group numbers must be less than or equal to Int32.MaxValue.');
      }
      value = next;
    }
    return value;
  }

  protected readName(): string {
    const start = this.at;
    while (PatternReader.isWord(this.peek())) this.at++;
    return this.pattern.slice(start, this.at);
  }

  /** `imnsx-imnsx`: stops at the first other character. */
  protected readFlags(): void {
    for (let off = false; !this.isAtEnd(); this.at++) {
      const character = this.peek();
      if (character === '-' || character === '+') {
        off = character === '-';
        continue;
      }
      const flag = inlineFlags[character.toLowerCase()];
      if (flag === undefined) return;
      this.options = off ? this.options & ~flag : this.options | flag;
    }
  }

  /** What follows a backslash and stands for one character; its code. */
  protected readEscape(): number {
    const character = this.peek();
    this.at++;
    switch (character) {
      case 'x': return this.readHex(2);
      case 'u': return this.readHex(4);
      case 'a': return 7;
      case 'b': return 8;
      case 'e': return 27;
      case 'f': return 12;
      case 'n': return 10;
      case 'r': return 13;
      case 't': return 9;
      case 'v': return 11;
      case 'c': return this.readControl();
      default:
        if (character >= '0' && character <= '7') {
          this.at--;
          return this.readOctal();
        }
        if (!this.has(regexOption.ecmaScript) && PatternReader.isWord(character)) this.fail(`Unrecognized escape sequence \\${character}.`);
        return character.charCodeAt(0);
    }
  }

  private readHex(digits: number): number {
    let value = 0;
    let left = digits;
    if (this.at + digits <= this.pattern.length) {
      for (; left > 0; left--) {
        const digit = Number.parseInt(this.peek(), 16);
        this.at++;
        if (Number.isNaN(digit)) break;
        value = value * 16 + digit;
      }
    }
    if (left > 0) this.fail('Insufficient or invalid hexadecimal digits.');
    return value;
  }

  private readOctal(): number {
    let value = 0;
    for (let left = 3; left > 0 && this.peek() >= '0' && this.peek() <= '7'; left--) {
      value = value * 8 + Number(this.peek());
      this.at++;
      if (this.has(regexOption.ecmaScript) && value >= 32) break;
    }
    return value & 255;
  }

  private readControl(): number {
    if (this.isAtEnd()) this.fail('Missing control character.');
    const code = (this.peek().toUpperCase().charCodeAt(0) - 64) & 0xffff;
    this.at++;
    if (code >= 32) this.fail('Unrecognized control character.');
    return code;
  }

  /** Name in `\p{Name}`; the letter is read already. */
  protected readProperty(): string {
    if (this.at + 2 >= this.pattern.length) this.fail('Incomplete \\p{X} character escape.');
    const open = this.peek();
    this.at++;
    if (open !== '{') this.fail('Malformed \\p{X} character escape.');
    const start = this.at;
    while (PatternReader.isWord(this.peek()) || this.peek() === '-') this.at++;
    const name = this.pattern.slice(start, this.at);
    if (this.isAtEnd()) this.fail('Incomplete \\p{X} character escape.');
    this.at++;
    if (this.pattern[this.at - 1] !== '}') this.fail('Incomplete \\p{X} character escape.');
    return name;
  }

  /** After a backslash outside of a set. `checks`: second pass, where references must be there. */
  protected readBackslash(checks: boolean): void {
    const character = this.peek();
    if ('bBAGZzwWsSdD'.includes(character)) {
      this.at++;
    } else if (character === 'p' || character === 'P') {
      this.at++;
      if (checks) this.checkProperty(this.readProperty());
    } else if (!this.readReference(checks)) {
      this.readEscape();
    }
  }

  private readReference(checks: boolean): boolean {
    const start = this.at;
    let character = this.peek();
    let close = '';
    if (character === 'k') {
      const open = this.peek(1);
      if (open !== '') this.at += 2;
      if (open === '<' || open === "'") close = open === '<' ? '>' : open;
      if (close === '' || this.isAtEnd()) this.fail('Malformed \\k<...> named back reference.');
      character = this.peek();
    } else if ((character === '<' || character === "'") && this.peek(1) !== '') {
      close = character === '<' ? '>' : character;
      this.at++;
      character = this.peek();
    }
    const known = this.referenceAt(character, close, checks);
    if (!known) this.at = start;
    else if (this.has(regexOption.ignoreCase)) this.hasCaseInsensitiveReference = true;
    return known;
  }

  private referenceAt(character: string, close: string, checks: boolean): boolean {
    if (close !== '' && PatternReader.isDigit(character)) {
      const number = this.readNumber();
      if (this.isAtEnd() || this.pattern[this.at++] !== close) return false;
      if (checks && !this.isSlot(number)) this.fail(`Reference to undefined group number ${number}.`);
      return true;
    }
    if (close === '' && character >= '1' && character <= '9') {
      if (this.has(regexOption.ecmaScript)) return this.ecmaReference();
      const number = this.readNumber();
      if (!checks || this.isSlot(number)) return true;
      if (number <= 9) this.fail(`Reference to undefined group number ${number}.`);
      return false;
    }
    if (close !== '' && PatternReader.isWord(character)) {
      const name = this.readName();
      if (this.isAtEnd() || this.pattern[this.at++] !== close) return false;
      if (checks && this.slotOf(name) === undefined) this.fail(`Reference to undefined group name '${name}'.`);
      return true;
    }
    return false;
  }

  /** The longest number that is a group so far. */
  private ecmaReference(): boolean {
    let number = Number(this.peek());
    let isKnown = false;
    while (number <= this.highestSlot + 1) {
      isKnown ||= this.isSlot(number);
      this.at++;
      if (!PatternReader.isDigit(this.peek())) break;
      number = number * 10 + Number(this.peek());
    }
    return isKnown;
  }

  protected checkProperty(name: string): void {
    if (!/^(?:Is\w|L[ultmo]?$|M[nce]?$|N[dlo]?$|P[cdseifo]?$|S[mcko]?$|Z[slp]?$|C[cfson]?$)/.test(name)) this.fail(`Unknown property '${name}'.`);
  }

  /** After `[`. First pass: only where the set ends. */
  protected readSet(checks: boolean): void {
    let previous = 0;
    let inRange = false;
    let isFirst = true;
    if (this.peek() === '^') {
      this.at++;
      if (this.has(regexOption.ecmaScript) && this.peek() === ']') isFirst = false;
    }
    for (; !this.isAtEnd(); isFirst = false) {
      let character = this.peek();
      let code = character.charCodeAt(0);
      let isEscaped = false;
      this.at++;
      if (character === ']' && !isFirst) return;
      if (character === '\\' && !this.isAtEnd()) {
        character = this.peek();
        this.at++;
        if ('dDsSwWpP'.includes(character)) {
          if (checks && inRange) this.fail(`Cannot include class \\${character} in character range.`);
          if (character === 'p' || character === 'P') {
            const name = this.readProperty();
            if (checks) this.checkProperty(name);
          }
          continue;
        }
        if (character === '-') {
          if (checks && inRange && previous > 45) this.fail('[x-y] range in reverse order.');
          if (checks) inRange = false;
          continue;
        }
        this.at--;
        code = this.readEscape();
        isEscaped = true;
      }
      if (inRange) {
        inRange = false;
        if (!checks) continue;
        if (character === '[' && !isEscaped && !isFirst) this.readSubtraction(checks);
        else if (previous > code) this.fail('[x-y] range in reverse order.');
      } else if (this.peek() === '-' && this.peek(1) !== '' && this.peek(1) !== ']') {
        previous = code;
        inRange = true;
        this.at++;
      } else if (character === '-' && !isEscaped && this.peek() === '[' && !isFirst) {
        this.at++;
        this.readSubtraction(checks);
      }
    }
    this.fail('Unterminated [] set.');
  }

  private readSubtraction(checks: boolean): void {
    this.readSet(checks);
    if (checks && !this.isAtEnd() && this.peek() !== ']') this.fail('A subtraction must be the last element in a character class.');
  }
}
