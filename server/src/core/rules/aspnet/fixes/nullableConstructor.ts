/** Fix of AOT2010 for records whose constructor has nullable parameters: their properties are written out. */
import type { Fix } from '../../../diagnostic';
import type { NamedTypeSymbol } from '../../../symbols/symbol';
import { isValueType } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { indentStepOf, newLineOf } from '../../../syntax/query';
import { declarationAt } from './sourceEdits';

/** Undefined where somebody creates the record by position, or a parameter has a default value, which a property cannot stand for. */
export function nullableConstructorFix(type: NamedTypeSymbol, program: ProgramContext): Fix | undefined {
  const declared = declarationAt(type.location, 'TypeHeader');
  const parameters = declared?.node.parameters;
  const source = program.source(declared?.file);
  if (!declared || !source || !parameters || !type.isRecord || declared.node.bases.length > 0 || parameters.some((p) => p.default !== undefined || p.type === undefined)) return undefined;
  if (program.files.some((file) => new RegExp(`\\bnew\\s+${type.name}\\s*\\(|:\\s*${type.name}\\s*\\(`).test(file.text))) return undefined;
  const { base, text } = declared.unit;
  const open = text.indexOf('(', declared.node.nameEnd);
  const last = parameters[parameters.length - 1];
  const close = last ? source.text.indexOf(')', base + last.end) : -1;
  const ending = close < 0 ? undefined : /^\)\s*([;{])/.exec(source.text.slice(close));
  if (open < 0 || !ending) return undefined;
  const newLine = newLineOf(source.text);
  const start = base + open;
  const indentation = /(?:^|\n)([ \t]*)[^\n]*$/.exec(source.text.slice(0, start))?.[1] ?? '';
  const properties = parameters.map((parameter, i) => {
    const attributes = parameter.attributeLists.filter((list) => list.target === undefined).map((list) => `${text.slice(list.start, list.end)} `).join('');
    const symbol = type.constructors.find((c) => c.parameters.length === parameters.length)?.parameters[i];
    const required = symbol && !isValueType(symbol.type) && symbol.nullableAnnotated === false ? 'required ' : '';
    return `${indentation}${indentStepOf(source.text)}${attributes}public ${required}${parameter.type ? text.slice(parameter.type.start, parameter.type.end) : ''} ${text.slice(parameter.nameStart, parameter.nameEnd)} { get; init; }`;
  });
  const body = `${newLine}${indentation}{${newLine}${properties.join(newLine)}${newLine}`;
  const end = close + ending[0].length;
  const newText = ending[1] === ';' ? `${body}${indentation}}` : body;
  return { title: `Write the properties of '${type.name}' out`, applicability: 'unsafe', edits: [{ file: source.path, span: { start, end }, newText }] };
}
