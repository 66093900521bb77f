/** `[SuppressMessage]` and `[UnconditionalSuppressMessage]` as scopes of text: read from syntax, since only literals are ever written there. */
import type { RuleId, Span } from './diagnostic';
import type { SourceFile } from './sourceFile';
import type { AnyNode } from './flow/walk';
import { walk } from './flow/walk';
import { simpleNameOf } from './syntax/query';
import type { Attribute, AttributeList, CompilationUnit, Expression, NamespaceDeclaration, Parameter, TypeDeclaration, Unit } from './syntax/nodes';

/** Where an id is suppressed. */
export interface SuppressionScope { readonly id: RuleId; readonly span: Span }

interface GlobalSuppression { readonly id: RuleId; readonly scope: string; readonly target: string }

const names: ReadonlySet<string> = new Set(['SuppressMessage', 'SuppressMessageAttribute', 'UnconditionalSuppressMessage', 'UnconditionalSuppressMessageAttribute']);

/** A file is immutable: its scopes move only with a new file, but units' bases are read when asked. */
const globalsCache = new WeakMap<CompilationUnit, readonly GlobalSuppression[]>();

/** Scopes of the attributes on a file's own declarations. */
export function suppressionScopes(file: SourceFile): readonly SuppressionScope[] {
  if (!file.text.includes('SuppressMessage')) return [];
  const found: SuppressionScope[] = [];
  forEachType(file.root, (type) => {
    addUnit(type.header, found, type.range);
    for (const member of type.members) addUnit(member, found, unitSpan(member));
    return undefined;
  });
  for (const statement of file.root.statements) addNested(statement, found);
  return found;
}

function addUnit(unit: Unit, found: SuppressionScope[], span: Span): void {
  const { attributeLists } = unit.root as { readonly attributeLists?: readonly AttributeList[] };
  for (const id of suppressedIds(attributeLists ?? [])) found.push({ id, span });
  addNested(unit, found);
}

/** Attributes of accessors, local functions and lambdas. */
function addNested(unit: Unit, found: SuppressionScope[]): void {
  if (!unit.text.includes('SuppressMessage')) return;
  const root = unit.root as AnyNode;
  walk(root, (node) => {
    if (node === root && node.kind !== 'LocalFunction') return undefined;
    if (node.kind !== 'Accessor' && node.kind !== 'LocalFunction') return undefined;
    const { attributeLists } = node as unknown as { readonly attributeLists: readonly AttributeList[] };
    for (const id of suppressedIds(attributeLists)) found.push({ id, span: { start: unit.base + node.start, end: unit.base + node.end } });
    return undefined;
  });
}

/** Where a unit stands now. */
export function unitSpan(unit: Unit): Span {
  return { start: unit.base, end: unit.base + unit.text.length };
}

/** Ids that the suppressions among these attributes name. What is given to a result or parameter does not concern the member. */
export function suppressedIds(lists: readonly AttributeList[]): readonly RuleId[] {
  return lists.filter((list) => list.target !== 'return' && list.target !== 'param').flatMap((list) => list.attributes).flatMap((attribute) => {
    const id = isSuppression(attribute) && stringOf(attribute.arguments[1]?.expression);
    return id ? [baseId(id)] : [];
  });
}

/** `IL2026:RequiresUnreferencedCode` names the id before the colon. */
function baseId(text: string): RuleId {
  return text.split(':', 1)[0] ?? text;
}

function isSuppression({ name }: Attribute): boolean {
  return names.has(simpleNameOf(name));
}

function stringOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'Literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

/** Scopes in `file` of `[assembly: …]` and `[module: …]` suppressions anywhere in the program. */
export function globalSuppressions(files: readonly SourceFile[], file: SourceFile): readonly SuppressionScope[] {
  const found: SuppressionScope[] = [];
  for (const other of files) {
    if (!mentionsSuppressions(other)) continue;
    for (const suppression of globalsOf(other)) for (const span of spansOf(suppression, file)) found.push({ id: suppression.id, span });
  }
  return found;
}

const mentions = new WeakMap<SourceFile, boolean>();

/** Whether a file may hold a suppression at all: told by its text, so that nothing is parsed for it. */
export function mentionsSuppressions(file: SourceFile): boolean {
  let known = mentions.get(file);
  if (known === undefined) mentions.set(file, known = file.text.includes('SuppressMessage'));
  return known;
}

function globalsOf(file: SourceFile): readonly GlobalSuppression[] {
  let known = globalsCache.get(file.root);
  if (!known) {
    known = file.root.attributeLists.flatMap((unit) => unit.root.attributes.flatMap(globalSuppression));
    globalsCache.set(file.root, known);
  }
  return known;
}

function globalSuppression(attribute: Attribute): readonly GlobalSuppression[] {
  const id = isSuppression(attribute) && stringOf(attribute.arguments[1]?.expression);
  if (!id) return [];
  const named = (name: string): string | undefined => stringOf(attribute.arguments.find((a) => a.member?.name === name)?.expression);
  return [{ id: baseId(id), scope: (named('Scope') ?? 'module').toLowerCase(), target: (named('Target') ?? '').replace(/^~/, '') }];
}

