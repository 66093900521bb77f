/** Types by the names that attribute values hold: reflection's assembly-qualified names (ECMA-335 II.23.3). */
import { unboundGeneric } from '../symbols/construct';
import type { TypeSymbol } from '../symbols/symbol';
import { arrayType, pointerType } from '../symbols/types';
import type { MetadataAssembly } from './metadataAssembly';
import { constructNested } from './signature';

/** `Ns.Outer+Inner`1[[Arg, Asm]][], Assembly, Version=…`; undefined when it cannot be resolved. */
export function typeFromName(text: string, from: MetadataAssembly): TypeSymbol | undefined {
  return new TypeNameParser(text, from).parse(true, 0);
}

class TypeNameParser {
  private position = 0;
  constructor(private readonly text: string, private readonly from: MetadataAssembly) {}

  parse(isQualified: boolean, depth: number): TypeSymbol | undefined {
    if (depth > 32) return undefined;
    const name = this.identifier();
    const genericArguments = this.genericArguments(depth);
    const suffixes = this.suffixes();
    let assembly: string | undefined;
    if (isQualified && this.text[this.position] === ',') {
      const end = depth === 0 ? -1 : this.text.indexOf(']', this.position);
      assembly = this.text.slice(this.position + 1, end < 0 ? undefined : end).split(',')[0]?.trim();
      this.position = end < 0 ? this.text.length : end;
    }
    let type = this.find(name, assembly);
    if (type !== undefined && genericArguments !== undefined) {
      if (genericArguments.some((argument) => argument === undefined)) return undefined;
      type = constructNested(type, genericArguments.filter((argument) => argument !== undefined));
    } else if (type?.kind === 'namedType') type = unboundGeneric(type);
    for (const suffix of suffixes) if (type !== undefined) type = suffix === '*' ? pointerType(type) : arrayType(type, Math.min(suffix.length - 1, 32));
    return type;
  }

  private identifier(): string {
    let name = '';
    for (; this.position < this.text.length; this.position++) {
      let char = this.text.charAt(this.position);
      if ('[],*&'.includes(char)) break;
      if (char === '\\') char += this.text.charAt(++this.position);
      name += char;
    }
    return name;
  }

  private genericArguments(depth: number): (TypeSymbol | undefined)[] | undefined {
    const next = this.text[this.position + 1];
    if (this.text[this.position] !== '[' || next === ']' || next === ',' || next === undefined) return undefined;
    const found: (TypeSymbol | undefined)[] = [];
    this.position++;
    while (this.position < this.text.length && this.text[this.position] !== ']') {
      const isBracketed = this.text[this.position] === '[';
      if (isBracketed) this.position++;
      found.push(this.parse(isBracketed, depth + 1));
      if (isBracketed && this.text[this.position] === ']') this.position++;
      if (this.text[this.position] === ',') this.position++;
      else if (this.text[this.position] !== ']') break;
    }
    this.position++;
    return found;
  }

  private suffixes(): readonly string[] {
    const found: string[] = [];
    for (let match = this.suffix(); match !== undefined; match = this.suffix()) found.push(match);
    return found;
  }

  private suffix(): string | undefined {
    const match = /^(?:\[,*\]|\*|&)/.exec(this.text.slice(this.position, this.position + 40))?.[0];
    this.position += match?.length ?? 0;
    return match;
  }

  private find(name: string, assembly: string | undefined): TypeSymbol | undefined {
    const [outer = '', ...nested] = name.split('+');
    const dot = outer.lastIndexOf('.');
    const [namespace, simple] = [dot < 0 ? '' : outer.slice(0, dot), outer.slice(dot + 1)];
    const { set } = this.from;
    let type = assembly === undefined ? this.from.topLevelType(namespace, simple) ?? set.typeAnywhere(namespace, simple) : set.typeIn(assembly, namespace, simple);
    for (const part of nested) type = type?.nestedTypeWithMetadataName(part);
    return type;
  }
}
