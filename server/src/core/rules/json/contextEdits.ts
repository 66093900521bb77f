/** Text edits about JsonSerializerContext: a line for a type, a class for a program that has none. */
import type { TextEdit } from '../../diagnostic';
import type { SourceFile } from '../../sourceFile';
import { jsonEntries, jsonKey, jsonRoots, jsonTypesOf, typeInfoName } from '../../symbols/generatedJsonGraph';
import type { Compilation } from '../../symbols/compilation';
import type { AttributeData, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { someType } from '../../symbols/types';
import type { CompilationUnit, NamespaceDeclaration, TypeDeclaration } from '../../syntax/nodes';
import { gapAfterAttribute, newLineOf } from '../../syntax/query';
import { importing, imports, ownerOf } from '../imports';
import type { ProgramContext } from '../rule';
import type { NamePlace } from '../shortNames';
import { nameAt } from '../shortNames';
import type { JsonContext } from './contexts';
import { converterEdits } from './converterEdits';
import { modeEdits } from './modeEdits';
import { isPublic, isReachable, typeName } from './typeModel';

const serialization = 'System.Text.Json.Serialization';

/** A type to list: as source writes it, and the property that a context would have for it. */
export interface Listing {
  readonly name: string;
  readonly property: string;
  /** Undefined for a type that is yet to be declared. */
  readonly type: TypeSymbol | undefined;
}

/** Listing of a type that exists. */
export function listingOf(type: TypeSymbol): Listing {
  return { name: typeName(type), property: typeInfoName(type), type };
}

/** What a context has metadata for: names of its properties by key of the type, and the other way round. */
interface ContextNames {
  readonly names: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
}

const known = new WeakMap<Compilation, Map<NamedTypeSymbol, ContextNames>>();

/** Found once for all fixes: each asks for them. */
function namesOf({ compilation }: ProgramContext, { type }: JsonContext): ContextNames {
  let ofContexts = known.get(compilation);
  if (!ofContexts) known.set(compilation, ofContexts = new Map<NamedTypeSymbol, ContextNames>());
  let found = ofContexts.get(type);
  if (!found) {
    const entries = jsonEntries(type).map((entry) => [jsonKey(entry.type), entry.name] as const);
    ofContexts.set(type, found = { names: new Map(entries), keys: new Map(entries.map(([key, name]) => [name, key])) });
  }
  return found;
}

/** Name of the property that a context has, or will have, for a type: two types of one name need an attribute that tells them apart. */
export function propertyIn(program: ProgramContext, context: JsonContext, { type, name, property }: Listing): string {
  const { names, keys } = namesOf(program, context);
  return (type && names.get(jsonKey(type))) ?? (keys.has(property) ? uniqueProperty(name) : property);
}

/** The whole name in one word: `Shop.Orders.Item<int>` is `ShopOrdersItemInt`. */
export function uniqueProperty(name: string): string {
  return name.replace(/\[/g, 'Array').split(/[^\p{L}\p{N}_]+/u).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

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
  const names = new Map(namesOf(program, context).names);
  const keys = new Map(namesOf(program, context).keys);
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  const part = partOf(program, context.type);
  const place: NamePlace | undefined = part && { file: part.source.path, namespace: context.type.namespace, containingType: context.type.containingType };
  const shown = (type: TypeSymbol): string => (place ? nameAt(place, type, program) : typeName(type));
  for (const listing of listings) {
    const written = listing.type && jsonRoots(context.type).find((root) => listing.type && jsonKey(root.type) === jsonKey(listing.type));
    const edit = written && nameEdit(program, context.type, written.attribute.syntax, propertyIn(program, context, listing));
    if (edit) edits.push(edit);
    else if (!written) lines.push(...attributeArguments(listing, { names, keys }, (type) => canListIn(program, context, type), shown));
  }
  if (!part || lines.length === 0) return edits;
  const { source, at } = part;
  const { prefix, edits: directives } = importing(program, source.path, serialization, context.type.namespace);
  const newText = lines.map((line) => `[${prefix}JsonSerializable(${line})]${gapAfterAttribute(source.text, at)}`).join('');
  return [...directives, { file: source.path, span: { start: at, end: at }, newText }, ...edits, ...modeEdits(context.type, part, true), ...converterEdits(program, typesOf(listings))];
}

/**
 * Arguments of the attribute of a type, and of one for each type that comes along and whose name another type has taken: without a
 * name of its own it would be left out. What is listed is noted in the maps.
 */
function attributeArguments({ name, property, type }: Listing, { names, keys }: { readonly names: Map<string, string>; readonly keys: Map<string, string> }, canBeListed: (type: TypeSymbol) => boolean, shown: (type: TypeSymbol) => string): readonly string[] {
  const key = type && jsonKey(type);
  const found: string[] = [];
  const add = (text: string, ownKey: string, own: string, short = text): void => {
    const isTaken = (keys.get(own) ?? ownKey) !== ownKey;
    found.push(`typeof(${short})${isTaken ? `, TypeInfoPropertyName = "${uniqueProperty(text)}"` : ''}`);
    names.set(ownKey, own);
    if (!isTaken) keys.set(own, ownKey);
  };
  add(name, key ?? name, property, type && shown(type));
  for (const part of type ? jsonTypesOf([type]) : []) {
    const partKey = jsonKey(part);
    const own = typeInfoName(part);
    const owner = keys.get(own);
    if (owner === undefined) keys.set(own, partKey);
    else if (partKey !== key && owner !== partKey && !names.has(partKey) && canBeListed(part)) add(typeName(part), partKey, own, shown(part));
  }
  return found;
}

/** Names the property of a type that is listed already, since another type of its name has taken the name that it would have. */
function nameEdit(program: ProgramContext, type: NamedTypeSymbol, syntax: AttributeData['syntax'], property: string): TextEdit | undefined {
  for (const { source, header } of partsOf(program, type)) {
    const attribute = header.root.attributeLists.flatMap((list) => list.attributes).find((each) => each === syntax);
    const last = attribute?.arguments.at(-1);
    if (!last || attribute?.arguments.some(({ member }) => member?.name === 'TypeInfoPropertyName')) continue;
    const end = header.base + last.end;
    return { file: source.path, span: { start: end, end }, newText: `, TypeInfoPropertyName = "${property}"` };
  }
  return undefined;
}

/** The declaration of a class that its `[JsonSerializable]` attributes stand on, else its first one. */
export function partOf(program: ProgramContext, type: NamedTypeSymbol): { readonly source: SourceFile; readonly at: number } | undefined {
  let first: { readonly source: SourceFile; readonly at: number } | undefined;
  for (const { source, header } of partsOf(program, type)) {
    const found = { source, at: header.base };
    if (header.text.includes('JsonSerializable')) return found;
    if (!first || type.location?.file === source.path) first = found;
  }
  return first;
}

function partsOf(program: ProgramContext, type: NamedTypeSymbol): readonly { readonly source: SourceFile; readonly header: TypeDeclaration['header'] }[] {
  return (ownerOf(program, type.location?.file)?.files ?? []).flatMap((source) => headersOf(source.root, '', type).map((header) => ({ source, header })));
}

function headersOf(scope: CompilationUnit | NamespaceDeclaration, namespace: string, type: NamedTypeSymbol): readonly TypeDeclaration['header'][] {
  const path: string[] = [];
  for (let level: NamedTypeSymbol | undefined = type; level; level = level.containingType) path.unshift(level.name);
  const own = namespace === type.namespace ? typesAt(scope.types, path) : [];
  return [...own, ...scope.namespaces.flatMap((inner) => headersOf(inner, namespace === '' ? inner.name : `${namespace}.${inner.name}`, type))];
}

function typesAt(types: readonly TypeDeclaration[], [name, ...rest]: readonly string[]): readonly TypeDeclaration['header'][] {
  return types.filter((type) => type.header.root.name === name).flatMap((type) => (rest.length === 0 ? [type.header] : typesAt(type.types, rest)));
}

function typesOf(listings: readonly Listing[]): readonly TypeSymbol[] {
  return listings.flatMap(({ type }) => type ?? []);
}

/** A context that is yet to be made: its name, and the text of its class. */
export interface NewContext {
  readonly name: string;
  readonly text: (listings: readonly Listing[]) => string;
  /** What it needs elsewhere: directives, converters that the generator takes. */
  readonly edits: (listings: readonly Listing[]) => readonly TextEdit[];
}

/** For the end of a file. `isWeb`: with the options of web applications (camel case, case-insensitive), for calls that take those by themselves. */
export function newContext(program: ProgramContext, isWeb: boolean, file: string | undefined): NewContext {
  const namespace = ownerOf(program, file)?.source(file)?.root.namespaces.find(({ fileScoped }) => fileScoped)?.name ?? '';
  const place: NamePlace | undefined = file === undefined ? undefined : { file, namespace, containingType: undefined };
  const shown = (type: TypeSymbol): string => (place ? nameAt(place, type, program) : typeName(type));
  const { prefix, edits } = importing(program, file, serialization, namespace);
  const json = file !== undefined && imports(program, file, 'System.Text.Json', namespace) ? '' : 'System.Text.Json.';
  const options = isWeb ? [`[${prefix}JsonSourceGenerationOptions(${json}JsonSerializerDefaults.Web)]`] : [];
  const name = unusedName('AppJsonSerializerContext', (candidate) => isDeclared(program, candidate));
  const text = (listings: readonly Listing[]): string => {
    const taken = { names: new Map<string, string>(), keys: new Map<string, string>() };
    const lines = listings.flatMap((listing) => attributeArguments(listing, taken, (type) => canList(program, type), shown));
    return [...options, ...lines.map((line) => `[${prefix}JsonSerializable(${line})]`), `internal partial class ${name} : ${prefix}JsonSerializerContext`, '{', '}'].join('\n');
  };
  return { name, text, edits: (listings) => [...edits, ...converterEdits(program, typesOf(listings))] };
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
export interface Appended { readonly file: string | undefined; readonly text: string; readonly isOnly: boolean }

/** One edit for each file; undefined where a file is not known. Takes in the last character, and so meets others of its kind, where it must. */
export function appendEdits(program: ProgramContext, all: readonly Appended[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const file of new Set(all.map((each) => each.file))) {
    const source = ownerOf(program, file)?.source(file);
    if (!source) return undefined;
    const own = all.filter((each) => each.file === file);
    const end = source.text.length;
    const start = own.some((each) => each.isOnly) ? Math.max(end - 1, 0) : end;
    const newText = `${source.text.slice(start)}${source.text.endsWith('\n') ? '' : '\n'}${own.map(({ text }) => `\n${text}\n`).join('')}`;
    edits.push({ file: source.path, span: { start, end }, newText: newText.replace(/\r?\n/g, newLineOf(source.text)) });
  }
  return edits;
}
