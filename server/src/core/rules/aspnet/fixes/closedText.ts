/** The text of a generic method with types in place of its type parameters. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, walk } from '../../../flow/walk';
import type { TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isValueType, nullableUnderlying } from '../../../symbols/types';
import type { Expression, LocalFunction, MemberAccess, MethodDeclaration } from '../../../syntax/nodes';

type Generic = MethodDeclaration | LocalFunction;

/** A name in the method that stands for a type parameter, and what it becomes. */
interface Replacement { readonly start: number; readonly end: number; readonly text: string }

const declaring: ReadonlySet<string> = new Set(['Parameter', 'VariableDeclarator', 'SingleDesignation', 'TypeParameter', 'LocalFunction']);

/** Undefined where the method with these types would not compile, or would mean something else. */
export function closableNames(node: Generic, types: readonly TypeSymbol[], nameOf: (type: TypeSymbol) => string, body: BoundBody): readonly Replacement[] | undefined {
  const typeOf = new Map(node.typeParameters.map(({ name }, index) => [name, types[index]]));
  const found: Replacement[] = [];
  const parents = parentsOf(body.units.find(({ root }) => root === node || parentsOf(root).has(node))?.root);
  let canClose = ![...typeOf.values()].includes(undefined);
  const own = new Set<unknown>(node.typeParameters);
  walk(node, (each, parent) => {
    if (own.has(each) || each.kind === 'ConstraintClause') return false;
    const { name } = each as unknown as { readonly name?: unknown };
    if (each !== (node as unknown) && declaring.has(each.kind) && typeof name === 'string' && typeOf.has(name)) canClose = false;
    if (each.kind === 'Literal' && (each as unknown as { readonly literalType: string }).literalType === 'null' && types.some(isValueType)) canClose = false;
    if (each.kind === 'MemberAccess' && !hasMember(each as unknown as MemberAccess, typeOf, body)) canClose = false;
    const type = each.kind === 'IdentifierName' && typeof name === 'string' && !isMemberName(each, parent) ? typeOf.get(name) : undefined;
    if (!type) return undefined;
    if (!fits(each, type, parents, body)) canClose = false;
    found.push({ start: each.start, end: each.end, text: nameOf(type) });
    return undefined;
  });
  return canClose ? found : undefined;
}

/** `x.T`, `N.T`, `{ T = 1 }`, `{ T: 1 }`: no type parameter. */
function isMemberName(node: AnyNode, parent: AnyNode | undefined): boolean {
  const { name, right, left } = (parent ?? {}) as { readonly name?: unknown; readonly right?: unknown; readonly left?: unknown };
  switch (parent?.kind) {
    case 'MemberAccess': case 'MemberBinding': return name === node;
    case 'QualifiedName': return right === node;
    case 'Assignment': return left === node;
    case 'Subpattern': return Array.isArray(name) && name.includes(node);
    default: return false;
  }
}

/** What is called on a value of a type parameter, or on itself, the type must have under that name: not as an explicit implementation. */
function hasMember(access: MemberAccess, typeOf: ReadonlyMap<string, TypeSymbol | undefined>, body: BoundBody): boolean {
  const { expression } = access;
  const receiver = body.typeOf(expression);
  const name = receiver?.kind === 'typeParameter' ? receiver.name : expression.kind === 'IdentifierName' && body.symbolOf(expression)?.kind === 'typeParameter' ? expression.name : undefined;
  const type = name === undefined ? undefined : typeOf.get(name);
  if (!type) return true;
  const symbol = body.symbolOf(access);
  if (symbol?.kind === 'method' && symbol.isExtensionMethod) return true;
  return type.kind === 'namedType' && [...baseTypesAndSelf(type)].some((level) => level.membersNamed(access.name.name).some(({ accessibility }) => accessibility === 'public'));
}

/** Where a type parameter is more than the name of a type. */
function fits(node: AnyNode, type: TypeSymbol, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): boolean {
  const parent = parents.get(node) as unknown as { readonly kind: string; readonly expression?: Expression } | undefined;
  switch (parent?.kind) {
    case 'NullableType': return !isValueType(type) || isConstrainedToValues(node, body);
    case 'Argument': return false; // nameof
    case 'Cast': case 'As': case 'IsType': return isGeneral(parent.expression && body.typeOf(parent.expression));
    case 'ConstantPattern': case 'DeclarationPattern': case 'TypePattern': case 'RecursivePattern': return false;
    default: return nullableUnderlying(type) === undefined;
  }
}

function isConstrainedToValues(node: AnyNode, body: BoundBody): boolean {
  const symbol = body.symbolOf(node as unknown as Expression);
  return symbol?.kind === 'typeParameter' && symbol.hasValueTypeConstraint;
}

function isGeneral(type: TypeSymbol | undefined): boolean {
  return type?.kind === 'namedType' && (type.specialType === 'Object' || type.typeKind === 'interface');
}

/** Text of the method under another name, without type parameters and their constraints. */
export function withoutTypeParameters(text: string, node: Generic, name: string, names: readonly Replacement[]): string | undefined {
  const last = node.typeParameters[node.typeParameters.length - 1];
  const close = last ? text.indexOf('>', last.end) + 1 : 0;
  if (close === 0) return undefined;
  const cuts: Replacement[] = [{ start: node.nameStart, end: close, text: name }, ...names];
  for (const { start, end } of node.constraints) {
    const before = text.slice(0, start);
    const from = before.trimEnd().length;
    if (/\/\/[^\n]*$/.test(before.slice(0, from))) return undefined;
    cuts.push({ start: from, end, text: '' });
  }
  let at = node.start;
  let result = '';
  for (const cut of cuts.sort((a, b) => a.start - b.start)) {
    if (cut.start < at) return undefined;
    result += text.slice(at, cut.start) + cut.text;
    at = cut.end;
  }
  return result + text.slice(at, node.end);
}

/** The `///` lines above a declaration; `textWith`: without those of type parameters, for which it names types. */
export function documentationOf(text: string, start: number, typeParameters: readonly string[]): { readonly start: number; readonly textWith: (names: readonly string[]) => string } {
  const found = /(?:[ \t]*\/\/\/[^\n]*\n)+[ \t]*$/.exec(text.slice(0, start));
  if (!found) return { start, textWith: () => '' };
  const indentation = /^[ \t]*/.exec(found[0])?.[0] ?? '';
  const named = new RegExp(`^[ \\t]*///[ \\t]*<typeparam name="(?:${typeParameters.join('|')})">[^\\n]*</typeparam>[ \\t]*\\r?\\n`, 'gm');
  const references = new RegExp(`<typeparamref name="(${typeParameters.join('|')})"\\s*/>`, 'g');
  const kept = found[0].replace(named, '').slice(indentation.length);
  return {
    start: start - found[0].length + indentation.length,
    textWith: (names) => kept.replace(references, (_, name: string) => `<c>${(names[typeParameters.indexOf(name)] ?? name).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</c>`),
  };
}
