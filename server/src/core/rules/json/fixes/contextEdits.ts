/** Text edits about JsonSerializerContext: a line for a type, a class for a program that has none. */
import type { TextEdit } from '../../../diagnostic';
import type { SourceFile } from '../../../sourceFile';
import { jsonKey, jsonRoots } from '../../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { someType } from '../../../symbols/types';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration } from '../../../syntax/nodes';
import { gapAfterAttribute, newLineOf } from '../../../syntax/query';
import { importing, imports, ownerOf } from '../../imports';
import type { ProgramContext } from '../../rule';
import type { NamePlace } from '../../shortNames';
import { nameAt } from '../../shortNames';
import type { JsonContext } from '../registration/contexts';
import { converterEdits } from './converterEdits';
import { modeEdits } from './modeEdits';
import type { Listing, Renamed } from './propertyNames';
import { attributeArguments, namesWith, newNames, propertyIn, propertyWith } from './propertyNames';
import { isPublic, isReachable, typeName } from '../typeModel';

const serialization = 'System.Text.Json.Serialization';

/** Whether a context of a program can list a type: one that it may name, of its own or of what it references. */
export function canList({ compilation }: ProgramContext, type: TypeSymbol): boolean {
  const { assembly, references } = compilation;
  const isForeign = (part: TypeSymbol): boolean => (
    part.kind === 'namedType' && part.containingAssembly.isSource && part.containingAssembly !== assembly && !references.includes(part.containingAssembly)
  );
  return isReachable(type, assembly) && !someType(type, isForeign);
}

/** The same of a certain context: the properties that are generated are public, and so are no types less visible than a public context. */
export function canListIn(program: ProgramContext, { type: context }: Pick<JsonContext, 'type'>, type: TypeSymbol): boolean {
  return canList(program, type) && (!isPublic(context) || isPublic(type));
}

/**
 * Lines above the part of the class that has such attributes (only one part may), and above what other attributes it has; empty where it
 * has no part here. A generation mode that would leave the types without metadata goes.
 */
export function entryEdits(program: ProgramContext, context: JsonContext, listings: readonly Listing[]): readonly TextEdit[] {
  const names = namesWith(program, context, listings);
  if (!names) return [];
  const changes = names.renamed.map((renamed) => renameChange(program, context, renamed));
  if (changes.includes(undefined)) return [];
  const place = placeOf(program, context.type);
  for (const listing of listings) {
    const edit = listing.type ? nameEdit(program, context.type, listing.type, propertyIn(program, context, listing)) : 'unlisted';
    if (edit === 'unlisted') changes.push(...attributeArguments(listing, names, (type) => canListIn(program, context, type), program, place));
    else if (edit) changes.push(edit);
  }
  const lines = changes.filter((change) => typeof change === 'string');
  const edits = changes.filter((change) => typeof change === 'object');
  const part = partOf(program, context.type);
  if (!part || lines.length === 0) return edits;
  return [...attributeEdits(program, context.type, part, lines), ...edits, ...modeEdits(context.type, part, true), ...converterEdits(program, typesOf(listings))];
}

/** Gives another name to the property that a type has in a context, so that its name is left to another type; empty where that cannot be. */
export function renameEdits(program: ProgramContext, context: JsonContext, renamed: Renamed): readonly TextEdit[] {
  const change = renameChange(program, context, renamed);
  const part = partOf(program, context.type);
  if (typeof change !== 'string') return change ? [change] : [];
  return part ? attributeEdits(program, context.type, part, [change]) : [];
}

/** The edit of the attribute that lists the type, or the arguments of one that is to be added. */
function renameChange(program: ProgramContext, context: JsonContext, { type, property }: Renamed): TextEdit | string | undefined {
  const edit = nameEdit(program, context.type, type, property);
  if (edit !== 'unlisted') return edit;
  return canListIn(program, context, type) ? `typeof(${nameIn(program, context.type)(type)}), TypeInfoPropertyName = "${property}"` : undefined;
}

