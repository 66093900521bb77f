/**
 * Names of namespaces that are seen through an alias of references (ECMA-334 §14.4): the alias and `::` before the dotted name,
 * `a::N.M`, `a::` for its root. Names without one are those of `global`.
 */

const mark = '::';

/** Name of the root namespace of an alias. */
export function rootOfAlias(alias: string): string {
  return alias + mark;
}

/** Full name of a member of a namespace. */
export function memberName(namespace: string, name: string): string {
  return namespace === '' || namespace.endsWith(mark) ? namespace + name : `${namespace}.${name}`;
}

/** The alias, if any, and the dotted name behind it. */
export function splitAlias(namespace: string): { readonly alias: string | undefined; readonly dotted: string } {
  const end = namespace.indexOf(mark);
  return end < 0 ? { alias: undefined, dotted: namespace } : { alias: namespace.slice(0, end), dotted: namespace.slice(end + mark.length) };
}
