/** Reading files as the compiler does. */
import { readFileSync } from 'node:fs';

/** Text without its byte order mark; undefined when the file cannot be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