/** The scope `namespace` is for what stands in the namespace itself, which no type does. */
function spansOf(suppression: GlobalSuppression, file: SourceFile): readonly Span[] {
  const target = suppression.target.replace(/^[A-Z]:/, '').replace(/\(.*$/, '');
  switch (suppression.scope) {
    case 'module': return [{ start: 0, end: file.text.length + 1 }];
    case 'type': return declarationsOf(file).filter((d) => d.member === undefined && d.name === target).map((d) => d.span);
    case 'member': return declarationsOf(file).filter((d) => d.member !== undefined && `${d.name}.${d.member}` === target.replace(/``\d+$/, '') && isOverload(d.unit, suppression.target)).map((d) => d.span);
    case 'namespaceanddescendants':
      return declarationsOf(file).filter((d) => d.member === undefined && (d.namespace === target || d.namespace.startsWith(`${target}.`))).map((d) => d.span);
    default: return [];
  }
}

const systemTypes: Readonly<Record<string, string>> = {
  object: 'Object', bool: 'Boolean', char: 'Char', sbyte: 'SByte', byte: 'Byte', short: 'Int16', ushort: 'UInt16', int: 'Int32', uint: 'UInt32', long: 'Int64', ulong: 'UInt64',
  decimal: 'Decimal', float: 'Single', double: 'Double', string: 'String', nint: 'IntPtr', nuint: 'UIntPtr',
};

/** Whether a method may be the one with the parameters of a target: as many of them, and the same types where keywords name them. */
function isOverload(unit: Unit, target: string): boolean {
  if (!target.startsWith('M:')) return true;
  const { parameters } = unit.root as { readonly parameters?: readonly Parameter[] };
  const types = splitTypes(/\((.*)\)/.exec(target)?.[1] ?? '');
  if (types.length !== (parameters?.length ?? 0)) return false;
  return parameters?.every(({ type, modifiers }, i) => {
    const known = type && systemTypes[unit.text.slice(type.start, type.end)];
    const isReference = modifiers.some((modifier) => modifier === 'ref' || modifier === 'out' || modifier === 'in');
    const given = types[i] ?? '';
    return given.endsWith('@') === isReference && (known === undefined || given.replace('@', '') === `System.${known}`);
  }) ?? true;
}

/** `A,B{C,D}` is two types. */
function splitTypes(list: string): readonly string[] {
  const types: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const c = list[i];
    if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    else if (depth === 0 && (c === ',' || c === undefined)) {
      if (i > start) types.push(list.slice(start, i));
      start = i + 1;
    }
  }
  return types;
}

interface Declared { readonly namespace: string; readonly name: string; readonly member: string | undefined; readonly unit: Unit; readonly span: Span }

function declarationsOf(file: SourceFile): readonly Declared[] {
  const declared: Declared[] = [];
  forEachType(file.root, (type, namespace, outer) => {
    const { header } = type;
    const arity = header.root.typeParameters.length;
    const simple = header.root.name + (arity > 0 ? `\`${arity}` : '');
    const name = outer ?? namespace;
    const full = name === '' ? simple : `${name}.${simple}`;
    declared.push({ namespace, name: full, member: undefined, unit: header, span: type.range });
    for (const member of type.members) declared.push({ namespace, name: full, member: memberName(member), unit: member, span: unitSpan(member) });
    return full;
  });
  return declared;
}

function memberName(unit: Unit): string | undefined {
  const root = unit.root as { readonly kind: string; readonly name?: string; readonly modifiers?: readonly string[]; readonly variables?: readonly { readonly name: string }[] };
  if (root.kind === 'Constructor') return root.modifiers?.includes('static') ? '#cctor' : '#ctor';
  if (root.kind === 'Indexer') return 'Item';
  return root.name ?? root.variables?.[0]?.name ?? '';
}

/** Gives the full name that the types inside are told as `outer`. */
type TypeVisitor = (type: TypeDeclaration, namespace: string, outer: string | undefined) => string | undefined;

/** Visits the types of a file from the outermost in. */
export function forEachType(root: CompilationUnit, visit: TypeVisitor): void {
  const visitTypes = (types: readonly TypeDeclaration[], namespace: string, outer: string | undefined): void => {
    for (const type of types) visitTypes(type.types, namespace, visit(type, namespace, outer));
  };
  const visitNamespaces = (list: readonly NamespaceDeclaration[], parent: string): void => {
    for (const declaration of list) {
      const name = parent === '' ? declaration.name : `${parent}.${declaration.name}`;
      visitTypes(declaration.types, name, undefined);
      visitNamespaces(declaration.namespaces, name);
    }
  };
  visitTypes(root.types, '', undefined);
  visitNamespaces(root.namespaces, '');
}
