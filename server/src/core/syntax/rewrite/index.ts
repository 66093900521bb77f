/** All rewriters, and how they are applied. */
import { allowsRefStruct } from './allowsRefStruct';
import { castOfProduct } from './castOfProduct';
import { compoundOperator } from './compoundOperator';
import { conditionalAssignment } from './conditionalAssignment';
import { contextualName } from './contextualName';
import { extensionBlock } from './extensionBlock';
import { genericCallArgument } from './genericCallArgument';
import { interpolatedText } from './interpolatedText';
import { lambdaParameter } from './lambdaParameter';
import { listPatternWhen } from './listPatternWhen';
import { parenthesizedKey } from './parenthesizedKey';
import { parenthesizedType } from './parenthesizedType';
import { patternTypeArguments } from './patternTypeArguments';
import { pointerIndirection } from './pointerIndirection';
import { refAssignment } from './refAssignment';
import { refPartialStruct } from './refPartialStruct';
import type { Replacement, Rewrite, Rewriter } from './rewrite';
import { slicePattern } from './slicePattern';
import { Tokens } from './tokens';
import { tupleTypeArgument } from './tupleTypeArgument';
import { typeArguments } from './typeArguments';

/** One for each construct; the tests tell which a newer grammar makes needless. */
export const rewriters: readonly Rewriter[] = [
  extensionBlock, conditionalAssignment, compoundOperator, slicePattern, lambdaParameter, allowsRefStruct, refPartialStruct,
  contextualName, genericCallArgument, interpolatedText, listPatternWhen, pointerIndirection, refAssignment,
  tupleTypeArgument, patternTypeArguments, castOfProduct, parenthesizedKey, parenthesizedType, typeArguments,
];

/** Applies all rewriters to a text without directives. The result is as long as the text; `rewrites` is sorted by offset. */
export function applyRewrites(text: string): { readonly text: string; readonly rewrites: readonly Rewrite[] } {
  const wanted = rewriters.filter((rewriter) => rewriter.trigger.test(text));
  if (wanted.length === 0) return { text, rewrites: [] };
  const tokens = Tokens.of(text);
  const rewrites: Rewrite[] = [];
  const replacements: Replacement[] = [];
  for (const { kind, find } of wanted) {
    find(tokens, (offset, replacement) => {
      rewrites.push({ kind, offset });
      replacements.push(replacement);
    });
  }
  return { text: replaceAll(text, replacements), rewrites: rewrites.sort((a, b) => a.offset - b.offset) };
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let position = 0;
  for (const { offset, replacement } of [...replacements].sort((a, b) => a.offset - b.offset)) {
    if (offset < position) continue;
    result += text.slice(position, offset) + replacement;
    position = offset + replacement.length;
  }
  return result + text.slice(position);
}
