/**
 * The syntax of .NET regular expressions, as far as it decides whether a pattern is valid and which options it sets. Behaves as the
 * runtime's parser does: a first pass notes the capture groups, a second one checks everything.
 */
import { PatternFault, PatternReader, regexOption } from './regexReader';

/** What is wrong with a pattern, in the runtime's words. */
export interface PatternError {
  readonly message: string;
}

/** What a valid pattern says about itself. */
export interface PatternInfo {
  /** All options that are on somewhere in it: given, or inline such as `(?i)`. */
  readonly inlineOptions: number;
  readonly hasCaseInsensitiveReference: boolean;
}

/** Whether even the first pass fails: then the SDK proposes no generated regex. Undefined: too deep to tell. */
export function scanPattern(pattern: string, options = 0): PatternInfo | PatternError | undefined {
  return attempt(pattern, (checker) => { checker.noteGroups(); }, options);
}

/** The whole check, with the options of the call. Undefined: too deep to tell. */
export function checkPattern(pattern: string, options: number): PatternInfo | PatternError | undefined {
  return attempt(pattern, (checker) => { checker.checkAll(options); }, options);
}

export function isPatternError(value: PatternInfo | PatternError): value is PatternError {
  return 'message' in value;
}

function attempt(pattern: string, run: (checker: PatternChecker) => void, options: number): PatternInfo | PatternError | undefined {
  const checker = new PatternChecker(pattern, options);
  try {
    run(checker);
    return checker;
  } catch (error) {
    if (error instanceof PatternFault) return { message: `Invalid pattern '${pattern}' at offset ${error.offset}. ${error.reason}` };
    if (error instanceof RangeError) return undefined; // sets nested so deep that the stack ends
    throw error;
  }
}

/** `plain` and `condition`: `(?(…)yes|no)`, whose branches are counted; `reference`: `(?(1)yes|no)`. */
interface Group {
  readonly kind: 'plain' | 'condition' | 'reference';
  branches: number;
}

class PatternChecker extends PatternReader implements PatternInfo {
  inlineOptions = 0;
  private skipsNextGroup = false;
  private readonly groups: Group[] = [{ kind: 'plain', branches: 0 }];
  /** Whether there is something that a quantifier could stand behind. */
  private hasUnit = false;

  noteGroups(): void {
    const named: string[] = [];
    let next = 1;
    while (!this.isAtEnd()) {
      const character = this.take();
      if (character === '\\') {
        if (!this.isAtEnd()) this.readBackslash(false);
      } else if (character === '#') {
        if (!this.has(regexOption.ignorePatternWhitespace)) continue;
        this.at--;
        this.skipBlank();
      } else if (character === '[') {
        this.readSet(false);
      } else if (character === ')') {
        this.options = this.optionStack.pop() ?? this.options;
      } else if (character === '(') {
        if (this.pattern.startsWith('?#', this.at)) {
          this.at--;
          this.skipBlank();
          this.skipsNextGroup = false;
          continue;
        }
        this.optionStack.push(this.options);
        if (this.peek() !== '?') {
          if (!this.has(regexOption.explicitCapture) && !this.skipsNextGroup) this.note(next++);
          this.skipsNextGroup = false;
        } else {
          this.noteConstruct(named);
        }
      }
    }
    this.nameSlots(named, next);
  }

  /** `(?<name>`, `(?flags)`, `(?flags:`, or a condition, after which the next parenthesis captures nothing. */
  private noteConstruct(named: string[]): void {
    this.at++;
    this.skipsNextGroup = false;
    if ((this.peek() === '<' || this.peek() === "'") && this.peek(1) !== '') {
      this.at++;
      if (this.peek() === '0' || !PatternReader.isWord(this.peek())) return;
      if (PatternReader.isDigit(this.peek())) this.note(this.readNumber());
      else named.push(this.readName());
      return;
    }
    this.readFlags();
    this.inlineOptions |= this.options;
    if (this.peek() === ')') {
      this.at++;
      this.optionStack.pop();
    } else if (this.peek() === '(') this.skipsNextGroup = true;
  }

  private note(slot: number): void {
    this.slots.add(slot);
    this.highestSlot = Math.max(this.highestSlot, slot);
  }

