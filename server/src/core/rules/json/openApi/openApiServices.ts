/**
 * AOT3007 too: services among the members of an `[AsParameters]` type. The request delegate generator says of such an endpoint that it takes
 * a body, without a type, and `void` has no metadata (measured, 9.0 and 10.0). Marked with `[FromServices]` they are left alone.
 */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import type { PropertySymbol } from '../../../symbols/symbol';
import { gapAfterAttribute } from '../../../syntax/query';
import { asParametersProperties } from '../../aspnet/endpoints/asParameters';
import type { EndpointDescription } from '../../aspnet/endpoints/endpointConventions';
import { generatorVersion, parameterPlace } from '../../aspnet/endpoints/endpoint';
import type { Handler } from '../../aspnet/endpoints/endpoint';
import { declarationAt, editIn } from '../../aspnet/fixes/sourceEdits';
import type { EndpointParameter } from '../../aspnet/endpoints/parameterSource';
import { sourceOf } from '../../aspnet/endpoints/parameterSource';
import { importing, namespaceOf } from '../../imports';
import type { ConcludeContext, ProgramContext } from '../../rule';
import type { Documents } from './openApiDocuments';
import { documentsWith, openApiMeta } from './openApiDocuments';
import { ofFramework } from '../registration/packages';
import type { JsonFact } from '../serializable';
import { isService } from '../services';
import { typeName } from '../typeModel';

/** What a handler takes from the services by way of `[AsParameters]`, if they have it, and no body beside it. */
export interface ServiceMembers extends Pick<EndpointDescription, 'group' | 'isOfUnknownGroup'> {
  readonly kind: 'serviceMembers';
  readonly members: readonly PropertySymbol[];
}

const bodies: ReadonlySet<string> = new Set(['body', 'bodyOrService', 'rawBody', 'form', 'bindAsync']);

export function serviceMembers(handler: Handler, { group, isOfUnknownGroup, calls }: EndpointDescription, handlerAt: Anchor, body: BoundBody): { readonly at: Anchor; readonly fact: ServiceMembers } | undefined {
  if (calls.some(({ symbol }: SymbolUse) => symbol?.kind === 'method' && symbol.name === 'Accepts')) return undefined;
  const isBody = (parameter: EndpointParameter): boolean => bodies.has(sourceOf(parameter)) || (sourceOf(parameter) === 'special' && /^(?:Stream|PipeReader)$/.test(typeName(parameter.type).split('.').at(-1) ?? ''));
  const members: PropertySymbol[] = [];
  let at: Anchor | undefined;
  for (const [index, parameter] of handler.method.parameters.entries()) {
    if (sourceOf(parameter) !== 'asParameters') {
      if (isBody(parameter)) return undefined;
      continue;
    }
    const properties = parameter.type.kind === 'namedType' ? asParametersProperties(parameter.type, generatorVersion(body.compilation) >= 10) : 'RDG005';
    if (typeof properties === 'string') return undefined;
    for (const { property, attributes } of properties) {
      const member = { name: property.name, type: property.type, attributes };
      if (sourceOf(member) !== 'bodyOrService') {
        if (isBody(member)) return undefined;
        continue;
      }
      members.push(property);
      at ??= parameterPlace(handler, index, handlerAt);
    }
  }
  return at && { at, fact: { kind: 'serviceMembers', members, group, isOfUnknownGroup } };
}

/** Only where all that may be a service is one: else the request has a body, and its type is described. */
export function reportServiceMembers(context: ConcludeContext<JsonFact>, documents: Documents, services: ReadonlySet<string>): void {
  for (const { value, anchor, file } of context.facts) {
    if (value.kind !== 'serviceMembers') continue;
    const names = documentsWith(value, documents);
    const [first] = value.members;
    const isInjected = ({ type }: PropertySymbol): boolean => isService(type, services) || (type.kind === 'namedType' && type.typeKind === 'interface' && ofFramework.test(type.containingAssembly.name) && type.namespace.startsWith('Microsoft.'));
    if (!first || names.length === 0 || !value.members.every(isInjected)) continue;
    context.report({ ...anchor, file }, {
      id: openApiMeta.id,
      message: `'${first.name}' of '${first.containingType.name}' is a service without [FromServices], so that the generated code describes a body of no type: in the native program every request for the OpenAPI document ${names.map((each) => `'${each}'`).join(', ')} fails with 500.`,
      fixes: () => fromServicesFix(value.members, context.program),
    });
  }
}

function fromServicesFix(members: readonly PropertySymbol[], program: ProgramContext): readonly Fix[] {
  const edits = members.map(({ location }) => {
    const positional = declarationAt(location, 'Parameter');
    const declared = positional ?? declarationAt(location, 'Property');
    const source = program.source(declared?.file);
    if (!declared || !source) return undefined;
    const { prefix, edits: usings } = importing(program, source.path, 'Microsoft.AspNetCore.Mvc', namespaceOf(source, declared.unit));
    const { start } = declared.node;
    const attribute = positional ? `[property: ${prefix}FromServices] ` : `[${prefix}FromServices]${gapAfterAttribute(source.text, declared.unit.base + start)}`;
    return [...usings, editIn(declared, start, start, attribute)];
  });
  if (edits.length === 0 || edits.includes(undefined)) return [];
  const all = edits.flatMap((each) => each ?? []);
  const unique = all.filter((edit, index) => all.findIndex((other) => other.file === edit.file && other.span.start === edit.span.start && other.newText === edit.newText) === index);
  return [{ title: 'Mark with [FromServices]', applicability: 'safe', edits: unique }];
}
