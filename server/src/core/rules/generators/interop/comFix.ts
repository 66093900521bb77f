/** From `[ComImport]` to `[GeneratedComInterface]`, and `[GeneratedComClass]` for classes: only where the result surely compiles. */
import type { Fix, TextEdit } from '../../../diagnostic';
import type { SourceFile } from '../../../sourceFile';
import type { AttributeData, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed } from '../../../symbols/types';
import type { MemberDeclaration, MethodDeclaration, TypeHeader, Unit } from '../../../syntax/nodes';
import { gapAfterAttribute } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import { hasUsing, partialEdits, typesAround } from '../enclosingTypes';
import type { Needs } from './libraryImportFix';
import { hasMarshalAs, isBool, isMarshallable, unsafeCodeEdits } from './libraryImportFix';

const interop = 'System.Runtime.InteropServices';

interface Place {
  readonly symbol: NamedTypeSymbol;
  readonly unit: Unit<TypeHeader>;
  readonly file: SourceFile;
  readonly program: ProgramContext;
}

/** Edits that both fixes need: `partial` on the type and those around it, unsafe code allowed. */
function commonEdits({ symbol, unit, file, program }: Place): readonly TextEdit[] | undefined {
  for (let type: NamedTypeSymbol | undefined = symbol; type; type = type.containingType) if (type.arity > 0 || type.isFileLocal) return undefined;
  const partials = partialEdits(file, typesAround(file, unit.base + unit.root.start));
  const unsafeCode = unsafeCodeEdits(program);
  return partials && unsafeCode && [...unsafeCode, ...partials];
}

/** Prefix for names of a namespace; empty where a `using` has it. */
function prefixOf({ file, program }: Place, namespace: string): string {
  return hasUsing(file, program.project.globalUsings, namespace) ? '' : `${namespace}.`;
}

/** Marks the class. None for generic classes and records, for which nothing is generated. */
export function comClassFixes(place: Place): readonly Fix[] {
  const { symbol, unit, file } = place;
  const edits = symbol.isRecord ? undefined : commonEdits(place);
  if (!edits) return [];
  const start = unit.base + unit.root.start;
  const attribute = `[${prefixOf(place, `${interop}.Marshalling`)}GeneratedComClass]${gapAfterAttribute(file.text, start)}`;
  return [{ title: "Add 'GeneratedComClassAttribute'", applicability: 'safe', edits: [{ file: file.path, span: { start, end: start }, newText: attribute }, ...edits] }];
}

/** Unsafe: objects that the built-in COM support made do not convert to generated interfaces. */
export function comInterfaceFixes(place: Place): readonly Fix[] {
  const { symbol, unit, file } = place;
  const declaration = typesAround(file, unit.base + unit.root.start).at(-1);
  const attribute = unit.root.attributeLists.flatMap((list) => list.attributes).find((candidate) => /(?:^|[.:\s])ComImport(?:Attribute)?$/.test(unit.text.slice(candidate.name.start, candidate.name.end)));
  const edits = commonEdits(place);
  if (!edits || !attribute || declaration?.header !== unit || unit.root.bases.length > 0 || unit.root.modifiers.includes('partial') || !isReachable(symbol)) return [];
  if (!symbol.attributes.some((candidate) => candidate.fullName === `${interop}.GuidAttribute`)) return [];
  const methods = symbol.members.filter((member): member is MethodSymbol => member.kind === 'method');
  const needs: Needs = { text: false, bool: false };
  if (methods.length !== declaration.members.length || methods.length !== symbol.members.length || !methods.every((method) => isPlain(method, needs))) return [];
  const booleans = declaration.members.map((member, i) => booleanEdits(place, member, methods[i]));
  if (booleans.some((found) => found === undefined)) return [];
  const prefix = prefixOf(place, interop);
  const marshalling = prefixOf(place, `${interop}.Marshalling`);
  const text = needs.text ? `(StringMarshalling = ${prefix}StringMarshalling.Custom, StringMarshallingCustomType = typeof(${marshalling}BStrStringMarshaller))` : '';
  const span = { start: unit.base + attribute.start, end: unit.base + attribute.end };
  return [{
    title: "Convert to 'GeneratedComInterface'", applicability: 'unsafe',
    edits: [...edits, { file: file.path, span, newText: `${marshalling}GeneratedComInterface${text}` }, ...booleans.flatMap((found) => found ?? [])],
  }];
}

/** The generated code names the interface. */
function isReachable(symbol: NamedTypeSymbol): boolean {
  for (let type: NamedTypeSymbol | undefined = symbol; type; type = type.containingType) if (type.accessibility !== 'public' && type.accessibility !== 'internal') return false;
  return true;
}

function isPlain(method: MethodSymbol, needs: Needs): boolean {
  return !method.isStatic && method.typeParameters.length === 0 && isMarshallable(method.returnType, method.returnAttributes, undefined, needs) && !isSpecial(method.returnType, method.returnAttributes)
    && method.parameters.every((parameter) => isMarshallable(parameter.type, parameter.attributes, parameter, needs) && !isSpecial(parameter.type, parameter.attributes));
}

/** What COM cannot pass in both directions, and what has a marshaller of its own. */
function isSpecial(type: TypeSymbol, attributes: readonly AttributeData[]): boolean {
  return attributes.some((attribute) => attribute.fullName.startsWith(`${interop}.Marshalling.`)) || isHandle(type);
}

function isHandle(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && [...baseTypesAndSelf(type)].some((base) => isNamed(base, interop, 'SafeHandle'));
}

/** `[MarshalAs]` where `bool` is passed, as built-in COM does it; undefined where the declaration is not the method's. */
function booleanEdits(place: Place, member: Unit<MemberDeclaration>, method: MethodSymbol | undefined): readonly TextEdit[] | undefined {
  const root = member.root as MethodDeclaration;
  if ((root.kind as string) !== 'Method' || root.name !== method?.name || root.modifiers.includes('new') || root.parameters.length !== method.parameters.length) return undefined;
  const prefix = prefixOf(place, interop);
  const marshalAs = `${prefix}MarshalAs(${prefix}UnmanagedType.VariantBool)] `;
  const edits: TextEdit[] = [];
  const insert = (offset: number, newText: string): void => { edits.push({ file: place.file.path, span: { start: member.base + offset, end: member.base + offset }, newText }); };
  if (isBool(method.returnType) && !hasMarshalAs(method.returnAttributes)) insert(root.start, `[return: ${marshalAs}`);
  for (const [i, parameter] of method.parameters.entries()) {
    const written = root.parameters[i];
    if (written && isBool(parameter.type) && !hasMarshalAs(parameter.attributes)) insert(written.start, `[${marshalAs}`);
  }
  return edits;
}
