/** Conditional compilation and the other directives (ECMA-334 §6.5), by a scanner that knows strings and comments. */
import type { PragmaDirective, SourceFile } from '../sourceFile';
import { evaluateCondition } from './condition';
import { skipToken } from './scanner';

export interface Directives {
  /** As long as the source; directive lines and inactive lines are blank. */
  readonly text: string;
  readonly pragmas: SourceFile['pragmas'];
  readonly appDirectives: SourceFile['appDirectives'];
  readonly nullableDirectives: SourceFile['nullableDirectives'];
}

/** Blanks what is not code. */
export function blankDirectives(source: string, defines: readonly string[]): Directives {
  if (!source.includes('#')) return { text: source, pragmas: [], appDirectives: [], nullableDirectives: [] };
  return new Preprocessor(source, defines).run();
}

/** One open `#if`. */
interface Conditional {
  /** The code around it is active. */
  readonly parentActive: boolean;
  /** A branch has been taken. */
  taken: boolean;
  active: boolean;
}

class Preprocessor {
  private readonly symbols: Set<string>;
  private readonly conditionals: Conditional[] = [];
  private readonly pragmas: PragmaDirective[] = [];
  private readonly appDirectives: { readonly kind: string; readonly value: string; readonly span: { readonly start: number; readonly end: number } }[] = [];
  private readonly nullableDirectives: { readonly setting: 'enable' | 'disable' | 'restore'; readonly offset: number }[] = [];
  private readonly pieces: string[] = [];
  private copied = 0;

  constructor(private readonly source: string, defines: readonly string[]) {
    this.symbols = new Set(defines);
  }

  run(): Directives {
    const { source } = this;
    let i = 0;
    let lineStart = true;
    while (i < source.length) {
      if (lineStart) {
        const hash = this.skipWhiteSpace(i);
        const directive = source.charCodeAt(hash) === 35;
        if (directive || !this.active()) {
          const end = this.lineEnd(i);
          if (directive) this.directive(source.slice(hash, end), hash, end);
          this.blank(i, end);
          i = this.afterLineBreak(end);
          continue;
        }
        i = hash;
        if (i >= source.length) break;
      }
      const next = skipToken(source, i);
      lineStart = isLineBreak(source.charCodeAt(next - 1)) && next - i <= 2;
      i = next;
    }
    this.pieces.push(source.slice(this.copied));
    return { text: this.pieces.join(''), pragmas: this.pragmas, appDirectives: this.appDirectives, nullableDirectives: this.nullableDirectives };
  }

  private active(): boolean {
    return this.conditionals[this.conditionals.length - 1]?.active ?? true;
  }

  private skipWhiteSpace(from: number): number {
    let i = from;
    while (isSpace(this.source.charCodeAt(i))) i++;
    return i;
  }

  private lineEnd(from: number): number {
    let i = from;
    while (i < this.source.length && !isLineBreak(this.source.charCodeAt(i))) i++;
    return i;
  }

  private afterLineBreak(end: number): number {
    return this.source.charCodeAt(end) === 13 && this.source.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }

  private blank(start: number, end: number): void {
    this.pieces.push(this.source.slice(this.copied, start), ' '.repeat(end - start));
    this.copied = end;
  }

  private directive(line: string, start: number, end: number): void {
    const match = /^#\s*(!|:|[A-Za-z]+)\s*(.*)$/s.exec(line);
    if (match === null) return;
    const [, name = '', rest = ''] = match;
    if (this.conditional(name, rest) || !this.active()) return;
    const operand = rest.replace(/\/\/.*$/s, '').trim();
    switch (name) {
      case 'define': this.symbols.add(operand); break;
      case 'undef': this.symbols.delete(operand); break;
      case 'pragma': this.pragma(operand, start, end); break;
      case 'nullable': this.nullable(operand, start); break;
      case ':': this.appDirective(rest.trim(), start, end); break;
    }
  }

  /** True when it was one of `#if`, `#elif`, `#else`, `#endif`. */
  private conditional(name: string, rest: string): boolean {
    const top = this.conditionals[this.conditionals.length - 1];
    switch (name) {
      case 'if': {
        const parentActive = this.active();
        const active = parentActive && evaluateCondition(rest, this.symbols);
        this.conditionals.push({ parentActive, taken: active, active });
        return true;
      }
      case 'elif':
        if (top) this.branch(top, !top.taken && evaluateCondition(rest, this.symbols));
        return true;
      case 'else':
        if (top) this.branch(top, !top.taken);
        return true;
      case 'endif':
        this.conditionals.pop();
        return true;
      default:
        return false;
    }
  }

  private branch(conditional: Conditional, chosen: boolean): void {
    conditional.active = conditional.parentActive && chosen;
    if (conditional.active) conditional.taken = true;
  }

  private pragma(operand: string, start: number, end: number): void {
    const match = /^warning\s+(disable|restore)\b(.*)$/s.exec(operand);
    const kind = match?.[1];
    if (kind !== 'disable' && kind !== 'restore') return;
    const operands = (match?.[2] ?? '').replace(/\/\/.*$/, '').trim();
    // What stands after an id without a comma is an error, and not read; without any id nothing is said.
    const ids = (/^(?:\w+)?(?:\s*,\s*\w*)*/.exec(operands)?.[0] ?? '').split(/[\s,]+/).filter((id) => id !== '');
    if (ids.length === 0 && operands !== '') return;
    this.pragmas.push({ kind, ids, span: { start, end } });
  }

  private nullable(operand: string, offset: number): void {
    const setting = /^(enable|disable|restore)\b/.exec(operand)?.[1];
    if (setting === 'enable' || setting === 'disable' || setting === 'restore') this.nullableDirectives.push({ setting, offset });
  }

  /** `#:package Name@1.0`: kind, then the rest as it is. */
  private appDirective(text: string, start: number, end: number): void {
    const match = /^(\S+)\s*(.*)$/s.exec(text);
    if (match) this.appDirectives.push({ kind: match[1] ?? '', value: match[2] ?? '', span: { start, end } });
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 0xfeff || code === 0xa0;
}

/** ECMA-334 §6.3.2. */
export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}
