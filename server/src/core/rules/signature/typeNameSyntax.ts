/** Names of types as reflection reads them (ECMA-335 and System.Reflection.Metadata.TypeName): `N.A+B[]`, `List`1[[T, asm]], asm`. */

/** One name, taken apart. */
interface ParsedName {
  /** Text after the first comma outside brackets; undefined without one. */
  readonly assembly: string | undefined;
  readonly typeArguments: readonly ParsedName[];
}

/** Whether all types in a name say their assembly; undefined when it is no name of a type at all. */
export function isAssemblyQualified(text: string): boolean | undefined {
  const parser = new NameParser(text);
  const name = parser.parse();
  return name && parser.isAtEnd ? isQualified(name) : undefined;
}

function isQualified(name: ParsedName): boolean {
  return name.assembly !== undefined && name.typeArguments.every(isQualified);
}

/** Characters that end a simple name; `+` separates nested types, a backslash escapes. */
const special = '[]&*,+\\';

class NameParser {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean { return this.at >= this.text.length; }

  /** `withAssembly` false: a type argument in single brackets, where a comma separates arguments. */
  parse(withAssembly = true): ParsedName | undefined {
    this.skipSpaces();
    if (!this.simpleName()) return undefined;
    const typeArguments = this.startsArguments() ? this.typeArguments() : [];
    if (!typeArguments || !this.decorators()) return undefined;
    if (!withAssembly || this.peek() !== ',') return { assembly: undefined, typeArguments };
    this.at++;
    const assembly = this.assemblyName();
    return assembly === '' ? undefined : { assembly, typeArguments };
  }

  private peek(offset = 0): string { return this.text[this.at + offset] ?? ''; }

  private skipSpaces(): void {
    while (/\s/.test(this.peek())) this.at++;
  }

  private simpleName(): boolean {
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst && this.peek() !== '+') return true;
      if (!isFirst) this.at++;
      const start = this.at;
      while (!this.isAtEnd && (!special.includes(this.peek()) || this.peek() === '\\')) this.at += this.peek() === '\\' ? 2 : 1;
      if (this.at === start || this.at > this.text.length) return false;
    }
  }

  /** `[` followed by neither `]`, `,` nor `*` opens type arguments; otherwise it is an array's. */
  private startsArguments(): boolean {
    return this.peek() === '[' && !/^\[\s*[\],*]/.test(this.text.slice(this.at));
  }

  private typeArguments(): readonly ParsedName[] | undefined {
    const found: ParsedName[] = [];
    do {
      this.at++;
      this.skipSpaces();
      const isBracketed = this.peek() === '[';
      if (isBracketed) this.at++;
      const argument = this.parse(isBracketed);
      if (!argument) return undefined;
      found.push(argument);
      if (isBracketed && !this.take(']')) return undefined;
      this.skipSpaces();
    } while (this.peek() === ',');
    return this.take(']') ? found : undefined;
  }

  private take(character: string): boolean {
    this.skipSpaces();
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private decorators(): boolean {
    for (;;) {
      this.skipSpaces();
      if (this.peek() === '*' || this.peek() === '&') this.at++;
      else if (this.peek() === '[') {
        const array = /^\[\s*(?:\*|[,\s]*)\s*\]/.exec(this.text.slice(this.at));
        if (!array) return false;
        this.at += array[0].length;
      } else return true;
    }
  }

  /** Up to the end, or the bracket that closes a type argument. */
  private assemblyName(): string {
    const start = this.at;
    while (!this.isAtEnd && this.peek() !== ']') this.at++;
    return this.text.slice(start, this.at).trim();
  }
}