/** How a context names types in its attributes. */
export function nameIn(program: ProgramContext, context: NamedTypeSymbol): (type: TypeSymbol) => string {
  const place = placeOf(program, context);
  return (type) => (place ? nameAt(place, type, program) : typeName(type));
}

/** Where the attributes of a context stand. */
function placeOf(program: ProgramContext, context: NamedTypeSymbol): NamePlace | undefined {
  const file = partOf(program, context)?.source.path;
  return file === undefined ? undefined : { file, namespace: context.namespace, containingType: context.containingType };
}

/** `lines`: the arguments of the new attributes. */
export function attributeEdits(program: ProgramContext, { namespace }: NamedTypeSymbol, { source, at }: ContextPart, lines: readonly string[]): readonly TextEdit[] {
  const { prefix, edits } = importing(program, source.path, serialization, namespace);
  const newText = lines.map((line) => `[${prefix}JsonSerializable(${line})]${gapAfterAttribute(source.text, at)}`).join('');
  return [...edits, { file: source.path, span: { start: at, end: at }, newText }];
}

/** Names the property of a type, at the attribute that lists it; undefined where it has a name there that was given to it. */
function nameEdit(program: ProgramContext, context: NamedTypeSymbol, type: TypeSymbol, property: string): TextEdit | 'unlisted' | undefined {
  const written = jsonRoots(context).find((root) => jsonKey(root.type) === jsonKey(type));
  if (!written) return 'unlisted';
  for (const { source, header } of partsOf(program, context)) {
    const attribute = header.root.attributeLists.flatMap((list) => list.attributes).find((each) => each === written.attribute.syntax);
    const last = attribute?.arguments.at(-1);
    if (!last || attribute?.arguments.some(({ member }) => member?.name === 'TypeInfoPropertyName')) continue;
    const end = header.base + last.end;
    return { file: source.path, span: { start: end, end }, newText: `, TypeInfoPropertyName = "${property}"` };
  }
  return undefined;
}

/** `at`: its start, where attributes go. */
interface ContextPart { readonly source: SourceFile; readonly at: number }

/** The declaration of a class that its `[JsonSerializable]` attributes stand on, else its first one. */
export function partOf(program: ProgramContext, type: NamedTypeSymbol): ContextPart | undefined {
  let first: ContextPart | undefined;
  for (const { source, header } of partsOf(program, type)) {
    const found = { source, at: header.base };
    if (header.text.includes('JsonSerializable')) return found;
    if (!first || type.location?.file === source.path) first = found;
  }
  return first;
}

/** Declarations of a type, in the files of the program that it belongs to. */
export function partsOf(program: ProgramContext, type: NamedTypeSymbol): readonly (Pick<TypeDeclaration, 'header' | 'range'> & { readonly source: SourceFile })[] {
  return (ownerOf(program, type.location?.file)?.files ?? []).flatMap((source) => declarationsOf(source.root, '', type).map(({ header, range }) => ({ source, header, range })));
}

function declarationsOf(scope: CompilationUnit | NamespaceDeclaration, namespace: string, type: NamedTypeSymbol): readonly TypeDeclaration[] {
  const path: string[] = [];
  for (let level: NamedTypeSymbol | undefined = type; level; level = level.containingType) path.unshift(level.name);
  const own = namespace === type.namespace ? typesAt(scope.types, path) : [];
  return [...own, ...scope.namespaces.flatMap((inner) => declarationsOf(inner, namespace === '' ? inner.name : `${namespace}.${inner.name}`, type))];
}

function typesAt(types: readonly TypeDeclaration[], [name, ...rest]: readonly string[]): readonly TypeDeclaration[] {
  return types.filter((type) => type.header.root.name === name).flatMap((type) => (rest.length === 0 ? [type] : typesAt(type.types, rest)));
}

function typesOf(listings: readonly Listing[]): readonly TypeSymbol[] {
  return listings.flatMap(({ type }) => type ?? []);
}

