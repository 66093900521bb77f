/** What is worked out once for a bound body and the version of the analyzers that look at it. */
import type { BoundBody } from '../binding/boundBody';

/** Of a body for .NET 8, what later analyzers see is asked for, too: each version has its own. `version` is the framework's: 8, 9, 10. */
export function perBodyAndVersion<T extends object>(make: (body: BoundBody, version: number) => T): (body: BoundBody, version: number) => T {
  const known = new Map<number, WeakMap<BoundBody, T>>();
  return (body, version) => {
    let bodies = known.get(version);
    if (!bodies) known.set(version, bodies = new WeakMap());
    let found = bodies.get(body);
    if (!found) bodies.set(body, found = make(body, version));
    return found;
  };
}
