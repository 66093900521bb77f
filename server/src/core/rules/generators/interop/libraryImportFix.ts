/** From `[DllImport]` to `[LibraryImport]`: only where the generator can marshal all of the signature, so that the result compiles. */
import type { BoundBody } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { projectDocument, setProperty } from '../../../msbuild/edit';
import type { SourceFile } from '../../../sourceFile';
import type { AttributeData, AttributeValue, MethodSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isDelegateType, isEnumType, isNamed } from '../../../symbols/types';
import type { Attribute, AttributeList, MethodDeclaration, Unit } from '../../../syntax/nodes';
import { endOfLineComment, indentationAt, newLineOf } from '../../../syntax/query';
import type { ProgramContext } from '../../rule';
import { hasUsing, partialEdits, typesAround } from '../enclosingTypes';

const interop = 'System.Runtime.InteropServices';

interface Import {
  readonly symbol: MethodSymbol;
  readonly root: MethodDeclaration;
  readonly unit: Unit;
  readonly dllImport: AttributeData;
  readonly file: SourceFile;
  readonly program: ProgramContext;
  readonly body: BoundBody;
}

type CharSet = 'none' | 'ansi' | 'unicode' | 'auto';
/** How text in the signature has to be marshalled: not at all, or as the attributes on each place say. */
export interface Needs { text: boolean; bool: boolean }

