/** Records that take the place of anonymous types, which no context can list. */
import type { BoundBody } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { walk } from '../../../flow/walk';
import { typeInfoName } from '../../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { isValueType, someType } from '../../../symbols/types';
import { escapedName } from '../../../syntax/keywords';
import type { AnonymousObjectCreation, Expression, Unit } from '../../../syntax/nodes';
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import type { ProgramContext } from '../../rule';
import type { NamePlace } from '../../shortNames';
import { isPlainName, nameAt } from '../../shortNames';
import type { Appended } from './contextEdits';
import { isDeclared, unusedName } from './contextEdits';
import type { Listing } from './propertyNames';
import type { Rename } from '../typeModel';
import { isClosed, isPublicItself, isReachableItself, typeName } from '../typeModel';
import { isKnownNull } from './knownNull';
import { nameOfUse } from './recordNames';

/** Everything that turns the anonymous types inside one type into records. */
export interface RecordPlan {
  /** Name of the record for the outermost of them. */
  readonly name: string;
  readonly file: string;
  /** Each creation, rewritten as one of the record. */
  readonly edits: readonly TextEdit[];
  /** Whether the records can be public, as a context that is must have them. */
  readonly canBePublic: boolean;
  /** The records, for the end of the namespace or file. */
  readonly declarations: (isPublic: boolean) => readonly Appended[];
  readonly rename: Rename;
  /** How the type is listed once the records are there. */
  readonly listing: (type: TypeSymbol) => Listing;
}

interface Creation { readonly unit: Unit; readonly node: AnonymousObjectCreation; readonly type: NamedTypeSymbol }

/** Undefined where a record cannot do: made in another body, or of types that cannot be named outside. */
export function recordPlan(type: TypeSymbol, body: BoundBody, program: ProgramContext): RecordPlan | undefined {
  const creations = creationsIn(body);
  const names = recordNames(creations, body, program);
  const wanted = anonymousIn(type);
  const [first] = wanted;
  const name = first && names.get(first);
  if (name === undefined || wanted.some((each) => !names.has(each) || !propertiesOf(each).every((property) => canBeDeclared(property.type)))) return undefined;
  const rename: Rename = (each) => names.get(each);
  const own = creations.filter((creation) => wanted.includes(creation.type));
  const { namespace, inside } = homeOf(body, program);
  const qualified = (record: string): string => (namespace === '' ? record : `${namespace}.${record}`);
  const place: NamePlace = { file: body.file, namespace, containingType: undefined };
  const listed = (isShort: (record: string) => boolean): Rename => (each) => {
    const record = names.get(each);
    return record === undefined || isShort(record) ? record : qualified(record);
  };
  return {
    name, rename, file: body.file,
    edits: own.flatMap((creation) => rewrite(creation, names.get(creation.type) ?? name, body.file)),
    canBePublic: wanted.every((each) => propertiesOf(each).every((property) => !someType(property.type, (part) => part.kind === 'namedType' && !isAnonymous(part) && !isPublicItself(part)))),
    declarations: (isPublic) => wanted.map((each) => {
      const text = `${isPublic ? 'public' : 'internal'} ${declaration(each, own, body, rename, (shown) => nameAt(place, shown, program, rename))}`;
      return { file: body.file, text, isOnly: false, inside };
    }),
    listing: (listedType) => ({
      name: typeName(listedType, listed(() => false)), property: typeInfoName(listedType, rename), type: undefined,
      nameAt: (from, owner) => nameAt(from, listedType, owner, listed((record) => isPlainName(record, namespace, 0, from, owner))),
    }),
  };
}

/** Where the records of a body go: the namespace of the file, behind the last type of one in braces, or the end of a file that has none. */
function homeOf({ file, owner }: BoundBody, program: ProgramContext): { readonly namespace: string; readonly inside: Appended['inside'] } {
  const source = program.source(file);
  const namespaces = source?.root.namespaces ?? [];
  const scoped = namespaces.find((each) => each.fileScoped);
  const symbol = owner.kind === 'member' ? owner.symbol.containingType : owner.kind === 'type' ? owner.symbol : undefined;
  const block = scoped || !symbol ? undefined : namespaces.find(({ name, types }) => name === symbol.namespace && types.length > 0);
  const last = block?.types.at(-1)?.range;
  if (!source || !block || !last) return { namespace: scoped?.name ?? '', inside: undefined };
  const { text } = source;
  const [line] = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n\s*\})|^/.exec(text.slice(last.end)) ?? [''];
  const indentation = /[ \t]*$/.exec(text.slice(0, last.start))?.[0] ?? '';
  return { namespace: block.name, inside: { at: last.end + line.length, indentation } };
}

