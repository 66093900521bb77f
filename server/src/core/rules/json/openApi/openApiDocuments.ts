/** AOT3007: the OpenAPI documents of an application, and which endpoints they describe. */
import type { Compilation } from '../../../symbols/compilation';
import { jsonKey } from '../../../symbols/generatedJsonGraph';
import type { AssemblySymbol } from '../../../symbols/symbol';
import type { EndpointDescription } from '../../aspnet/endpoints/endpointConventions';
import type { Fact, RuleMeta } from '../../rule';
import type { OpenApiFact } from './openApi';
import type { JsonFact } from '../serializable';
import type { Used } from '../writtenUses';
import { placeOf } from '../writtenUses';

export const openApiMeta: RuleMeta = {
  id: 'AOT3007', name: 'openapi-type-without-metadata', title: 'A type of an OpenAPI document has no JSON metadata', defaultSeverity: 'warning', official: false,
  why: 'The schemas of an OpenAPI document are made from JSON metadata; without that of one parameter or response the whole document is answered with 500.',
  whatToDo: 'Add [JsonSerializable(typeof(T))] to a registered JsonSerializerContext, or leave the endpoint out with ExcludeFromDescription().',
};

const explorer = 'Microsoft.AspNetCore.Mvc.ApiExplorer';

/** Whether code of a dll may decide what documents describe. */
function mayFilterDocuments(assembly: AssemblySymbol): boolean {
  return assembly.refersTo?.(explorer, 'IApiDescriptionProvider') === true || assembly.refersTo?.('Microsoft.AspNetCore.OpenApi', 'OpenApiOptions') === true;
}

/** Keys of the types whose metadata `AddOpenApi` brings to the JSON options: of text, and from .NET 10 on of `JsonNode` (measured). */
export function keysBroughtByOpenApi(facts: readonly Fact<JsonFact>[], compilation: Compilation): ReadonlySet<string> {
  if (!facts.some(({ value }) => value.kind === 'openApiDocument' && !value.isDropped)) return new Set();
  return new Set(['System.String', 'System.Text.Json.Nodes.JsonNode'].flatMap((name) => compilation.typeByMetadataName(name) ?? []).map(jsonKey));
}

/** The documents of an application. */
export interface Documents {
  readonly names: readonly (string | undefined)[];
  readonly hasGroupConventions: boolean;
}

/** Undefined where there are none to ask for, or where it is not known what they describe. */
export function documentsOf(facts: readonly Fact<JsonFact>[], setup: readonly AssemblySymbol[]): Documents | undefined {
  const all = facts.flatMap(({ value }) => (value.kind === 'openApiDocument' ? [value] : []));
  const has = (kind: OpenApiFact['kind']): boolean => facts.some(({ value }) => value.kind === kind);
  if (all.length === 0 || !has('openApiMapped') || has('openApiFilter') || setup.some(mayFilterDocuments)) return undefined;
  return { names: [...new Set(all.map(({ name }) => name))], hasGroupConventions: has('groupConvention') };
}

/** A described type, and the names of the documents that it is in. */
export interface DescribedUse extends Used { readonly documents: readonly string[] }

/** Each type once at each place. */
export function describedUses(facts: readonly Fact<JsonFact>[], known: Documents): readonly DescribedUse[] {
  const found = new Map<string, DescribedUse>();
  for (const fact of facts) {
    if (fact.value.kind !== 'describedType') continue;
    const documents = documentsWith(fact.value, known);
    const each: DescribedUse = { fact, use: fact.value.use, body: undefined, documents };
    if (documents.length > 0 && !found.has(placeOf(each))) found.set(placeOf(each), each);
  }
  return [...found.values()];
}

/** Names of the documents that describe an endpoint. */
export function documentsWith({ group, isOfUnknownGroup }: Pick<EndpointDescription, 'group' | 'isOfUnknownGroup'>, { names, hasGroupConventions }: Documents): readonly string[] {
  if (isOfUnknownGroup && hasGroupConventions) return [];
  const known = names.filter((name) => name !== undefined);
  if (group === undefined) return known;
  // .NET 10 makes names of documents lower case, and leaves those of groups.
  return known.filter((name) => name === group && name.toLowerCase() === name);
}
