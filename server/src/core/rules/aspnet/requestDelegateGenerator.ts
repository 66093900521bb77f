/** RDG002, RDG004, RDG011, RDG012: endpoints that the request delegate generator leaves to reflection. */
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import type { SkippedEndpoint } from '../capability/generators';
import { isMapWithDelegate, skippedEndpoint } from '../capability/generators';

const consequence = 'Compile-time endpoint generation will skip this endpoint and the endpoint will be generated at runtime. For more information, please see https://aka.ms/aspnet/rdg-known-issues';

function rdg(id: string, name: string, title: string, whatToDo: string): RuleMeta {
  return { id, name, title, defaultSeverity: 'warning', official: true, why: 'The endpoint is built at run time by reflection, which fails in a native program.', whatToDo };
}

const metas: readonly RuleMeta[] = [
  rdg('RDG002', 'unresolvable-endpoint-handler', 'The handler of an endpoint cannot be resolved', 'Pass a lambda, a method group or a readonly field.'),
  rdg('RDG004', 'anonymous-return-type', 'An endpoint returns an anonymous type', 'Return a record and list it in the JsonSerializerContext.'),
  rdg('RDG011', 'generic-endpoint', 'An endpoint uses a type parameter', 'Use closed types in the handler.'),
  rdg('RDG012', 'inaccessible-endpoint-type', 'An endpoint uses a type that generated code cannot reach', 'Make the type internal or public.'),
];

function messageOf(skipped: SkippedEndpoint): string {
  switch (skipped.id) {
    case 'RDG002': return `Unable to statically resolve endpoint handler method. Only method groups, lambda expressions or readonly fields/variables are allowed. ${consequence}`;
    case 'RDG004': return `Unable to resolve anonymous return type. ${consequence}`;
    case 'RDG011': return `Endpoints with generic type parameters are not supported. ${consequence}`;
    case 'RDG012': return `Encountered inaccessible type '${skipped.typeName ?? ''}' while processing endpoint. ${consequence}`;
  }
}

export const requestDelegateGeneratorRule = defineRule({
  metas,
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.requestDelegateGenerator) return;
    for (const use of body.uses) {
      if (use.kind !== 'call' || use.symbol?.kind !== 'method' || !isMapWithDelegate(use.symbol)) continue;
      const skipped = skippedEndpoint(use, body);
      const node = use.node ?? use.anchor;
      if (skipped) context.report({ unit: use.anchor.unit, start: node.start, end: node.end }, { id: skipped.id, message: messageOf(skipped) });
    }
  },
});
