/** Input options and results of overload resolution (ECMA-334 §12.6.4). */
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import type { ExpressionShape } from '../shape';

export interface OverloadOptions {
  readonly context: BindingContext;
  /** Explicit type arguments (`M<int>(…)`); undefined when they are to be inferred. */
  readonly typeArguments?: readonly TypeSymbol[];
  /** Of candidates from extension blocks: the block's type arguments, which the receiver's type gives, when the others are to be inferred. */
  readonly blockArguments?: ReadonlyMap<MethodSymbol, readonly TypeSymbol[]> | undefined;
  /** Set when the candidates are extension methods called in reduced form: the expression before the dot. */
  readonly receiver?: ExpressionShape;
  /** `instance`: through a value, static candidates do not count; `static`: through a type name. Undefined: either (simple names). */
  readonly access?: 'instance' | 'static';
  /** A method group is converted: methods count in their normal form alone, with an argument for each parameter (§10.8). */
  readonly isConversion?: boolean;
  /** Method group conversions compare return types too (§10.8): undefined for calls. */
  readonly returnType?: TypeSymbol;
}

export interface ResolvedOverload {
  readonly kind: 'method';
  /** Constructed with the given or inferred type arguments (error types for those that hang on an unknown argument). */
  readonly method: MethodSymbol;
  /**
   * For each written argument the index in `method.parameters`. In reduced form the receiver belongs to parameter 0 and is not
   * in this list. Several arguments map to the params parameter in expanded form.
   */
  readonly argumentToParameter: readonly number[];
  /** A params parameter takes its elements one by one. */
  readonly expanded: boolean;
}

export type OverloadResult = OverloadOutcome & {
  /** Nothing was applicable until lambdas with errors in their bodies were let through. */
  readonly hasLambdaErrors?: true;
};

type OverloadOutcome =
  | ResolvedOverload
  /** Several are applicable and none is better than all others. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly MethodSymbol[] }
  /** None is applicable. */
  | { readonly kind: 'none' }
  /** An argument is unknown and the remaining candidates differ in it. */
  | { readonly kind: 'unknown'; readonly candidates: readonly MethodSymbol[] };
