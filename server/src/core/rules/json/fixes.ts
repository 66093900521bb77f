/** Fixes about JsonSerializerContext: list a type, make a context, register it. */
import type { Fix, TextEdit } from '../../diagnostic';
import type { SourceFile } from '../../sourceFile';
import type { TypeSymbol } from '../../symbols/symbol';
import type { BuilderCreation } from '../aspnet/appBuilder';
import { insertAfter } from '../aspnet/appBuilder';
import type { ProgramContext } from '../rule';
import type { JsonContext } from './contexts';
import { typeName } from './typeModel';

interface Builder { readonly file: string; readonly creation: BuilderCreation }

const attribute = 'System.Text.Json.Serialization.JsonSerializable';
const newContextName = 'AppJsonSerializerContext';

/** Lists a type in a context, which is made, and registered, where it must. */
export function addEntryFix(program: ProgramContext, type: TypeSymbol, context: JsonContext | undefined, isRegistered: boolean, builder: Builder | undefined): readonly Fix[] {
  const name = typeName(type);
  const register = isRegistered ? [] : registerEdits(program, context ? typeName(context.type) : newContextName, builder);
  if (!register) return [];
  const entry = context ? entryEdit(program, context, name) : contextEdit(program, name, builder);
  if (!entry) return [];
  const title = context ? `Add [JsonSerializable(typeof(${name}))] to ${context.type.name}` : `Create ${newContextName} with ${name} and register it`;
  return [{ title, applicability: 'safe', edits: [...register, entry] }];
}

/** Lists several types at once in a context that is registered already. */
export function addAllFix(program: ProgramContext, types: readonly string[], context: JsonContext): readonly Fix[] {
  if (types.length < 2) return [];
  const edits = types.flatMap((type) => entryEdit(program, context, type) ?? []);
  const [first] = edits;
  // Edits of one fix may not meet: all lines go into one.
  return first ? [{ title: `Add all ${types.length} missing types of the application to ${context.type.name}`, applicability: 'safe', edits: [{ ...first, newText: edits.map((edit) => edit.newText).join('') }] }] : [];
}

/** Registers a context in ConfigureHttpJsonOptions, right after the builder was made. */
export function registerFix(program: ProgramContext, context: JsonContext, builder: Builder | undefined): readonly Fix[] {
  const edits = registerEdits(program, typeName(context.type), builder);
  return edits ? [{ title: `Register ${context.type.name} in ConfigureHttpJsonOptions`, applicability: 'safe', edits }] : [];
}

/** Adds the services, and so the JSON metadata, of problem details. */
export function problemFix(program: ProgramContext, builder: Builder | undefined): readonly Fix[] {
  const source = builder && program.files.find((file) => file.path === builder.file);
  if (!builder?.creation.statement || builder.creation.variable === undefined || !source) return [];
  const edit = insertAfter(builder.creation.statement, source, [`${builder.creation.variable}.Services.AddProblemDetails();`]);
  return [{ title: 'Call Services.AddProblemDetails()', applicability: 'safe', edits: [edit] }];
}

function registerEdits(program: ProgramContext, context: string, builder: Builder | undefined): readonly TextEdit[] | undefined {
  const source = builder && program.files.find((file) => file.path === builder.file);
  if (!builder?.creation.statement || builder.creation.variable === undefined || !source) return undefined;
  const line = `${builder.creation.variable}.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ${context}.Default));`;
  return [insertAfter(builder.creation.statement, source, [line])];
}

/** A line above the class, and above what attributes it has. */
export function entryEdit(program: ProgramContext, context: JsonContext, type: string): TextEdit | undefined {
  const { location } = context;
  const source = location && program.files.find((file) => file.path === location.file);
  if (!location || !source) return undefined;
  const at = location.unit.base;
  const indentation = /[ \t]*$/.exec(source.text.slice(0, at))?.[0] ?? '';
  const short = /\busing\s+System\.Text\.Json\.Serialization\s*;/.test(source.text) || program.project.globalUsings.some((using) => using.name === 'System.Text.Json.Serialization');
  const newText = `[${short ? 'JsonSerializable' : attribute}(typeof(${type}))]${lineEnd(source)}${indentation}`;
  return { file: source.path, span: { start: at, end: at }, newText };
}

function contextEdit(program: ProgramContext, type: string, builder: Builder | undefined): TextEdit | undefined {
  const source = builder && program.files.find((file) => file.path === builder.file);
  if (!source) return undefined;
  const end = source.text.length;
  const newLine = lineEnd(source);
  const start = source.text.endsWith('\n') ? newLine : newLine + newLine;
  const newText = `${start}[${attribute}(typeof(${type}))]${newLine}internal partial class ${newContextName} : System.Text.Json.Serialization.JsonSerializerContext${newLine}{${newLine}}${newLine}`;
  return { file: source.path, span: { start: end, end }, newText };
}

function lineEnd(source: SourceFile): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}
