/** MSBuild conditions: the whole grammar, three-valued (undefined: a part is not known). learn.microsoft.com "MSBuild conditions". */
import type { ExpansionScope } from './expression';
import { closingParenthesis, expand, unescapeValue } from './expression';
import { hasWildcard } from './glob';
import { joinPath } from './paths';
import { compareVersions, parseVersion } from './targetFramework';

export type Truth = boolean | undefined;

/** Scope of a condition; `items` resolves `@(Name)` where items are known already. */
export interface ConditionScope extends ExpansionScope {
  readonly items?: (name: string) => readonly string[];
  /** What relative paths in `Exists` start from, where it is not the project's folder. */
  readonly conditionFolder?: string;
}

/** Evaluates a condition. An empty one is true. A malformed or unknown one is undefined. */
export function evaluateCondition(text: string, scope: ConditionScope): Truth {
  if (text.trim() === '') return true;
  const parser = new Parser(text, scope);
  const value = parser.or();
  return parser.atEnd && !parser.failed ? value : undefined;
}

class Parser {
  failed = false;
  private at = 0;

  constructor(private readonly text: string, private readonly scope: ConditionScope) {}

  get atEnd(): boolean {
    this.skipSpace();
    return this.at >= this.text.length;
  }

  or(): Truth {
    let left = this.and();
    while (this.word('or')) {
      const right = this.and();
      left = left === true || right === true ? true : left === undefined || right === undefined ? undefined : false;
    }
    return left;
  }

  private and(): Truth {
    let left = this.unary();
    while (this.word('and')) {
      const right = this.unary();
      left = left === false || right === false ? false : left === undefined || right === undefined ? undefined : true;
    }
    return left;
  }

  private unary(): Truth {
    this.skipSpace();
    if (this.text.charAt(this.at) === '!' && this.text.charAt(this.at + 1) !== '=') {
      this.at++;
      const value = this.unary();
      return value === undefined ? undefined : !value;
    }
    if (this.text.charAt(this.at) === '(') {
      this.at++;
      const value = this.or();
      this.skipSpace();
      if (this.text.charAt(this.at) === ')') this.at++;
      else this.failed = true;
      return value;
    }
    return this.comparison();
  }

  private comparison(): Truth {
    const call = /(exists|hastrailingslash)\s*\(/iy;
    call.lastIndex = this.at;
    const name = call.exec(this.text);
    if (name) return this.call((name[1] ?? '').toLowerCase(), call.lastIndex);
    const left = this.operand();
    this.skipSpace();
    const operator = /==|!=|<=|>=|<|>/y;
    operator.lastIndex = this.at;
    const found = operator.exec(this.text);
    if (!found) return left === undefined ? undefined : asBoolean(left);
    this.at = operator.lastIndex;
    const right = this.operand();
    return left === undefined || right === undefined ? undefined : compare(left, found[0], right);
  }

  private call(name: string, argumentStart: number): Truth {
    const end = closingParenthesis(this.text, argumentStart);
    if (end < 0) {
      this.failed = true;
      return undefined;
    }
    this.at = end + 1;
    const written = this.text.slice(argumentStart, end).trim().replace(/^'([\s\S]*)'$/, '$1');
    const value = expand(written, this.scope);
    if (value === undefined || value.includes('@(')) return undefined;
    if (name === 'hastrailingslash') return /[\\/]$/.test(value.trim());
    const path = unescapeValue(value.trim());
    if (path === '' || hasWildcard(path)) return false;
    const absolute = joinPath(this.scope.conditionFolder ?? this.scope.projectFolder, path);
    return this.scope.host.stamp(absolute) !== undefined || this.scope.host.readDirectory(absolute).length > 0;
  }

  private operand(): string | undefined {
    this.skipSpace();
    const c = this.text.charAt(this.at);
    if (c === "'" || c === '"') return this.quoted(c);
    if (c === '$' || c === '@' || c === '%') return this.reference();
    const bare = /[^\s()!=<>'"]+/y;
    bare.lastIndex = this.at;
    const found = bare.exec(this.text);
    if (!found || /^(and|or)$/i.test(found[0])) {
      this.failed = true;
      return undefined;
    }
    this.at = bare.lastIndex;
    return this.value(found[0]);
  }

  private quoted(quote: string): string | undefined {
    // A quote inside "$(…)" belongs to a function's argument.
    let end = this.at + 1;
    while (end < this.text.length && this.text.charAt(end) !== quote) {
      if (this.text.charAt(end) === '$' && this.text.charAt(end + 1) === '(') {
        const close = closingParenthesis(this.text, end + 2);
        if (close < 0) break;
        end = close;
      }
      end++;
    }
    if (this.text.charAt(end) !== quote) {
      this.failed = true;
      this.at = this.text.length;
      return undefined;
    }
    const inner = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return this.value(inner);
  }

  private reference(): string | undefined {
    const start = this.at;
    if (this.text.charAt(start + 1) !== '(') {
      this.failed = true;
      return undefined;
    }
    const end = closingParenthesis(this.text, start + 2);
    if (end < 0) {
      this.failed = true;
      return undefined;
    }
    this.at = end + 1;
    return this.value(this.text.slice(start, end + 1));
  }

  private value(written: string): string | undefined {
    const expanded = expand(written, this.scope);
    if (expanded === undefined) return undefined;
    if (/%\(/.test(expanded)) return undefined;
    if (!expanded.includes('@(')) return unescapeValue(expanded);
    const items = this.scope.items;
    if (!items) return undefined;
    const replaced = expanded.replace(/@\(([A-Za-z_]\w*)\)/g, (_, name: string) => items(name).join(';'));
    return replaced.includes('@(') ? undefined : replaced;
  }

  private word(expected: string): boolean {
    this.skipSpace();
    const end = this.at + expected.length;
    if (this.text.slice(this.at, end).toLowerCase() !== expected || /\w/.test(this.text.charAt(end))) return false;
    this.at = end;
    return true;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }
}

function asBoolean(text: string): Truth {
  const match = /^(!?)(true|on|yes|(false|off|no))$/i.exec(text.trim());
  return match ? (match[3] === undefined) !== (match[1] === '!') : undefined;
}

function asNumber(text: string): number | undefined {
  if (/^0x[0-9a-f]+$/i.test(text.trim())) return Number.parseInt(text.trim(), 16);
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

function asVersion(text: string): number[] | undefined {
  return /^\d+(\.\d+){1,3}$/.test(text.trim()) ? parseVersion(text.trim()) : undefined;
}

function compare(left: string, operator: string, right: string): Truth {
  if (operator === '==' || operator === '!=') return same(left, right) === (operator === '==');
  const order = difference(left, right);
  if (order === undefined) return undefined;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function same(left: string, right: string): boolean {
  const numbers = [asNumber(left), asNumber(right)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] === numbers[1];
  const flags = [asBoolean(left), asBoolean(right)] as const;
  if (flags[0] !== undefined && flags[1] !== undefined) return flags[0] === flags[1];
  return left.toLowerCase() === right.toLowerCase();
}

function difference(left: string, right: string): number | undefined {
  const numbers = [asNumber(left), asNumber(right)] as const;
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1];
  const a = asVersion(left) ?? (numbers[0] === undefined ? undefined : [numbers[0]]);
  const b = asVersion(right) ?? (numbers[1] === undefined ? undefined : [numbers[1]]);
  return a && b && compareVersions(a, b);
}
