/**
 * Same-length rewrites of syntax that the grammar does not know yet: the parser sees a construct that it knows, lowering sees
 * from the list of rewrites what was really written.
 */
import type { Tokens } from './tokens';

export type RewriteKind =
  | 'extensionBlock' | 'conditionalAssignment' | 'compoundOperator' | 'slicePattern' | 'lambdaParameter' | 'allowsRefStruct'
  | 'refPartialStruct' | 'contextualName' | 'genericCallArgument' | 'interpolatedText' | 'listPatternWhen' | 'pointerIndirection' | 'refAssignment'
  | 'tupleTypeArgument' | 'patternTypeArguments' | 'castOfProduct' | 'parenthesizedKey' | 'parenthesizedType' | 'typeArguments';

/** One place that was rewritten: offset of the first changed character (of the operator token, for an operator). */
export interface Rewrite {
  readonly kind: RewriteKind;
  readonly offset: number;
}

/** `replacement` takes the place of as many characters at `offset`. */
export interface Replacement {
  readonly offset: number;
  readonly replacement: string;
}

export interface Rewriter {
  readonly kind: RewriteKind;
  /** Cheap test on the whole text: without a match there is nothing to rewrite. May match too much. */
  readonly trigger: RegExp;
  /** Finds the places; `emit(at, …)`: where lowering will look, and the characters to put. */
  readonly find: (tokens: Tokens, emit: (at: number, replacement: Replacement) => void) => void;
}