  /** Named groups get the numbers that are free; where numbers are names too, the others are called by their number. */
  private nameSlots(named: readonly string[], first: number): void {
    let next = first;
    const taken = new Set<number>();
    for (const name of named) {
      if (this.names.has(name)) continue;
      while (this.isSlot(next)) next++;
      this.names.set(name, next);
      taken.add(next);
      this.note(next);
    }
    if (this.names.size === 0 && this.slots.size > this.highestSlot) return;
    for (const slot of this.slots) if (!taken.has(slot)) this.names.set(String(slot), slot);
  }

  checkAll(options: number): void {
    this.noteGroups();
    this.at = 0;
    this.options = options;
    this.optionStack.length = 0;
    this.skipsNextGroup = false;
    for (let isAfterQuantifier = false; !this.isAtEnd();) isAfterQuantifier = this.checkNext(isAfterQuantifier);
    if (this.groups.length > 1) this.fail('Not enough )\'s.');
    this.closeBranch();
  }

  /** One element with its quantifier; answers whether it ended with one. */
  private checkNext(isAfterQuantifier: boolean): boolean {
    this.skipBlank();
    const start = this.at;
    while (!this.isAtEnd() && !this.isSpecial()) this.at++;
    const hasText = this.at > start;
    this.skipBlank();
    if (this.isAtEnd()) return false;
    const character = this.peek();
    if (!specials.includes(character)) return false;
    this.at++;
    if (hasText && '*+?{'.includes(character)) this.hasUnit = true;
    switch (character) {
      case '[': this.readSet(true); break;
      case '(':
        this.optionStack.push(this.options);
        this.open();
        return false;
      case '|':
        this.closeBranch();
        return false;
      case ')':
        if (!this.close()) return false;
        break;
      case '\\':
        if (this.isAtEnd()) this.fail('Illegal \\ at end of pattern.');
        this.readBackslash(true);
        break;
      case '^': case '$': case '.': break;
      default:
        if (!this.hasUnit) this.fail(isAfterQuantifier && !hasText ? `Nested quantifier '${character}'.` : `Quantifier '${character}' following nothing.`);
        this.at--;
    }
    this.skipBlank();
    this.hasUnit = false;
    if (this.isAtEnd() || !this.isQuantifier()) return false;
    this.readQuantifier();
    return true;
  }

  private readQuantifier(): void {
    let minimum = 0;
    let maximum = 0;
    if (this.take() === '{') {
      maximum = minimum = this.readNumber();
      if (this.peek() === ',') {
        this.at++;
        maximum = this.peek() === '}' ? Infinity : this.readNumber();
      }
      this.at++;
    }
    this.skipBlank();
    if (this.peek() === '?') this.at++;
    if (minimum > maximum) this.fail('Illegal {x,y} with x > y.');
  }

  /** Whether what stands here ends a run of ordinary characters. */
  private isSpecial(): boolean {
    const character = this.peek();
    if (character === '{') return this.isQuantifier();
    return specials.includes(character) || (this.has(regexOption.ignorePatternWhitespace) && '\t\n\f\r #'.includes(character));
  }

  private isQuantifier(): boolean {
    const character = this.peek();
    if (character !== '{') return character === '*' || character === '+' || character === '?';
    let end = this.at + 1;
    const skipDigits = (): void => { while (PatternReader.isDigit(this.pattern[end] ?? '')) end++; };
    skipDigits();
    if (end === this.at + 1) return false;
    if (this.pattern[end] === ',') {
      end++;
      skipDigits();
    }
    return this.pattern[end] === '}';
  }

  /** After `(`. */
  private open(): void {
    if (this.peek() !== '?' || this.peek(1) === ')') {
      this.skipsNextGroup = false;
      this.push('plain');
      return;
    }
    this.at++;
    if (this.isAtEnd()) this.failGroup();
    const character = this.take();
    if (':=!>'.includes(character)) {
      if (character === '=' || character === '!') this.options &= ~regexOption.rightToLeft;
      this.push('plain');
    } else if (character === "'" || character === '<') {
      this.openNamed(character === "'" ? "'" : '>');
    } else if (character === '(') {
      this.openCondition();
    } else {
      this.at--;
      if (this.groups.at(-1)?.kind !== 'condition') this.readFlags();
      if (this.isAtEnd()) this.failGroup();
      const end = this.take();
      if (end === ')') this.optionStack.pop();
      else if (end === ':') this.push('plain');
      else this.failGroup();
    }
  }

