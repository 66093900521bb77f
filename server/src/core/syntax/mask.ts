/**
 * The text that the parser sees: as long as the source, with directives and inactive `#if` branches blanked and new syntax
 * rewritten. Roslyn takes inactive code for trivia, so this is also what the rules must see.
 */
import type { SourceFile } from '../sourceFile';
import { blankDirectives } from './preprocessor';
import { applyRewrites } from './rewrite/index';
import type { Rewrite } from './rewrite/rewrite';

export interface MaskedSource {
  /** Directives and inactive code blanked: the text that units are slices of. */
  readonly text: string;
  /** The same with new syntax rewritten: the text that is parsed. */
  readonly parserText: string;
  readonly rewrites: readonly Rewrite[];
  readonly pragmas: SourceFile['pragmas'];
  readonly appDirectives: SourceFile['appDirectives'];
  readonly nullableDirectives: SourceFile['nullableDirectives'];
}

/** Masks a whole file; `defines` are the symbols defined from outside. */
export function maskSource(source: string, defines: readonly string[]): MaskedSource {
  // A NUL ends the text for the parser's lexer.
  const directives = blankDirectives(source.includes('\0') ? source.replaceAll('\0', ' ') : source, defines);
  const { text: parserText, rewrites } = applyRewrites(directives.text);
  return { ...directives, parserText, rewrites };
}
