/** What a program registers as services: such types are injected, not read from JSON. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { TypeSymbol } from '../../symbols/symbol';
import { perBody } from '../perBody';
import { unboundName } from './registration/resolverSlots';
import { typeName } from './typeModel';

/** A type that a registration names. */
interface Registered {
  readonly at: Anchor;
  readonly name: string;
}

/** Names of the types that registrations in a body name, as type arguments or with `typeof`. */
export const serviceNames = perBody((body): readonly Registered[] => [
  ...body.uses.flatMap((use) => {
    const method = use.symbol;
    if ((use.kind !== 'call' && use.kind !== 'creation') || method?.kind !== 'method' || !(/^(?:Try)?Add/.test(method.name) || method.containingType.name === 'ServiceDescriptor')) return [];
    const named = (use.arguments ?? []).flatMap(({ expression }) => body.uses.filter((u) => u.kind === 'typeof' && expression.kind === 'TypeOf' && u.anchor.start === expression.start && u.anchor.unit === use.anchor.unit));
    // An open generic type is registered for all its type arguments.
    const types = [...method.typeArguments, ...named.flatMap((u) => (u.symbol?.kind === 'namedType' ? [u.symbol.isUnboundGeneric ? u.symbol.originalDefinition : u.symbol] : []))];
    return types.map((type) => ({ at: use.anchor, name: typeName(type) }));
  }),
  ...body.statistics.unbound.flatMap((at) => (/^(?:Try)?Add/.test(unboundName(at) ?? '') ? typesIn(at, body) : [])),
]);

/** Types between the angle brackets of a call that could not be bound, such as one into a package that is not restored. */
function typesIn(at: Anchor, body: BoundBody): readonly Registered[] {
  const within = body.uses.filter(({ kind, anchor }) => kind === 'type' && anchor.unit === at.unit && anchor.start >= at.start && anchor.end <= at.end);
  return within.flatMap(({ symbol }) => (symbol?.kind === 'namedType' ? [{ at, name: typeName(symbol) }] : []));
}

/** Whether a type, or the open generic type that it is made of, is among the registered ones. */
export function isService(type: TypeSymbol, services: ReadonlySet<string>): boolean {
  return services.has(typeName(type)) || (type.kind === 'namedType' && services.has(typeName(type.originalDefinition)));
}
