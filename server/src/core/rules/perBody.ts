/** What several rules ask of one body is worked out once. */
import type { BoundBody } from '../binding/boundBody';

/** `compute`, remembered by body; a body that is bound anew is another one. */
export function perBody<T extends object>(compute: (body: BoundBody) => T): (body: BoundBody) => T {
  const known = new WeakMap<BoundBody, T>();
  return (body) => {
    let found = known.get(body);
    if (found === undefined) known.set(body, (found = compute(body)));
    return found;
  };
}
