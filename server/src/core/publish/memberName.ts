/** Reads the member names that ILLink and ILC print, so that a warning without a file can be brought to its declaration. */

export interface MemberName {
  /** Full names to try for the declaring type, most nested first: `N.Outer.Inner`, `N.Outer`. Nested types are separated by `.`. */
  readonly types: readonly string[];
  /** Simple name of the source member; undefined for a type itself. Compiler-made members give the name they were made from. */
  readonly member: string | undefined;
}

/**
 * `Program.<>c.<<Main>$>b__0_3()` -> types [Program], member `Main`; `N.Box`1.Get(T)` -> types [N.Box], member `Get`;
 * `N.T.Name.get` -> member `Name`; `N.T..ctor()` -> member `.ctor`.
 */
export function parseMemberName(printed: string): MemberName {
  const name = printed.slice(0, firstArgument(printed));
  const parts: string[] = [];
  let member: string | undefined;
  let inGenerated = false;
  for (const part of splitDots(name)) {
    const generated = /^<+([^<>]*)>/.exec(part);
    if (generated) {
      // Display classes, iterators, lambdas and local functions: `<Name>b__0`, `<<Main>$>g__F|0`, `<Name>d__1`, `<>c`.
      // What follows such a name (MoveNext) is the compiler's too.
      if (generated[1]) member = generated[1];
      inGenerated = true;
      continue;
    }
    if (!inGenerated) parts.push(part.replace(/`\d+|<.*$|\[.*$/g, ''));
  }
  const last = parts.at(-1);
  if ((last === 'get' || last === 'set' || last === 'add' || last === 'remove') && parts.length > 2) parts.pop();
  if (member === undefined && printed.includes('(')) member = parts.pop();
  else if (member === undefined && parts.length > 1 && parts.length < splitDots(name).length) member = parts.pop();
  const types: string[] = [];
  for (let length = parts.length; length > 0; length--) types.push(parts.slice(0, length).join('.'));
  return { types, member };
}

/** Where the parameter list starts; the whole length without one. */
function firstArgument(printed: string): number {
  let depth = 0;
  for (let i = 0; i < printed.length; i++) {
    const c = printed.charAt(i);
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if (c === '(' && depth <= 0) return i;
  }
  return printed.length;
}

function splitDots(name: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < name.length; i++) {
    const c = name.charAt(i);
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if (depth === 0 && (c === '.' || c === '+') && i > start) {
      parts.push(name.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(name.slice(start));
  return parts.filter((part) => part !== '');
}
