/** Fix of RDG009: what a nested `[AsParameters]` type takes from the request is taken by the outer record, which makes the inner object of it. */
import type { SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { walk } from '../../../flow/walk';
import type { AnyNode } from '../../../flow/walk';
import type { SourceFile } from '../../../sourceFile';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import type { NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isValueType, nullableUnderlying } from '../../../symbols/types';
import { escapedName } from '../../../syntax/keywords';
import type { MemberDeclaration, Parameter, TypeDeclaration, TypeHeader, Unit } from '../../../syntax/nodes';
import { imports } from '../../imports';
import { isClosed, isReachable } from '../../json/typeModel';
import { bodiesNaming } from '../../programBodies';
import type { ProgramContext } from '../../rule';
import { nameAt } from '../../shortNames';
import { asParametersProperties } from '../endpoints/asParameters';
import type { AsParametersProperty } from '../endpoints/asParameters';
import { declarationAt, editIn, membersEdit, typeDeclarationOf } from './sourceEdits';

interface Outer { readonly type: NamedTypeSymbol; readonly source: SourceFile; readonly declaration: TypeDeclaration; readonly header: TypeHeader }

/** `parameter`: of the primary constructor of the outer type. Only a record declares properties by it. */
export function flattenFix(parameter: ParameterSymbol, program: ProgramContext): Fix | undefined {
  const declared = declarationAt(parameter.location, 'Parameter');
  const outer = declared && outerOf(declared.unit, declared.file, program);
  const inner = parameter.type.kind === 'namedType' ? parameter.type : undefined;
  const parts = inner && asParametersProperties(inner, true);
  if (!outer || !inner || !parts || typeof parts === 'string' || parts.length === 0 || !canMove(parts, parameter, outer)) return undefined;
  if (isMadeOrChanged(parameter.name, outer.type, program)) return undefined;
  const moved = parts.map((part) => valueOf(part, outer, program));
  if (!moved.every((value) => value !== undefined)) return undefined;
  const own = outer.header.parameters?.map((node, index) => (index === parameter.ordinal ? undefined : ownValue(node, index, outer))) ?? [];
  const all = own.flatMap((value) => value ?? moved);
  const made = madeProperty(parameter.name, nameIn(inner, outer, program), parts);
  const edits = all.some((value) => value.isNullableReference) ? propertyEdits(all, made, outer) : [...listEdits(declared.node, moved, outer), membersEdit([made], outer.source, outer.declaration)];
  return edits && { title: `Take the values of '${inner.name}' into '${outer.type.name}'`, applicability: 'unsafe', edits };
}

function outerOf(unit: Unit, file: string, program: ProgramContext): Outer | undefined {
  const { root } = unit as Unit<{ readonly kind: string }>;
  if (root.kind !== 'TypeHeader') return undefined;
  const header = root as TypeHeader;
  const source = program.source(file);
  if (!source || !/^record/.test(header.typeKind) || header.modifiers.includes('partial') || header.baseArguments) return undefined;
  const declaration = typeDeclarationOf([source.root], unit);
  const type = (program.compilation as SourceCompilation).sourceAssembly.declaredSymbols(unit).find((symbol) => symbol.kind === 'namedType');
  return declaration && type && { type, source, declaration, header };
}

function nameIn(type: TypeSymbol, outer: Outer, program: ProgramContext): string {
  return nameAt({ file: outer.source.path, namespace: outer.type.namespace, containingType: outer.type }, type, program);
}

/** Names must be free, types reachable; initializers see parameters, not the property that takes their place. */
function canMove(parts: readonly AsParametersProperty[], { name }: ParameterSymbol, { type, declaration }: Outer): boolean {
  const taken = new Set(type.members.map((member) => member.name.toLowerCase()));
  if (!parts.every(({ property }) => !taken.has(property.name.toLowerCase()) && isClosed(property.type) && isReachable(property.type, type.containingAssembly))) return false;
  return declaration.members.every(({ root }) => !initializers(root).some((each) => names(each, name)));
}

function initializers(member: MemberDeclaration): readonly AnyNode[] {
  if (member.kind === 'Field' || member.kind === 'Event') return member.variables.flatMap(({ initializer }) => initializer ?? []);
  return member.kind === 'Property' && member.initializer ? [member.initializer] : [];
}

function names(node: AnyNode, name: string): boolean {
  let isFound = false;
  walk(node, (each) => {
    if (each.kind === 'IdentifierName' && (each as unknown as { readonly name: string }).name === name) isFound = true;
    return !isFound;
  });
  return isFound;
}

/** Code that creates the record, takes it apart by position, or writes the inner object, would no longer compile or mean the same. */
function isMadeOrChanged(name: string, outer: NamedTypeSymbol, program: ProgramContext): boolean {
  const isOuter = (type: NamedTypeSymbol): boolean => type.originalDefinition === outer;
  const makes = ({ kind, symbol }: SymbolUse): boolean => symbol?.kind === 'method' && isOuter(symbol.containingType)
    && (kind === 'creation' || kind === 'constructorInitializer' || kind === 'implicitBase' || symbol.name === 'Deconstruct');
  const isInner = ({ symbol }: SymbolUse): boolean => symbol?.kind === 'property' && symbol.name === name && isOuter(symbol.containingType);
  for (const { body } of bodiesNaming(program, '')) {
    for (const use of body.uses) {
      if (makes(use) || (isInner(use) && use.access !== 'read')) return true;
      if (use.access === 'read' || !use.receiver) continue;
      const symbol = body.symbolOf(use.receiver);
      if (symbol?.kind === 'property' && symbol.name === name && isOuter(symbol.containingType)) return true;
    }
  }
  return false;
}

/** What one value of the request is declared with. */
interface Value {
  readonly attributes: string;
  readonly type: string;
  readonly name: string;
  readonly default: string | undefined;
  readonly isNullable: boolean;
  /** The generator writes `typeof(string?)` for such a parameter of a constructor, which does not compile. */
  readonly isNullableReference: boolean;
}

function nullability({ type, nullableAnnotated }: { readonly type: TypeSymbol; readonly nullableAnnotated: boolean | undefined }): Pick<Value, 'isNullable' | 'isNullableReference'> {
  const isNullableReference = nullableAnnotated === true && !isValueType(type);
  return { isNullableReference, isNullable: isNullableReference || nullableUnderlying(type) !== undefined };
}

function ownValue(node: Parameter, index: number, { type, declaration }: Outer): Value {
  const { text } = declaration.header;
  const parameter = type.constructors.find(({ location }) => location?.unit === declaration.header)?.parameters[index];
  const written = node.type ? text.slice(node.type.start, node.type.end) : '';
  return {
    attributes: node.attributeLists.map(({ start, end }) => `${text.slice(start, end)} `).join(''), type: written, name: text.slice(node.nameStart, node.nameEnd),
    default: node.default && text.slice(node.default.start, node.default.end), ...(parameter ? nullability(parameter) : { isNullable: false, isNullableReference: false }),
  };
}

/** Undefined where an attribute cannot be written out. */
function valueOf({ property, parameter }: AsParametersProperty, outer: Outer, program: ProgramContext): Value | undefined {
  const slot = parameter ?? property;
  const declared = parameter ? declarationAt(parameter.location, 'Parameter') : declarationAt(property.location, 'Property') ?? declarationAt(property.location, 'Parameter');
  if (!declared) return undefined;
  const isSameFile = declared.file === outer.source.path;
  const attributes: string[] = [];
  for (const { target, attributes: list } of declared.node.attributeLists) {
    for (const attribute of list) {
      const data = [...slot.attributes, ...property.attributes].find(({ syntax }) => syntax === attribute);
      const type = data?.attributeClass;
      if (!type || type.containingType || !attribute.arguments.every(({ expression }) => expression.kind === 'Literal')) return undefined;
      const name = type.name.replace(/Attribute$/, '');
      const isOfParameter = parameter !== undefined || name === 'FromKeyedServices' || type.allInterfaces.some((contract) => /^IFrom\w+Metadata$/.test(contract.name));
      const to = target ?? (isOfParameter ? undefined : 'property');
      const path = isSameFile || imports(program, outer.source.path, type.namespace) ? name : `${type.namespace}.${name}`;
      attributes.push(`[${to === undefined ? '' : `${to}: `}${path}${declared.unit.text.slice(attribute.name.end, attribute.end)}] `);
    }
  }
  const node = declared.node as Parameter;
  const known = nullability(property);
  const value = parameter ? node.default : undefined;
  if (value && !isSameFile && value.kind !== 'Literal') return undefined;
  return {
    attributes: attributes.join(''), name: escapedName(property.name), ...known,
    type: isSameFile && node.type ? declared.unit.text.slice(node.type.start, node.type.end) : nameIn(property.type, outer, program) + (known.isNullableReference ? '?' : ''),
    default: value && declared.unit.text.slice(value.start, value.end),
  };
}

function parameterText({ attributes, type, name, default: value }: Value): string {
  return `${attributes}${type} ${name}${value === undefined ? '' : ` = ${value}`}`;
}

/** In place of the parameter; those with a default value come last. */
function listEdits(node: Parameter, moved: readonly Value[], { header, declaration, source }: Outer): readonly TextEdit[] {
  const at = { file: source.path, unit: declaration.header };
  const parameters = header.parameters ?? [];
  const here = moved.filter((value) => value.default === undefined).map(parameterText);
  const last = moved.filter((value) => value.default !== undefined).map(parameterText);
  const next = parameters[parameters.indexOf(node) + 1];
  const end = parameters[parameters.length - 1] ?? node;
  if (!next) return [editIn(at, node.start, node.end, [...here, ...last].join(', '))];
  const replaced = here.length > 0 ? editIn(at, node.start, node.end, here.join(', ')) : editIn(at, node.start, next.start, '');
  return last.length === 0 ? [replaced] : [replaced, editIn(at, end.end, end.end, `, ${last.join(', ')}`)];
}

/** All values as properties, in place of the parameters; undefined where that would lose a default value, or an initializer needs a parameter. */
function propertyEdits(values: readonly Value[], made: string, outer: Outer): readonly TextEdit[] | undefined {
  const { header, declaration, source } = outer;
  const [first] = header.parameters ?? [];
  const isNeeded = declaration.members.some(({ root }) => initializers(root).some((each) => header.parameters?.some(({ name }) => names(each, name))));
  if (!first || isNeeded || values.some((value) => value.default !== undefined && value.default !== 'null')) return undefined;
  const { text } = declaration.header;
  const open = text.lastIndexOf('(', first.start);
  const close = text.indexOf(')', header.parameters?.at(-1)?.end ?? first.end) + 1;
  if (open < 0 || close === 0) return undefined;
  const properties = values.map(({ attributes, type, name, isNullable }) => `${attributes.replaceAll('[property: ', '[')}public ${isNullable ? '' : 'required '}${type} ${name} { get; init; }`);
  return [editIn({ file: source.path, unit: declaration.header }, open, close, ''), membersEdit([...properties, made], source, declaration)];
}

/** The property that makes the inner object: of its constructor's parameters, or with an initializer. */
function madeProperty(name: string, inner: string, parts: readonly AsParametersProperty[]): string {
  const written = parts.map(({ property }) => escapedName(property.name));
  const values = parts[0]?.parameter ? `(${written.join(', ')})` : ` { ${written.map((each) => `${each} = ${each}`).join(', ')} }`;
  return `public ${inner} ${escapedName(name)} => new ${inner}${values};`;
}
