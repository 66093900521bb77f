/** AOT3004 too: values that are held as `object` in what SignalR sends (`new Envelope("kind", value)`), written by the metadata of their own type. */
import type { TypeSymbol } from '../../../symbols/symbol';
import { someType } from '../../../symbols/types';
import { isExecutable } from '../../../msbuild';
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import type { ConcludeContext } from '../../rule';
import type { JsonContext } from '../registration/contexts';
import { contextsOf, isWithoutReflection, registeredContexts } from '../registration/contexts';
import { listingFix, unnamedFix } from '../fixes/contextFixes';
import { isHeldByListed, isWrittenAsObject } from '../values/nearestMetadata';
import { contextsSetUpBy } from '../registration/packages';
import { resolvedRegistrations } from '../registration/resolverSlots';
import type { JsonFact } from '../serializable';
import { typeName } from '../typeModel';
import type { Used } from '../writtenUses';
import { usesHeldBy } from '../writtenUses';

/** A value in an object that is sent, and the contexts of the protocol. */
export interface HubValue {
  readonly used: Used;
  readonly registered: readonly JsonContext[];
  readonly isServed: boolean;
}

/** Only where contexts of the program are all that the protocol has. */
export function hubValues({ facts, program }: ConcludeContext<JsonFact>): readonly HubValue[] {
  if (!isWithoutReflection(program) || program.frameworkVersion < 9 || !isExecutable(program.project)) return [];
  const types = facts.flatMap(({ value }) => (value.kind === 'hubWrite' ? [value.type] : []));
  if (types.length === 0 || facts.some(({ value }) => value.kind === 'unknownHubSetup')) return [];
  const written = facts.flatMap(({ value }) => (value.kind === 'registration' && value.registration.options === 'hubs' ? [value.registration] : []));
  const registrations = resolvedRegistrations(written, facts);
  if (registrations.length === 0 || registrations.some((registration) => registration.context === undefined)) return [];
  const outOfSight = contextsSetUpBy(facts.flatMap(({ value }) => (value.kind === 'setup' ? [value.assembly] : [])), 'hubs', program.compilation);
  if (!outOfSight) return [];
  const all = contextsOf(program.compilation);
  const registered = registeredContexts(registrations, all);
  const covered = new Map<string, TypeSymbol>([...registered, ...outOfSight].flatMap((known) => [...known.covered]));
  return usesHeldBy(types, facts).map((used) => ({ used, registered, isServed: isWrittenAsObject(used.use.type, covered, used.use.isMade) || isHeldByListed(used.use.type, covered, used.use.isLazy) }));
}

/** `isLeft`: what is left alone, since it may be written otherwise. */
export function reportHubValues(context: ConcludeContext<JsonFact>, values: readonly HubValue[], isLeft: (used: Used) => boolean): void {
  const { program } = context;
  for (const { used, registered } of values) {
    const { fact, use, body } = used;
    const { type } = use;
    if (use.writtenAs || isLeft(used)) continue;
    const isUnnamed = someType(type, isAnonymous);
    context.report({ ...fact.anchor, file: fact.file }, {
      id: 'AOT3004',
      message: `${isUnnamed ? 'An anonymous type' : `'${typeName(type)}'`} is written as JSON by SignalR in an object that is sent, but ${isUnnamed ? 'an anonymous type cannot be listed in a JsonSerializerContext' : 'no JsonSerializerContext of the hub protocol lists it'}: in the native program the connection is closed when it is sent.`,
      fixes: () => (isUnnamed ? unnamedFix(program, type, { body, file: fact.file }, registered) : listingFix(program, type, registered)),
    });
  }
}
