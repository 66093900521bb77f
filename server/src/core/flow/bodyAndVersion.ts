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

/**
 * What stands for the native compiler where a version is asked for: it goes by the rules of the analyzer, for .NET 8 by those of .NET 9, and
 * follows what that leaves out.
 */
export function nativeCompiler(version: number): number {
  return version <= 8 ? firstNativeCompiler : version + 0.5;
}

/** That of .NET 8. */
export const firstNativeCompiler = 9.25;

export function isNativeCompiler(version: number): boolean {
  return !Number.isInteger(version);
}