function creationsIn(body: BoundBody): readonly Creation[] {
  const found: Creation[] = [];
  for (const unit of body.units) {
    if (!unit.text.includes('new')) continue;
    walk(unit.root as AnyNode, (node) => {
      const type = node.kind === 'AnonymousObjectCreation' ? body.typeOf(node as unknown as Expression) : undefined;
      if (type?.kind === 'namedType') found.push({ unit, node: node as unknown as AnonymousObjectCreation, type });
      return undefined;
    });
  }
  return found;
}

/** The anonymous types that a type consists of, those before that hold others. */
function anonymousIn(type: TypeSymbol): readonly NamedTypeSymbol[] {
  const found: NamedTypeSymbol[] = [];
  const visit = (part: TypeSymbol): boolean => {
    if (isAnonymous(part) && part.kind === 'namedType' && !found.includes(part)) {
      found.push(part);
      for (const property of propertiesOf(part)) someType(property.type, visit);
    }
    return false;
  };
  someType(type, visit);
  return found;
}

function propertiesOf(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return type.members.filter((member) => member.kind === 'property');
}

/** Types inside anonymous ones are asked for on their own. */
function canBeDeclared(type: TypeSymbol): boolean {
  if (isAnonymous(type)) return true;
  if (type.kind === 'array') return canBeDeclared(type.elementType);
  return isClosed(type) && type.kind === 'namedType' && isReachableItself(type) && type.typeArguments.every(canBeDeclared);
}

/** A name for each anonymous type of the body, after its first creation: the same whichever report asks. */
function recordNames(creations: readonly Creation[], body: BoundBody, program: ProgramContext): ReadonlyMap<NamedTypeSymbol, string> {
  const names = new Map<NamedTypeSymbol, string>();
  const isTaken = (name: string): boolean => [...names.values()].includes(name) || isDeclared(program, name) || isImported(program, body.file, name);
  for (const { unit, node, type } of creations) {
    if (!names.has(type)) names.set(type, unusedName(nameOfUse(node, unit, body), isTaken));
  }
  return names;
}

/** A type of an imported namespace, which the record would hide. */
function isImported(program: ProgramContext, path: string, name: string): boolean {
  const text = program.source(path)?.text ?? '';
  const written = [...text.matchAll(/^\s*using\s+([\w.]+)\s*;/gm)].map((match) => match[1] ?? '');
  return [...written, ...program.project.globalUsings.map((using) => using.name)].some((namespace) => program.compilation.typesNamed(namespace, name).length > 0);
}

function declaration(type: NamedTypeSymbol, creations: readonly Creation[], body: BoundBody, rename: Rename, shown: (type: TypeSymbol) => string): string {
  const own = creations.filter((creation) => creation.type === type);
  const parameters = propertiesOf(type).map((property, index) => {
    const canBeNull = !isValueType(property.type) && own.some(({ node, unit }) => isNullAt(node.members[index]?.expression, body, unit));
    return `${shown(property.type)}${canBeNull ? '?' : ''} ${escapedName(property.name)}`;
  });
  return `record ${rename(type) ?? ''}(${parameters.join(', ')});`;
}

/** Of a member of such an object. */
function isNullAt(expression: Expression | undefined, body: BoundBody, unit: Unit): boolean {
  return expression !== undefined && isKnownNull(expression, body, unit);
}

/** `new { A = 1, x.B }` becomes `new Name(A: 1, x.B)`; what is written between stays. */
function rewrite({ unit, node }: Creation, name: string, file: string): readonly TextEdit[] {
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file, span: { start: unit.base + start, end: unit.base + end }, newText });
  const text = unit.text;
  const edits: TextEdit[] = [];
  const open = text.indexOf('{', node.start);
  edits.push(edit(node.start, open + 1 + (/^[ \t]*/.exec(text.slice(open + 1))?.[0].length ?? 0), `new ${name}(`));
  let previous = open + 1;
  for (const { name: written, expression } of node.members) {
    const before = text.slice(previous, expression.start);
    const equals = written === undefined ? -1 : before.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length)).lastIndexOf('=');
    // A comment before the value stays.
    const isCommented = /\/[/*]/.test(before.slice(equals + 1));
    if (equals >= 0) edits.push(edit(previous + before.slice(0, equals).replace(/[ \t]+$/, '').length, isCommented ? previous + equals + 1 : expression.start, isCommented ? ':' : ': '));
    previous = expression.end;
  }
  const rest = text.slice(previous, node.end);
  const comma = /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*,/.exec(rest)?.[0].length ?? 0;
  if (comma > 0) edits.push(edit(previous + comma - 1, previous + comma, ''));
  // A brace on a line of its own stays there as the parenthesis.
  const blanks = /\n[ \t]*\}$/.test(rest) ? 1 : /[ \t]*\}$/.exec(rest)?.[0].length ?? 1;
  const close = Math.max(node.end - blanks, previous + comma);
  edits.push(edit(close, node.end, ')'));
  return edits;
}
