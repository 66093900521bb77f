/** What values of attributes and constants are. */
import type { AttributeValue } from './symbol';

/** A constant text; undefined for null and for all that is no text. */
export function stringOf(value: AttributeValue): string | undefined {
  return value?.kind === 'primitive' && typeof value.value === 'string' ? value.value : undefined;
}
