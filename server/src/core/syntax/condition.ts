/** Expressions of `#if` and `#elif` (ECMA-334 §6.5.3). */

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
  const unary = (): boolean => (accept('!') ? !unary() : primary());
  const primary = (): boolean => {
    if (accept('(')) {
      const value = or();
      accept(')');
      return value;
    }
    const token = tokens[position++];
    return token === 'true' || (token !== undefined && token !== 'false' && symbols.has(token));
  };
  return or();
}
