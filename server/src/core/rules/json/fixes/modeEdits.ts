/** Edits that take `GenerationMode = Serialization` out of the attributes of a context. */
import type { TextEdit } from '../../../diagnostic';
import type { SourceFile } from '../../../sourceFile';
import type { AttributeData, NamedTypeSymbol } from '../../../symbols/symbol';
import { generationModeOf, serializationMode } from '../generator/findings';

/** `part`: the declaration that the attributes stand on. `isGeneral`: only of the options for all types. */
export function modeEdits(context: NamedTypeSymbol, { source, at }: { readonly source: SourceFile; readonly at: number }, isGeneral = false): readonly TextEdit[] {
  const attributes = context.attributes.filter(({ fullName }) => !isGeneral || fullName === 'System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute');
  return attributes.flatMap((attribute) => modeEdit(attribute, source.path, source.text, at) ?? []);
}

function modeEdit(attribute: AttributeData, file: string, text: string, base: number): TextEdit | undefined {
  if (generationModeOf(attribute) !== serializationMode || !attribute.syntax) return undefined;
  const start = base + attribute.syntax.start;
  const found = /,\s*GenerationMode\s*=\s*[\w.:]+|\bGenerationMode\s*=\s*[\w.:]+\s*(?:,\s*)?/.exec(text.slice(start, base + attribute.syntax.end));
  return found ? { file, span: { start: start + found.index, end: start + found.index + found[0].length }, newText: '' } : undefined;
}
