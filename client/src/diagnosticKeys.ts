/** Keys of VS Code's diagnostics: which fact, on which line, from whom. */
import type { Diagnostic } from 'vscode';

/** `source` of our live diagnostics, as the server sets it. */
export const LIVE_SOURCE = 'AOT Lens';
/** `source` of diagnostics that a publish brought. */
export const PUBLISH_SOURCE = 'AOT Lens publish';

/** Rule id of a diagnostic; undefined when it has none. */
export function codeOf(diagnostic: Diagnostic): string | undefined {
  const { code } = diagnostic;
  if (code === undefined) return undefined;
  return String(typeof code === 'object' ? code.value : code);
}

export function isOurs(diagnostic: Diagnostic): boolean {
  return diagnostic.source === LIVE_SOURCE || diagnostic.source === PUBLISH_SOURCE;
}

/** The same fact on the same line, whoever says it. */
export function factKey(diagnostic: Diagnostic): string | undefined {
  const code = codeOf(diagnostic);
  return code === undefined ? undefined : `${code}@${diagnostic.range.start.line}`;
}
