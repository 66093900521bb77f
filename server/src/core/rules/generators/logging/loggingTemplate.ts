/** Message templates of `[LoggerMessage]`, split as the generator does it. */

/** Names in braces; `isValid` is false where the generator stops at a brace that has no partner or no name. */
export interface LogTemplates {
  readonly names: readonly string[];
  readonly isValid: boolean;
}

/** Reads `x {name,10:format} {{literal}}`. */
export function logTemplates(message: string): LogTemplates {
  const names: string[] = [];
  for (let at = 0; at < message.length;) {
    const open = braceIndex(message, '{', at);
    if (open === 'none') break;
    const close = open === 'wrong' ? open : braceIndex(message, '}', open + 1);
    if (open === 'wrong' || close === 'wrong' || close === 'none') return { names, isValid: false };
    const [name = ''] = message.slice(open + 1, close).split(/[,:]/, 1);
    if (name.trim() === '') return { names, isValid: false };
    names.push(name);
    at = close + 1;
  }
  return { names, isValid: true };
}

/** Next run of braces of odd length: its last `{` or first `}`; runs of even length are literal. */
function braceIndex(message: string, wanted: '{' | '}', from: number): number | 'none' | 'wrong' {
  for (let at = from; at < message.length;) {
    const brace = message[at];
    if (brace !== '{' && brace !== '}') {
      at++;
      continue;
    }
    const start = at;
    while (message[at] === brace) at++;
    if ((at - start) % 2 === 0) continue;
    if (brace !== wanted) return 'wrong';
    return wanted === '{' ? at - 1 : start;
  }
  return 'none';
}
