/** Aliases of references: names that their types are seen behind (`extern alias`), instead of or besides `global`. */

/** Names in the `Aliases` of an item. */
export function aliasesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[,;]/).map((alias) => alias.trim()).filter((alias) => alias !== '');
}