  private failGroup(): never {
    this.fail('Unrecognized grouping construct.');
  }

  private openNamed(close: string): void {
    if (this.isAtEnd()) this.failGroup();
    const first = this.peek();
    if (first === '=' || first === '!') {
      this.at++;
      if (close === "'") this.failGroup();
      this.options |= regexOption.rightToLeft;
      this.push('plain');
      return;
    }
    let isNamed = false;
    if (PatternReader.isDigit(first)) {
      const number = this.readNumber();
      this.expectEndOfName(close, '-');
      if (number === 0) this.fail('Capture number cannot be zero.');
      isNamed = this.isSlot(number);
    } else if (PatternReader.isWord(first)) {
      isNamed = this.slotOf(this.readName()) !== undefined;
      this.expectEndOfName(close, '-');
    } else if (first !== '-') this.failName();
    if ((isNamed || first === '-') && this.peek() === '-' && this.peek(1) !== '') {
      this.at++;
      this.readBalanced(close);
      isNamed = true;
    }
    if (!isNamed || this.isAtEnd() || this.take() !== close) this.failGroup();
    this.push('plain');
  }

  /** `(?<a-b>`: the name after the hyphen. */
  private readBalanced(close: string): void {
    if (PatternReader.isDigit(this.peek())) {
      const number = this.readNumber();
      if (!this.isSlot(number)) this.fail(`Reference to undefined group number ${number}.`);
    } else if (PatternReader.isWord(this.peek())) {
      const name = this.readName();
      if (this.slotOf(name) === undefined) this.fail(`Reference to undefined group name '${name}'.`);
    } else this.failName();
    this.expectEndOfName(close, close);
  }

  private expectEndOfName(close: string, other: string): void {
    if (!this.isAtEnd() && this.peek() !== close && this.peek() !== other) this.failName();
  }

  private failName(): never {
    this.fail('Invalid group name: Group names must begin with a word character.');
  }

  /** After `(?(`. */
  private openCondition(): void {
    const inside = this.at;
    if (PatternReader.isDigit(this.peek())) {
      const number = this.readNumber();
      if (this.isAtEnd() || this.take() !== ')') this.fail(`Conditional alternation is missing a closing parenthesis after the group number ${number}.`);
      if (!this.isSlot(number)) this.fail(`Conditional alternation refers to an undefined group number ${number}.`);
      this.push('reference');
      return;
    }
    if (PatternReader.isWord(this.peek())) {
      const name = this.readName();
      if (this.slotOf(name) !== undefined && !this.isAtEnd() && this.take() === ')') {
        this.push('reference');
        return;
      }
    }
    this.at = inside - 1;
    this.skipsNextGroup = true;
    if (this.peek(1) === '?' && this.peek(2) !== '') {
      if (this.peek(2) === '#') this.fail('Alternation conditions cannot be comments.');
      const isNamed = this.peek(2) === '<' && this.peek(3) !== '' && this.peek(3) !== '!' && this.peek(3) !== '=';
      if (this.peek(2) === "'" || isNamed) this.fail('Alternation conditions do not capture and cannot be named.');
    }
    this.push('condition');
  }

  private push(kind: Group['kind']): void {
    this.groups.push({ kind, branches: 0 });
    this.hasUnit = false;
  }

  private closeBranch(): void {
    const group = this.groups.at(-1);
    if (group) group.branches++;
    this.hasUnit = false;
  }

  /** After `)`; false where what it closes was a condition, behind which no quantifier may stand. */
  private close(): boolean {
    const group = this.groups.at(-1);
    if (!group || this.groups.length === 1) this.fail('Too many )\'s.');
    this.closeBranch();
    if (group.branches > (group.kind === 'condition' ? 3 : group.kind === 'reference' ? 2 : Infinity)) this.fail('Too many | in (?()|).');
    this.groups.pop();
    this.options = this.optionStack.pop() ?? this.options;
    const around = this.groups.at(-1);
    if (around?.kind === 'condition' && around.branches === 0) {
      around.branches = 1;
      return false;
    }
    return true;
  }
}

const specials = '\\*+?|{[()^$.';
