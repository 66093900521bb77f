/** Fixes of `[AsParameters]` on a collection (RDG014, before .NET 10 RDG008): it is one value of the request. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, walk } from '../../../flow/walk';
import type { NamedTypeSymbol, ParameterSymbol } from '../../../symbols/symbol';
import { arrayType } from '../../../symbols/types';
import type { AttributeList, ElementAccess, Lambda, MemberAccess, TypeSyntax } from '../../../syntax/nodes';
import { metadataEdits } from '../../json/fixes/endpointMetadata';
import type { ProgramContext } from '../../rule';
import { isBindable } from '../endpoints/parameterSource';
import { editIn, removeAttributeEdit } from './sourceEdits';
import type { Declared } from './sourceEdits';

/** Whether a type has no properties that could stand for parameters. */
export function isEnumerable(type: NamedTypeSymbol): boolean {
  return [type, ...type.allInterfaces].some((i) => i.name === 'IEnumerable' && i.namespace === 'System.Collections');
}

/** Methods whose handlers may take a body that nothing says to be one. */
const withBody: ReadonlySet<string> = new Set(['MapPost', 'MapPut', 'MapPatch']);
/** Lists that an array can stand for where they are only read. */
const lists: ReadonlySet<string> = new Set(['List', 'IList', 'ICollection', 'IEnumerable', 'IReadOnlyList', 'IReadOnlyCollection']);

/** The slot is the parameter of a handler; `lambda` where that is written in place. */
export function enumerableFixes(subject: ParameterSymbol, declared: Declared<{ readonly type: TypeSyntax | undefined; readonly attributeLists: readonly AttributeList[] }>, use: SymbolUse, lambda: Lambda | undefined, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const index = subject.attributes.findIndex(({ fullName }) => fullName === 'Microsoft.AspNetCore.Http.AsParametersAttribute');
  const attributes = declared.node.attributeLists.flatMap((list) => list.attributes);
  const attribute = attributes.length === subject.attributes.length ? attributes[index] : undefined;
  const removal = attribute && removeAttributeEdit(declared, declared.node.attributeLists, attribute);
  const { type } = subject;
  if (!removal || type.kind !== 'namedType') return [];
  if (isBindable(type)) return [{ title: `Take '${subject.name}' from the route or query`, applicability: 'unsafe', edits: [removal] }];
  if (use.symbol?.kind === 'method' && withBody.has(use.symbol.name)) return [{ title: `Take '${subject.name}' from the body`, applicability: 'unsafe', edits: [removal, ...metadataEdits(program, [type])] }];
  const [element] = type.typeArguments;
  if (use.symbol?.kind !== 'method' || !/^Map(?:Get|Delete)$/.test(use.symbol.name) || !element || type.arity !== 1 || !lists.has(type.name) || !isBindable(arrayType(element)) || !lambda) return [];
  const typeEdits = arrayEdits(subject.name, declared, lambda, body);
  return typeEdits ? [{ title: `Take '${subject.name}' as an array from the query`, applicability: 'unsafe', edits: [removal, ...typeEdits] }] : [];
}

/** `List<int> ids` to `int[] ids`, `ids.Count` to `ids.Length`; undefined where the list is used otherwise than read. */
function arrayEdits(name: string, declared: Declared<{ readonly type: TypeSyntax | undefined }>, lambda: Lambda, body: BoundBody): readonly TextEdit[] | undefined {
  const written = declared.node.type;
  const generic = written?.kind === 'QualifiedName' ? written.right : written;
  const argument = generic?.kind === 'GenericName' ? generic.typeArguments[0] : undefined;
  if (!written || !argument) return undefined;
  const text = declared.unit.text.slice(argument.start, argument.end);
  const edits = [editIn(declared, written.start, written.end, `${text}[]`)];
  const parents = parentsOf(declared.unit.root);
  const others: AnyNode[] = [];
  walk(lambda.body, (node) => {
    if (node.kind !== 'IdentifierName' || (node as unknown as { readonly name: string }).name !== name) return undefined;
    const symbol = body.symbolOf(node as never);
    if (symbol?.kind !== 'parameter') return undefined;
    const count = countOf(node, parents, body);
    if (count) edits.push(editIn(declared, count.name.start, count.name.end, 'Length'));
    else if (!isRead(node, parents, body)) others.push(node);
    return undefined;
  });
  return others.length === 0 ? edits : undefined;
}

function countOf(node: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): MemberAccess | undefined {
  const parent = parents.get(node);
  if (parent?.kind !== 'MemberAccess') return undefined;
  const access = parent as unknown as MemberAccess;
  return (access.expression as unknown) === node && access.name.name === 'Count' && body.symbolOf(access)?.kind === 'property' ? access : undefined;
}

/** Gone through, read by index, or the receiver of an extension method of IEnumerable. */
function isRead(node: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): boolean {
  const parent = parents.get(node);
  if (parent?.kind === 'ForEach') return (parent as unknown as { readonly expression: unknown }).expression === node;
  if (parent?.kind === 'ElementAccess') {
    const outer = parents.get(parent);
    return (parent as unknown as ElementAccess).expression === (node as unknown) && outer?.kind !== 'Assignment' && outer?.kind !== 'PostfixUnary' && outer?.kind !== 'PrefixUnary';
  }
  const called = parent?.kind === 'MemberAccess' ? body.symbolOf(parent as never) : undefined;
  return called?.kind === 'method' && called.isExtensionMethod && called.containingType.name === 'Enumerable' && called.containingType.namespace === 'System.Linq';
}
