/** Reserved words of C# (ECMA-334 §6.4.4), which are names only with an `@` in front. */
const keywords: ReadonlySet<string> = new Set(('abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event '
  + 'explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params '
  + 'private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe '
  + 'ushort using virtual void volatile while').split(' '));

/** A name as source text writes it. */
export function escapedName(name: string): string {
  return keywords.has(name) ? `@${name}` : name;
}

/** The same for each part of a dotted name. */
export function escapedPath(name: string): string {
  return name.split('.').map(escapedName).join('.');
}
