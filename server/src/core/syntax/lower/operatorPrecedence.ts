/** How tightly the binary operators bind (ECMA-334 §12.4.2). */
const precedences: Readonly<Record<string, number>> = {
  '*': 10, '/': 10, '%': 10, '+': 9, '-': 9, '<<': 8, '>>': 8, '>>>': 8, '<': 7, '>': 7, '<=': 7, '>=': 7, is: 7, '==': 6, '!=': 6,
  '&': 5, '^': 4, '|': 3, '&&': 2, '||': 1, '??': 0,
};

/** More for what binds tighter; operators that are not in the table bind tightest. */
export function precedence(operator: string): number {
  return precedences[operator] ?? 11;
}
