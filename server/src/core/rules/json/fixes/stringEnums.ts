/** The enums that a `JsonStringEnumConverter` may be asked for: it serves them all, a converter of one type only that one. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf } from '../../../flow/walk';
import { jsonTypesOf } from '../../../symbols/generatedJsonGraph';
import type { NamedTypeSymbol, TypeSymbol } from '../../../symbols/symbol';
import { isEnumType, nullableUnderlying } from '../../../symbols/types';
import type { AnonymousObjectCreation, Expression, VariableDeclarator } from '../../../syntax/nodes';
import { bodiesNaming } from '../../programBodies';
import type { ProgramContext } from '../../rule';
import { endpointTypes, resultGroupTypes, resultTypes, slotValues } from '../endpoints';
import { filterTypes } from '../filters';
import { genericCalls } from '../genericResults';
import { contextsOf } from '../registration/contexts';
import { isClosed } from '../typeModel';
import { heldValues } from '../values/objectValues';

const namespaces: ReadonlySet<string> = new Set(['System.Text.Json', 'System.Text.Json.Nodes', 'System.Net.Http.Json', 'Microsoft.AspNetCore.Http']);

/** Where something may be read or written as JSON, or given away as an object. */
const words = /\b(?:object|dynamic|ProblemDetails|Map\w*|(?:Typed)?Results|\w*(?:As|From)Json\w*|(?:Des|S)erialize\w*|JsonContent)\b/;

/**
 * Of the type that the options around the converter are for, where that is all they are used for; else of all that contexts list, endpoints
 * read or write, and calls serialize, whether it is listed yet or not.
 */
export function servedEnums({ node, anchor: { unit } }: SymbolUse, body: BoundBody, program: ProgramContext): readonly NamedTypeSymbol[] {
  const own = node && (serializedAround(node, unit.root, body) ?? typesOfOptions(node, body, unit.root, program));
  const isOfEndpoints = /\bSerializerOptions\s*\.\s*Converters\b[^;]*$/.test(unit.text.slice(0, node?.start));
  const types = own ?? [program, ...program.libraries].flatMap((each) => writtenIn(each, isOfEndpoints));
  const covered = own ? [] : contextsOf(program.compilation).flatMap(({ covered: listed }) => [...listed.values()]);
  const enums = [...covered, ...jsonTypesOf(types.filter(isClosed))].map((type) => nullableUnderlying(type) ?? type);
  return [...new Set(enums.filter((type): type is NamedTypeSymbol => type.kind === 'namedType' && isEnumType(type)))];
}

/** The type that the call around a place serializes; undefined where there is none, or no type is told. */
function serializedAround(node: AnyNode, root: unknown, body: BoundBody): readonly TypeSymbol[] | undefined {
  const parents = parentsOf(root);
  for (let parent = parents.get(node); parent && parent.kind !== 'Lambda'; parent = parents.get(parent)) {
    const symbol = parent.kind === 'Invocation' ? body.symbolOf(parent as Expression) : undefined;
    if (symbol?.kind !== 'method' || !namespaces.has(symbol.containingType.namespace)) continue;
    const [type, ...others] = symbol.typeArguments;
    return type && others.length === 0 && isClosed(type) ? [type] : undefined;
  }
  return undefined;
}

/** Of options that a variable or field holds: the types of the calls that are given them. Undefined where they are used for anything else. */
function typesOfOptions(node: AnyNode, body: BoundBody, root: unknown, program: ProgramContext): readonly TypeSymbol[] | undefined {
  const parents = parentsOf(root);
  let declarator = parents.get(node);
  while (declarator && declarator.kind !== 'VariableDeclarator' && declarator.kind !== 'Lambda' && declarator.kind !== 'Argument') declarator = parents.get(declarator);
  if (declarator?.kind !== 'VariableDeclarator') return undefined;
  const { name } = declarator as unknown as VariableDeclarator;
  const field = body.owner.kind === 'member' && body.owner.symbol.kind === 'field' ? body.owner.symbol : undefined;
  const found: TypeSymbol[] = [];
  for (const each of field ? [...bodiesNaming(program, new RegExp(`\\b${name}\\b`))].map((named) => named.body) : [body]) {
    for (const unit of each.units) {
      for (const [use] of parentsOf(unit.root)) {
        if (use.kind !== 'IdentifierName' || (use as unknown as { readonly name: string }).name !== name) continue;
        const symbol = each.symbolOf(use as Expression);
        if (field ? symbol?.kind !== 'field' || symbol.originalDefinition.containingType !== field.containingType : symbol?.kind !== 'local') continue;
        const types = serializedAround(use, unit.root, each);
        if (!types) return undefined;
        found.push(...types);
      }
    }
  }
  return found.length === 0 ? undefined : found;
}

/** `isOfEndpoints`: what calls of the serializer write with options of their own does not count. */
function writtenIn(program: ProgramContext, isOfEndpoints: boolean): readonly TypeSymbol[] {
  const found: TypeSymbol[] = [];
  for (const { body } of bodiesNaming(program, words)) {
    for (const use of body.uses) {
      const { symbol } = use;
      found.push(...[...endpointTypes(use, body), ...resultTypes(use, body), ...resultGroupTypes(use)].map(({ type }) => type));
      found.push(...genericCalls(use, body).flatMap(({ types }) => [...types.values()]));
      const namespace = symbol?.kind === 'method' ? symbol.containingType.namespace : '';
      if (symbol?.kind === 'method' && (isOfEndpoints ? namespace === 'Microsoft.AspNetCore.Http' : namespaces.has(namespace))) found.push(...symbol.typeArguments);
    }
    found.push(...anonymousIn(body));
    found.push(...[...heldValues(body).map(({ use }) => use), ...slotValues(body).flatMap(({ values }) => values), ...filterTypes(body)].map(({ type }) => type));
  }
  return found;
}

/** What anonymous objects hold, which may be written with them. */
function anonymousIn(body: BoundBody): readonly TypeSymbol[] {
  const found: TypeSymbol[] = [];
  for (const unit of body.units) {
    if (!unit.text.includes('new')) continue;
    for (const node of parentsOf(unit.root).keys()) {
      if (node.kind !== 'AnonymousObjectCreation') continue;
      for (const { expression } of (node as unknown as AnonymousObjectCreation).members) found.push(...[body.typeOf(expression)].filter((type) => type !== undefined));
    }
  }
  return found;
}