/** A context that is yet to be made: its name, and the text of its class. */
export interface NewContext {
  readonly name: string;
  readonly text: (listings: readonly Listing[]) => string;
  /** Name of the property that it has for a type, where it lists no other. */
  readonly propertyOf: (listing: Listing) => string;
  /** What it needs elsewhere: directives, converters that the generator takes. */
  readonly edits: (listings: readonly Listing[]) => readonly TextEdit[];
}

/** For the end of a file. `isWeb`: with the options of web applications (camel case, case-insensitive), for calls that take those by themselves. */
export function newContext(program: ProgramContext, isWeb: boolean, file: string | undefined): NewContext {
  const namespace = ownerOf(program, file)?.source(file)?.root.namespaces.find(({ fileScoped }) => fileScoped)?.name ?? '';
  const place: NamePlace | undefined = file === undefined ? undefined : { file, namespace, containingType: undefined };
  const { prefix, edits } = importing(program, file, serialization, namespace);
  const json = file !== undefined && imports(program, file, 'System.Text.Json', namespace) ? '' : 'System.Text.Json.';
  const options = isWeb ? [`[${prefix}JsonSourceGenerationOptions(${json}JsonSerializerDefaults.Web)]`] : [];
  const name = unusedName('AppJsonSerializerContext', (candidate) => isDeclared(program, candidate));
  const text = (listings: readonly Listing[]): string => {
    const taken = newNames(listings);
    const lines = listings.flatMap((listing) => attributeArguments(listing, taken, (type) => canList(program, type), program, place));
    return [...options, ...lines.map((line) => `[${prefix}JsonSerializable(${line})]`), `internal partial class ${name} : ${prefix}JsonSerializerContext`, '{', '}'].join('\n');
  };
  return { name, text, propertyOf: (listing) => propertyWith(newNames([listing]), listing), edits: (listings) => [...edits, ...converterEdits(program, typesOf(listings))] };
}

/** Whether the program itself has a type of that name, in whatever namespace. */
export function isDeclared(program: ProgramContext, name: string): boolean {
  const { assembly } = program.compilation;
  return [...assembly.namespaces, ''].some((namespace) => assembly.typesIn(namespace).some((type) => type.name === name));
}

/** The name itself, or with the first number that makes it unused. */
export function unusedName(name: string, isTaken: (name: string) => boolean): string {
  let found = name;
  for (let number = 2; isTaken(found); number++) found = name + String(number);
  return found;
}

/** A declaration for the end of a file. `isOnly`: of two fixes that would both declare it only one may be applied at a time. */
export interface Appended {
  readonly file: string | undefined;
  readonly text: string;
  readonly isOnly: boolean;
  /** In the place of the end: behind the last type of a namespace in braces. */
  readonly inside?: { readonly at: number; readonly indentation: string } | undefined;
}

/** One edit for each file; undefined where a file is not known. Takes in the last character, and so meets others of its kind, where it must. */
export function appendEdits(program: ProgramContext, all: readonly Appended[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const file of new Set(all.map((each) => each.file))) {
    const source = ownerOf(program, file)?.source(file);
    if (!source) return undefined;
    const newLine = newLineOf(source.text);
    const [first, ...others] = all.filter((each) => each.file === file && each.inside).map(({ text, inside }) => ({ at: inside?.at ?? 0, newText: `${newLine}${newLine}${inside?.indentation ?? ''}${text}` }));
    if (first) edits.push({ file: source.path, span: { start: first.at, end: first.at }, newText: [first, ...others].map(({ newText }) => newText).join('') });
    const own = all.filter((each) => each.file === file && !each.inside);
    if (own.length === 0) continue;
    const end = source.text.length;
    const start = own.some((each) => each.isOnly) ? Math.max(end - 1, 0) : end;
    const newText = `${source.text.slice(start)}${source.text.endsWith('\n') ? '' : '\n'}${own.map(({ text }) => `\n${text}\n`).join('')}`;
    edits.push({ file: source.path, span: { start, end }, newText: newText.replace(/\r?\n/g, newLine) });
  }
  return edits;
}
