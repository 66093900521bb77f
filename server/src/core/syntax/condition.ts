/** Expressions of `#if` and `#elif` (ECMA-334 §6.5.3). */

/** Conditions with more `!` and `(` within each other are false: reading them takes the stack. */
const maximumDepth = 500;

/** Value of a condition; one that is not well-formed is false. */
export function evaluateCondition(text: string, symbols: ReadonlySet<string>): boolean {
  const tokens = text.replace(/\/\/.*$/s, '').match(/\|\||&&|==|!=|[!()]|[^\s!()|&=]+/g) ?? [];
  let position = 0;
  const accept = (token: string): boolean => {
    if (tokens[position] !== token) return false;
    position++;
    return true;
  };
  const or = (): boolean => {
    let value = and();
    while (accept('||')) value = and() || value;
    return value;
  };
  const and = (): boolean => {
    let value = equality();
    while (accept('&&')) value = equality() && value;
    return value;
  };
  const equality = (): boolean => {
    let value = unary();
    while (tokens[position] === '==' || tokens[position] === '!=') {
      const equal = tokens[position++] === '==';
      value = (unary() === value) === equal;
    }
    return value;
  };
  let depth = 0;
  let tooDeep = false;
  const deeper = (read: () => boolean): boolean => {
    if (depth === maximumDepth) {
      tooDeep = true;
      position = tokens.length;
      return false;
    }
    depth++;
    const value = read();
    depth--;
    return value;
  };
  const unary = (): boolean => (accept('!') ? !deeper(unary) : primary());
  const primary = (): boolean => {
    if (accept('(')) {
      const value = deeper(or);
      accept(')');
      return value;
    }
    const token = tokens[position++];
    return token === 'true' || (token !== undefined && token !== 'false' && symbols.has(token));
  };
  return or() && !tooDeep;
}
