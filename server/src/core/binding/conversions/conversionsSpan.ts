/** First-class span conversions of C# 14. */
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from './conversion';
import { hasImplicitReference, isIdentity } from './conversionsReference';
import { isString, spanOf, specialTypeOf } from './conversionsTypes';

/** Array to Span or ReadOnlySpan, Span to ReadOnlySpan, ReadOnlySpan to ReadOnlySpan (covariant), string to ReadOnlySpan of char. */
export function hasImplicitSpan(from: TypeSymbol, to: TypeSymbol, context: BindingContext): boolean {
  if (context.languageVersion < 14) return false;
  const target = spanOf(to);
  if (target === undefined) return false;
  if (from.kind === 'array') return from.rank === 1 && fits(from.elementType, target.element, target.readOnly);
  if (isString(from)) return target.readOnly && specialTypeOf(target.element) === 'Char';
  const source = spanOf(from);
  return source !== undefined && target.readOnly && fits(source.element, target.element, true);
}

function fits(from: TypeSymbol, to: TypeSymbol, covariant: boolean): boolean {
  return isIdentity(from, to) || (covariant && hasImplicitReference(from, to));
}
