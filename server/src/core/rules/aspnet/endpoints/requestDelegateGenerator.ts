/** RDG002 to RDG014: endpoints that the request delegate generator leaves to reflection. */
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import type { EndpointFault } from './endpoint';
import { endpointFaults, isMapWithDelegate } from './endpoint';
import { endpointFixes } from '../fixes/endpointFixes';

const more = 'For more information, please see https://aka.ms/aspnet/rdg-known-issues';
const consequence = `Compile-time endpoint generation will skip this endpoint and the endpoint will be generated at runtime. ${more}`;

function rdg(id: EndpointFault['id'], name: string, title: string, whatToDo: string): RuleMeta {
  return { id, name, title, defaultSeverity: 'warning', official: true, why: 'The endpoint is built at run time by reflection, which fails in a native program.', whatToDo };
}

const metas: readonly RuleMeta[] = [
  rdg('RDG002', 'unresolvable-endpoint-handler', 'The handler of an endpoint cannot be resolved', 'Pass a lambda, a method group or a readonly field.'),
  rdg('RDG003', 'unresolvable-endpoint-parameter', 'A parameter of an endpoint is an object bound from a form', 'Bind single values from the form, or read IFormCollection.'),
  rdg('RDG004', 'anonymous-return-type', 'An endpoint returns an anonymous type', 'Return a record and list it in the JsonSerializerContext.'),
  rdg('RDG005', 'abstract-parameters-type', 'An [AsParameters] type is abstract', 'Use a class or struct that can be created.'),
  rdg('RDG006', 'mismatched-parameters-constructor', 'The constructor of an [AsParameters] type does not match its properties', 'Give each constructor parameter a property of the same name and type.'),
  rdg('RDG007', 'no-parameters-constructor', 'An [AsParameters] type has no public constructor', 'Add a public constructor.'),
  rdg('RDG008', 'several-parameters-constructors', 'An [AsParameters] type has several public constructors', 'Keep one public constructor.'),
  rdg('RDG009', 'nested-as-parameters', '[AsParameters] is nested', 'Put the properties of the inner type into the outer one.'),
  rdg('RDG010', 'nullable-as-parameters', 'An [AsParameters] parameter is nullable', 'Make the parameter non-nullable, without a default value.'),
  rdg('RDG011', 'generic-endpoint', 'An endpoint uses a type parameter', 'Use closed types in the handler.'),
  rdg('RDG012', 'inaccessible-endpoint-type', 'An endpoint uses a type that generated code cannot reach', 'Make the type internal or public.'),
  rdg('RDG013', 'keyed-and-plain-service', 'A parameter is a keyed service and something else', 'Keep one of the attributes.'),
  rdg('RDG014', 'enumerable-as-parameters', 'An [AsParameters] type is enumerable', 'Use a type that is no collection.'),
];

/** Texts of the generator's descriptors. */
function messageOf({ id, name = '' }: EndpointFault): string {
  switch (id) {
    case 'RDG002': return `Unable to statically resolve endpoint handler method. Only method groups, lambda expressions or readonly fields/variables are allowed. ${consequence}`;
    case 'RDG003': return `Unable to statically resolve parameter named '${name}' for endpoint. ${consequence}`;
    case 'RDG004': return `Unable to resolve anonymous return type. ${consequence}`;
    case 'RDG005': return `The abstract type '${name}' is not supported. ${more}`;
    case 'RDG006': return `The public parameterized constructor must contain only parameters that match the declared public properties for type '${name}'. ${more}`;
    case 'RDG007': return `No public parameterless constructor found for type '${name}'. ${more}`;
    case 'RDG008': return `Only a single public parameterized constructor is allowed for type '${name}'. ${more}`;
    case 'RDG009': return `Nested AsParametersAttribute is not supported and should be used only for handler parameters. ${more}`;
    case 'RDG010': return `The nullable type '${name}' is not supported. Mark the parameter as non-nullable. ${more}`;
    case 'RDG011': return `Endpoints with generic type parameters are not supported. ${consequence}`;
    case 'RDG012': return `Encountered inaccessible type '${name}' while processing endpoint. ${consequence}`;
    case 'RDG013': return `The [FromKeyedServices] attribute is not supported on parameters that are also annotated with IFromServiceMetadata. ${more}`;
    case 'RDG014': return `The enumerable type '${name}' is not supported. ${more}`;
  }
}

export const requestDelegateGeneratorRule = defineRule({
  metas,
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      const node = use.node ?? use.anchor;
      const messages = new Set<string>();
      for (const fault of endpointFaults(use, body) ?? []) {
        const message = messageOf(fault);
        if (messages.has(`${fault.id} ${message}`)) continue;
        messages.add(`${fault.id} ${message}`);
        context.report({ unit: use.anchor.unit, start: node.start, end: node.end }, { id: fault.id, message, fixes: () => endpointFixes(fault, use, body, program) });
      }
    }
  },
});
