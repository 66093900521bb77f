/**
 * What conversion, inference and overload resolution need to know of an expression (ECMA-334 §10–§12.6): its natural type where it
 * has one, or how it converts where it has none. The binder makes shapes; conversions/inference/overload only read them.
 */
import type { AttributeValue, MethodSymbol, RefKind, TypeSymbol } from '../symbols/symbol';

export type ExpressionShape =
  /** An ordinary expression. `constant`: for implicit constant conversions (§10.2.11) and `0` to enum. `dynamic` and error types come here too. */
  | { readonly kind: 'typed'; readonly type: TypeSymbol; readonly constant?: AttributeValue; /** a conditional or switch also keeps its branches for target typing */ readonly branches?: readonly ExpressionShape[]; /** `$"…"`: also converts to FormattableString, IFormattable, handlers */ readonly interpolated?: boolean; /** a tuple literal also keeps its elements */ readonly elements?: readonly ExpressionShape[]; /** `stackalloc` in expression position */ readonly stackalloc?: boolean }
  | { readonly kind: 'null' }
  /** `default` literal. */
  | { readonly kind: 'default' }
  /** Tuple literal with an untyped element. */
  | { readonly kind: 'tuple'; readonly elements: readonly ExpressionShape[] }
  /** Conditional or switch expression without a natural type. */
  | { readonly kind: 'branches'; readonly branches: readonly ExpressionShape[] }
  | { readonly kind: 'implicitNew' }
  | { readonly kind: 'collection'; readonly elements: readonly { readonly spread: boolean; readonly shape: ExpressionShape }[] }
  | { readonly kind: 'throw' }
  | { readonly kind: 'lambda'; readonly lambda: LambdaShape }
  | { readonly kind: 'methodGroup'; readonly group: MethodGroupShape }
  /** `out var x` and `out _`: fits any out parameter. */
  | { readonly kind: 'outVar' }
  | { readonly kind: 'unknown' };

export interface LambdaShape {
  readonly isAsync: boolean;
  /** Undefined for `delegate { }` without a list: fits any parameters without out. */
  readonly parameterCount: number | undefined;
  /** Explicit parameter types and ref kinds; undefined when the parameters are implicitly typed. */
  readonly explicitParameters: readonly { readonly type: TypeSymbol; readonly refKind: RefKind; readonly isParams?: boolean; readonly isOptional?: boolean }[] | undefined;
  /** C# 14: modifiers of parameters without types, by parameter. */
  readonly modifiers?: readonly RefKind[];
  readonly explicitReturnType: TypeSymbol | undefined;
  /** Binds the body with these parameter types, without recording; cached by the types. `returns` has the shape of each returned expression. */
  bind(parameterTypes: readonly TypeSymbol[], targetReturnType?: TypeSymbol): LambdaBodyShape;
}

export interface LambdaBodyShape {
  /** Expressions returned (of an expression body: the one). */
  readonly returns: readonly ExpressionShape[];
  /** Expression body that may also stand as a statement (call, assignment, ++, await, new): converts to a void delegate. */
  readonly isStatementExpression: boolean;
  readonly isExpressionBody: boolean;
  /** A block body that can fall off its end (so: has no return with a value), or has a `return` without one. */
  readonly returnsVoid: boolean;
  readonly hasErrors: boolean;
}

export interface MethodGroupShape {
  /** Candidates before overload resolution, extension methods of the nearest scope that has any included when the group has a receiver. */
  readonly methods: readonly MethodSymbol[];
  /** Overload resolution of the group against parameter types (§10.8); undefined when none fits or it is ambiguous. */
  resolve(parameters: readonly { readonly type: TypeSymbol; readonly refKind: RefKind }[]): MethodSymbol | undefined;
}

export interface ArgumentShape {
  readonly name: string | undefined;
  readonly refKind: 'none' | 'ref' | 'out' | 'in';
  readonly shape: ExpressionShape;
}
