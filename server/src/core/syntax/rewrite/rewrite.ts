/**
 * Same-length rewrites of syntax that the grammar does not know yet: the parser sees a construct that it knows, lowering sees
 * from the list of rewrites what was really written.
 */

export type RewriteKind = 'extensionBlock' | 'conditionalAssignment' | 'compoundOperator' | 'slicePattern' | 'lambdaParameter' | 'allowsRefStruct' | 'defaultConstraint';

/** One place that was rewritten: offset of the first changed character. */
export interface Rewrite {
  readonly kind: RewriteKind;
  readonly offset: number;
}