const numeric: ReadonlySet<string> = new Set(['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'IntPtr', 'UIntPtr']);
/** Bool, I1, U1, VariantBool. */
const boolTypes: ReadonlySet<number> = new Set([2, 3, 4, 37]);
/** BStr, LPStr, LPWStr, LPUTF8Str. */
const textTypes: ReadonlySet<number> = new Set([19, 20, 21, 48]);
const accessModifiers: ReadonlySet<string> = new Set(['public', 'private', 'protected', 'internal']);
const conventions: Readonly<Record<number, string>> = { 2: 'CallConvCdecl', 3: 'CallConvStdcall', 4: 'CallConvThiscall', 5: 'CallConvFastcall' };

/** The plain conversion, then those with the suffix that the runtime would have tried; none where something cannot be marshalled. */
export function libraryImportFixes(method: Import): readonly Fix[] {
  const { symbol, root, dllImport, file, program } = method;
  const { named, list, attribute } = attributeOf(method) ?? {};
  const needs: Needs = { text: false, bool: false };
  const isKnown = isMarshallable(symbol.returnType, symbol.returnAttributes, undefined, needs) && symbol.parameters.every((p) => isMarshallable(p.type, p.attributes, p, needs));
  const types = typesAround(file, method.unit.base + root.start);
  const partials = partialEdits(file, types);
  const signature = signatureEdits(method);
  if (!named || !list || !attribute || !isKnown || !partials || !signature || booleanArgument(dllImport, 'PreserveSig') === false) return [];
  if ((needs.text || needs.bool) && program.compilation.assembly.attributes.some((a) => a.fullName === 'System.Runtime.CompilerServices.DisableRuntimeMarshallingAttribute')) return [];
  if (types.some((type) => type.header.root.modifiers.includes('file'))) return [];
  const unsafeCode = unsafeCodeEdits(program);
  if (!unsafeCode) return [];
  const charSet = charSetOf(dllImport, program);
  const isExact = booleanArgument(dllImport, 'ExactSpelling') === true;
  const edits = (suffix: string): readonly TextEdit[] => [...unsafeCode, ...partials, ...signature, ...importEdits(method, attribute, list, needs, charSet, suffix)];
  const suffixes = isExact ? [] : charSet === 'auto' ? ['A', 'W'] : charSet === 'unicode' ? ['W'] : ['A'];
  return [
    { title: "Convert to 'LibraryImport'", applicability: isExact ? 'safe' : 'unsafe', edits: edits('') },
    ...(needs.text ? suffixes.map((suffix) => ({ title: `Convert to 'LibraryImport' with '${suffix}' suffix`, applicability: 'unsafe' as const, edits: edits(suffix) })) : []),
  ];
}

function attributeOf({ root, unit }: Import): { readonly named: string; readonly list: AttributeList; readonly attribute: Attribute } | undefined {
  for (const list of root.attributeLists) {
    for (const attribute of list.attributes) {
      const named = unit.text.slice(attribute.name.start, attribute.name.end);
      if (/(?:^|[.:\s])DllImport(?:Attribute)?$/.test(named)) return { named, list, attribute };
    }
  }
  return undefined;
}

function booleanArgument(attribute: AttributeData, name: string): boolean | undefined {
  const value = attribute.namedArguments.get(name);
  return value?.kind === 'primitive' && typeof value.value === 'boolean' ? value.value : undefined;
}

function numberOf(value: AttributeValue): number | undefined {
  return value?.kind === 'enum' || (value?.kind === 'primitive' && typeof value.value === 'number') ? Number(value.value) : undefined;
}

/** Written, or the module's default. */
function charSetOf(dllImport: AttributeData, program: ProgramContext): CharSet {
  const written = numberOf(dllImport.namedArguments.get('CharSet'));
  const byModule = program.compilation.assembly.moduleAttributes.find((a) => a.fullName === `${interop}.DefaultCharSetAttribute`)?.constructorArguments[0];
  const value = written ?? numberOf(byModule) ?? 1;
  return value === 4 ? 'auto' : value === 3 ? 'unicode' : value === 2 ? 'ansi' : 'none';
}

/** Whether the generators can surely marshal a parameter, or without one a returned value; notes what has to be said about it. */
export function isMarshallable(type: TypeSymbol, attributes: readonly AttributeData[], parameter: ParameterSymbol | undefined, needs: Needs): boolean {
  const marshalAs = attributes.find((attribute) => attribute.fullName === `${interop}.MarshalAsAttribute`);
  const unmanaged = marshalAs && numberOf(marshalAs.constructorArguments[0]);
  if (attributes.some((attribute) => attribute.fullName === `${interop}.OutAttribute` || attribute.fullName === `${interop}.InAttribute`)) return false;
  if (type.kind === 'namedType' && type.specialType === 'Void') return parameter === undefined;
  if (type.kind === 'namedType' && type.specialType === 'Boolean') {
    if (unmanaged === undefined) needs.bool = true;
    return unmanaged === undefined || boolTypes.has(unmanaged);
  }
  if (type.kind === 'namedType' && type.specialType === 'String') {
    if (unmanaged === undefined) needs.text = true;
    return unmanaged === undefined || textTypes.has(unmanaged);
  }
  if (type.kind === 'array') {
    const byValue = parameter?.refKind === 'none' && type.rank === 1 && marshalAs === undefined;
    return byValue && isBlittable(type.elementType);
  }
  if (type.kind === 'namedType' && type.specialType === 'Char') return unmanaged === 5 || unmanaged === 6;
  if (marshalAs) return false;
  if (isDelegateType(type)) return type.arity === 0 && parameter?.refKind === 'none';
  if (type.kind === 'namedType' && [...baseTypesAndSelf(type)].some((base) => isNamed(base, interop, 'SafeHandle'))) {
    return !type.isAbstract && (parameter?.refKind === 'none' || type.constructors.some((c) => c.parameters.length === 0 && c.accessibility === 'public'));
  }
  return isBlittable(type);
}

/** Numbers, enums, pointers, and structs of the program's own that are made of these. */
function isBlittable(type: TypeSymbol, depth = 0): boolean {
  if (type.kind === 'pointer' || type.kind === 'functionPointer') return true;
  if (type.kind !== 'namedType') return false;
  if (numeric.has(type.specialType ?? '') || isEnumType(type)) return true;
  if (type.namespace === 'System' && type.name === 'Guid') return true;
  if (type.typeKind !== 'struct' || type.arity > 0 || type.specialType || !type.containingAssembly.isSource || depth > 8) return false;
  if (type.isRefLike || type.attributes.some((a) => a.fullName === `${interop}.StructLayoutAttribute` && numberOf(a.constructorArguments[0]) === 3)) return false;
  const fields = type.members.filter((member) => member.kind === 'field' && !member.isStatic && !member.isConst);
  const hidden = type.members.some((member) => member.kind === 'property' && !member.isStatic);
  return !hidden && fields.every((field) => field.kind === 'field' && field.attributes.length === 0 && isBlittable(field.type, depth + 1));
}

/** The generated code is unsafe; undefined where the project cannot be told to allow it. */
export function unsafeCodeEdits({ project }: ProgramContext): readonly TextEdit[] | undefined {
  if (project.flag('AllowUnsafeBlocks') || project.kind === 'loose') return [];
  const document = projectDocument(project);
  return document && setProperty(document, 'AllowUnsafeBlocks', 'true');
}

/** `extern` goes, `partial` comes before the return type; `bool` says how it is passed. */
function signatureEdits({ root, unit, file, symbol, program }: Import): readonly TextEdit[] | undefined {
  const from = root.attributeLists.at(-1)?.end ?? root.start;
  const modifiers = unit.text.slice(from, root.returnType.start);
  const extern = /\bextern\s+/.exec(modifiers);
  if (!extern) return undefined;
  const at = (offset: number): number => unit.base + offset;
  const start = from + extern.index;
  const afterExtern = start + extern[0].length;
  const edits: TextEdit[] = [];
  // Partial methods that give something back need to say who may call them, and so do those that are generated as `extern`.
  const first = from + (/\S/.exec(modifiers)?.index ?? 0);
  const access = root.modifiers.some((modifier) => accessModifiers.has(modifier)) ? '' : symbol.containingType.typeKind === 'interface' ? 'public ' : 'private ';
  const edit = (s: number, e: number, newText: string): void => { edits.push({ file: file.path, span: { start: at(s), end: at(e) }, newText }); };
  const [before, behind] = first === start ? ['', access] : [access, ''];
  if (before !== '') edit(first, first, before);
  if (root.modifiers.includes('partial')) edit(start, afterExtern, behind);
  else if (afterExtern === root.returnType.start) edit(start, afterExtern, `${behind}partial `);
  else {
    edit(start, afterExtern, behind);
    edit(root.returnType.start, root.returnType.start, 'partial ');
  }
  const prefix = hasUsing(file, program.project.globalUsings, interop) ? '' : `${interop}.`;
  const marshalAs = `MarshalAs(${prefix}UnmanagedType.Bool)]`;
  for (const [i, parameter] of symbol.parameters.entries()) {
    const written = root.parameters[i];
    if (written && isBool(parameter.type) && !hasMarshalAs(parameter.attributes)) edit(written.start, written.start, `[${prefix}${marshalAs} `);
    // The runtime pins arrays of such elements: what is written to them is seen.
    if (written && parameter.type.kind === 'array') edit(written.start, written.start, `[${prefix}In, ${prefix}Out] `);
  }
  return edits;
}

/** The `bool` of C#. */
export function isBool(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.specialType === 'Boolean';
}

/** Whether `[MarshalAs]` is among the attributes. */
export function hasMarshalAs(attributes: readonly AttributeData[]): boolean {
  return attributes.some((attribute) => attribute.fullName === `${interop}.MarshalAsAttribute`);
}

/** The attribute with its arguments, and the attributes that have to stand beside it. */
function importEdits(method: Import, attribute: Attribute, list: AttributeList, needs: Needs, charSet: CharSet, suffix: string): readonly TextEdit[] {
  const { symbol, unit, file, program, dllImport } = method;
  const textOf = (node: { readonly start: number; readonly end: number }): string => unit.text.slice(node.start, node.end);
  const named = textOf(attribute.name).replace(/DllImport(?:Attribute)?$/, 'LibraryImport');
  const prefix = hasUsing(file, program.project.globalUsings, interop) ? '' : `${interop}.`;
  const parts: string[] = [];
  const entryPoint = attribute.arguments.find((argument) => argument.member?.name === 'EntryPoint');
  for (const argument of attribute.arguments) {
    if (argument.member === undefined) parts.push(argument.name === undefined ? textOf(argument) : textOf(argument.expression));
  }
  if (entryPoint) parts.push(suffix === '' ? textOf(entryPoint) : `EntryPoint = ${suffixed(textOf(entryPoint.expression), suffix)}`);
  else if (suffix !== '') parts.push(`EntryPoint = "${symbol.name}${suffix}"`);
  for (const argument of attribute.arguments) if (argument.member?.name === 'SetLastError') parts.push(textOf(argument));
  if (needs.text) {
    const isWide = suffix === 'W' || (suffix === '' && (charSet === 'unicode' || charSet === 'auto'));
    parts.push(isWide ? `StringMarshalling = ${prefix}StringMarshalling.Utf16` : `StringMarshalling = ${prefix}StringMarshalling.Custom, StringMarshallingCustomType = typeof(${interop}.Marshalling.AnsiStringMarshaller)`);
  }
  const beside: string[] = [];
  const convention = conventions[numberOf(dllImport.namedArguments.get('CallingConvention')) ?? 0];
  const compilerServices = 'System.Runtime.CompilerServices';
  const hasCallConv = symbol.attributes.some((a) => a.fullName === `${interop}.UnmanagedCallConvAttribute`);
  if (convention !== undefined && !hasCallConv) beside.push(`[${prefix}UnmanagedCallConv(CallConvs = new[] { typeof(${hasUsing(file, program.project.globalUsings, compilerServices) ? '' : `${compilerServices}.`}${convention}) })]`);
  if (isBool(symbol.returnType) && !hasMarshalAs(symbol.returnAttributes)) beside.push(`[return: ${prefix}MarshalAs(${prefix}UnmanagedType.Bool)]`);
  const start = unit.base + attribute.start;
  const edits: TextEdit[] = [{ file: file.path, span: { start, end: unit.base + attribute.end }, newText: `${named}(${parts.join(', ')})` }];
  if (beside.length > 0) {
    const end = endOfLineComment(file.text, unit.base + list.end);
    const isOnItsOwn = /^[ \t]*\r?\n/.test(file.text.slice(end));
    const gap = isOnItsOwn ? newLineOf(file.text) + indentationAt(file.text, unit.base + list.start) : ' ';
    edits.push({ file: file.path, span: { start: end, end }, newText: beside.map((line) => `${gap}${line}`).join('') });
  }
  return edits;
}

/** A literal gets the suffix inside, another constant behind it. */
function suffixed(text: string, suffix: string): string {
  return /^"[^"]*"$/.test(text) ? `${text.slice(0, -1)}${suffix}"` : `${text} + "${suffix}"`;
}
