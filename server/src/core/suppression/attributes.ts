/** `[SuppressMessage]` and `[UnconditionalSuppressMessage]` on declarations, as scopes of text: read from syntax, since hardly anything but literals is written there. */
import type { RuleId, Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import type { AnyNode } from '../flow/walk';
import { walk } from '../flow/walk';
import type { SourceCompilation } from '../symbols/createCompilation';
import type { AttributeData } from '../symbols/symbol';
import { simpleNameOf } from '../syntax/query';
import type { Attribute, AttributeList, CompilationUnit, Expression, NamespaceDeclaration, TypeDeclaration, Unit } from '../syntax/nodes';

/** Where an id is suppressed. */
export interface SuppressionScope { readonly id: RuleId; readonly span: Span }

/** Simple names of the attribute classes, as they are written too. */
const suppressionClasses: ReadonlySet<string> = new Set(['SuppressMessage', 'SuppressMessageAttribute', 'UnconditionalSuppressMessage', 'UnconditionalSuppressMessageAttribute']);

/** Scopes of the attributes on a file's own declarations. `compilation`: for ids that are no literals, and names that are aliases. */
export function suppressionScopes(file: SourceFile, compilation: () => SourceCompilation): readonly SuppressionScope[] {
  if (!file.text.includes('SuppressMessage')) return [];
  const found: SuppressionScope[] = [];
  const isAliased = /\busing\s+\w+\s*=\s*[\w.:]*SuppressMessage(?:Attribute)?\s*;/.test(file.text);
  const addUnit = (unit: Unit, span: Span): void => {
    const { kind, attributeLists = [] } = unit.root as { readonly kind: string; readonly attributeLists?: readonly AttributeList[] };
    const ids = suppressedIds(attributeLists, kind);
    const isBound = attributeLists.length > 0 && (isAliased || attributeLists.some(({ attributes }) => attributes.some((attribute) => isSuppression(attribute) && writtenId(attribute) === undefined)));
    for (const id of isBound ? [...ids, ...boundIds(unit, file, compilation())] : ids) found.push({ id, span });
    addNested(unit, found);
  };
  forEachType(file.root, (type) => {
    addUnit(type.header, type.range);
    for (const member of type.members) addUnit(member, unitSpan(member));
    return undefined;
  });
  for (const statement of file.root.statements) addNested(statement, found);
  return found;
}

function boundIds(unit: Unit, file: SourceFile, compilation: SourceCompilation): readonly RuleId[] {
  compilation.realize(file);
  return compilation.declaredSymbols(unit).flatMap(({ attributes }) => attributes).flatMap(suppressedId);
}

/** The id that a bound attribute suppresses, if it is one that does. */
export function suppressedId({ fullName, constructorArguments }: AttributeData): readonly RuleId[] {
  const [, id] = constructorArguments;
  const isOne = suppressionClasses.has(fullName.slice(fullName.lastIndexOf('.') + 1));
  return isOne && id?.kind === 'primitive' && typeof id.value === 'string' ? [baseId(id.value)] : [];
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

/**
 * Ids that the suppressions among these attributes name. What is given to a result, a parameter, the field of a property or the accessors of
 * an event does not concern the member. `kind`: of the declaration.
 */
export function suppressedIds(lists: readonly AttributeList[], kind?: string): readonly RuleId[] {
  const isOther = (target: string | undefined): boolean => target === 'return' || target === 'param' || (target === 'field' && kind !== 'Field') || (target === 'method' && kind === 'Event');
  return lists.filter(({ target }) => !isOther(target)).flatMap((list) => list.attributes).flatMap((attribute) => {
    const id = isSuppression(attribute) ? writtenId(attribute) : undefined;
    return id === undefined ? [] : [baseId(id)];
  });
}

/** `IL2026:RequiresUnreferencedCode` names the id before the colon. */
function baseId(text: string): RuleId {
  return text.split(':', 1)[0] ?? text;
}

function isSuppression({ name }: Attribute): boolean {
  return suppressionClasses.has(simpleNameOf(name));
}

/** The id where it is written out, in its place. */
function writtenId({ arguments: [category, id] }: Attribute): string | undefined {
  if (category?.name !== undefined || id?.name !== undefined) return undefined;
  return id && writtenText(id.expression);
}

/** A text of literals, joined or not: ids before long explanations are written in several lines. */
function writtenText(node: Expression): string | undefined {
  if (node.kind === 'Parenthesized') return writtenText(node.expression);
  if (node.kind === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.kind !== 'Binary' || node.operator !== '+') return undefined;
  const left = writtenText(node.left);
  const right = writtenText(node.right);
  return left === undefined || right === undefined ? undefined : left + right;
}

const mentions = new WeakMap<SourceFile, boolean>();

/** Whether a file may hold a suppression at all: told by its text, so that nothing is parsed for it. */
export function mentionsSuppressions(file: SourceFile): boolean {
  let known = mentions.get(file);
  if (known === undefined) mentions.set(file, known = file.text.includes('SuppressMessage'));
  return known;
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
