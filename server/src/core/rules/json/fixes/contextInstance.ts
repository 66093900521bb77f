/**
 * A context with other options than its own, made once and held by the context class: `Context.Web`. Made at each call it would build its
 * metadata anew (measured: 25 µs and 12 KB for a record with a list, against 1 µs).
 */
import type { TextEdit } from '../../../diagnostic';
import type { NamedTypeSymbol } from '../../../symbols/symbol';
import { indentationAt, newLineOf } from '../../../syntax/query';
import { imports } from '../../imports';
import type { ProgramContext } from '../../rule';
import type { JsonContext } from '../registration/contexts';
import { partOf, partsOf, unusedName } from './contextEdits';

/** Options that a call has by itself: the serializer's own, those of web applications, and those that ASP.NET Core answers with. */
export type Defaults = 'plain' | 'web' | 'answer';

const nameOf: Readonly<Record<Defaults, string>> = { plain: 'Plain', web: 'Web', answer: 'WebRelaxed' };

/** The expression that makes such options; `prefix` stands before the types of System.Text.Json. */
export function defaultOptions(defaults: Defaults, prefix: string): string {
  if (defaults === 'plain') return `new ${prefix}JsonSerializerOptions()`;
  const web = `new ${prefix}JsonSerializerOptions(${prefix}JsonSerializerDefaults.Web)`;
  return defaults === 'web' ? web : `${web} { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }`;
}

export interface ContextInstance {
  /** Of the property. */
  readonly name: string;
  /** Declares it where the context has none yet. */
  readonly edits: readonly TextEdit[];
}

/** The property of a context of the program that has it with such options; undefined for contexts of others. */
export function contextInstance(program: ProgramContext, context: JsonContext, defaults: Defaults): ContextInstance | undefined {
  const { type } = context;
  const part = type.containingAssembly === program.compilation.assembly ? partOf(program, type) : undefined;
  if (!part) return undefined;
  const declared = declaredInstance(program, type, defaults);
  if (declared !== undefined) return { name: declared, edits: [] };
  const found = partsOf(program, type).find(({ source, header }) => source === part.source && header.base === part.at);
  if (!found) return undefined;
  const { source, range } = found;
  const { text } = source;
  const prefix = imports(program, source.path, 'System.Text.Json', type.namespace) ? '' : 'System.Text.Json.';
  const name = unusedName(nameOf[defaults], (candidate) => type.membersNamed(candidate).length > 0 || type.name === candidate);
  const newLine = newLineOf(text);
  const indentation = indentationAt(text, range.start);
  const property = `${newLine}${indentation}    ${instanceText(type.name, name, defaults, prefix)}`;
  // The brace or semicolon is replaced, so that of two such fixes only one is applied at a time.
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file: source.path, span: { start, end }, newText });
  const { bodyStart, end } = range;
  if (text[bodyStart - 1] !== '{') return text[end - 1] === ';' ? { name, edits: [edit(end - 1, end, `${newLine}${indentation}{${property}${newLine}${indentation}}`)] } : undefined;
  const gap = /^[ \t]*(?=[^ \t\r\n])/.exec(text.slice(bodyStart, bodyStart + 200))?.[0];
  return { name, edits: [gap === undefined ? edit(bodyStart - 1, bodyStart, `{${property}`) : edit(bodyStart - 1, bodyStart + gap.length, `{${property}${newLine}${indentation}`)] };
}

/** The declaration of the property. */
export function instanceText(context: string, name: string, defaults: Defaults, prefix: string): string {
  return `internal static ${context} ${name} { get; } = new(${defaultOptions(defaults, prefix)});`;
}

/** Name of a property that the context has for this already. */
function declaredInstance(program: ProgramContext, type: NamedTypeSymbol, defaults: Defaults): string | undefined {
  for (const member of type.members) {
    if (member.kind !== 'property' || !member.isStatic || member.type.kind !== 'namedType' || member.type.originalDefinition !== type.originalDefinition) continue;
    const source = program.source(member.location?.file);
    if (source && ['', 'System.Text.Json.'].some((prefix) => source.text.includes(instanceText(type.name, member.name, defaults, prefix)))) return member.name;
  }
  return undefined;
}
