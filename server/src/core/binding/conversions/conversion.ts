/** The result of classifying a conversion (ECMA-334 §10) and the context that classification needs. */
import type { Compilation } from '../../symbols/compilation';
import type { MethodSymbol } from '../../symbols/symbol';

/** What conversions, inference and overload resolution need besides their operands. One object per body being bound. */
export interface BindingContext {
  readonly compilation: Compilation;
  /** Major C# version: 12, 13, 14. First-class span conversions exist from 14 on, params collections from 13. */
  readonly languageVersion: number;
  /** Inside `checked(…)` or `checked { … }`: operators of their own go before the others (C# 11). */
  readonly isChecked?: boolean;
  /** Second try, where no candidate fits otherwise: a lambda whose body has errors fits every delegate with its parameters. */
  readonly ignoreLambdaErrors?: boolean;
}

export type ConversionKind =
  | 'none' | 'identity' | 'implicitNumeric' | 'implicitConstant' | 'implicitEnum' | 'nullLiteral' | 'nullable' | 'implicitReference'
  | 'boxing' | 'typeParameter' | 'pointer' | 'anonymousFunction' | 'methodGroup' | 'tupleLiteral' | 'tuple' | 'default' | 'throw'
  | 'objectCreation' | 'collectionExpression' | 'interpolatedString' | 'interpolatedStringHandler' | 'span' | 'inlineArray' | 'stackAlloc'
  | 'branches' | 'outVar' | 'userDefined' | 'dynamic' | 'explicitNumeric' | 'explicitEnum' | 'explicitNullable' | 'explicitReference'
  | 'unboxing' | 'explicitTuple' | 'explicitPointer';

export interface Conversion {
  /** `none`: there is no conversion, unless `unknown`. */
  readonly kind: ConversionKind;
  /** An implicit conversion exists, or may exist (`unknown`). */
  readonly isImplicit: boolean;
  /** An operand is an error type or an unknown expression: nothing can be said. */
  readonly unknown: boolean;
  /** Operator of a user-defined conversion, constructed; method chosen by a method group conversion where known. */
  readonly method?: MethodSymbol;
}

const simple = new Map<ConversionKind, Conversion>();
const explicitKinds: ReadonlySet<ConversionKind> = new Set<ConversionKind>(['none', 'explicitNumeric', 'explicitEnum', 'explicitNullable', 'explicitReference', 'unboxing', 'explicitTuple', 'explicitPointer']);

/** The shared instance of a conversion that carries nothing but its kind. */
export function conversionOf(kind: ConversionKind): Conversion {
  let result = simple.get(kind);
  if (result === undefined) simple.set(kind, result = { kind, isImplicit: !explicitKinds.has(kind), unknown: false });
  return result;
}

export const noConversion: Conversion = conversionOf('none');
export const identityConversion: Conversion = conversionOf('identity');
export const unknownConversion: Conversion = { kind: 'none', isImplicit: true, unknown: true };

/** True when the conversion exists for certain. */
export function exists(conversion: Conversion): boolean {
  return conversion.kind !== 'none';
}
