/** Applicable function members (ECMA-334 §12.6.4.2): argument lists, forms, inference, constraints, conversions of arguments. */
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindingContext, Conversion } from '../conversions/conversion';
import type { OverloadOptions } from './overloadTypes';
import type { ArgumentShape, ExpressionShape } from '../shape';
import { constructMethod } from '../../symbols/construct';
import { conversionOf, identityConversion, noConversion, unknownConversion } from '../conversions/conversion';
import { classifyConversion, isInterpolatedHandler } from '../conversions/conversions';
import { paramsElementType } from '../conversions/conversionsCollection';
import { isIdentity } from '../conversions/conversionsReference';
import { containsError, isVoid } from '../conversions/conversionsTypes';
import { inferTypeArguments } from './inference';
import { satisfiesConstraints } from './overloadConstraints';

/** A candidate that is applicable in one of its forms. */
export interface Applicable {
  readonly method: MethodSymbol;
  /** As lookup found it. */
  readonly candidate: MethodSymbol;
  readonly expanded: boolean;
  /** For each argument, the receiver of a reduced call first. */
  readonly mapping: readonly number[];
  /** Parameter type of each argument: the element type in the expanded form. */
  readonly types: readonly TypeSymbol[];
  readonly conversions: readonly Conversion[];
  /** Optional parameters without an argument. */
  readonly defaults: number;
}

/** The candidate in its normal form or, failing that, in its expanded one. */
export function applicableForm(candidate: MethodSymbol, args: readonly ArgumentShape[], options: OverloadOptions): Applicable | undefined {
  const parameters = candidate.parameters;
  const last = parameters[parameters.length - 1];
  const isParams = last?.isParams === true;
  if (options.isConversion === true) return args.length === parameters.length && hasArity(candidate, options) ? inForm(candidate, args, false, options) : undefined;
  if (args.length > parameters.length && !isParams) return candidate.isVararg ? varargs(candidate, args) : undefined;
  if (!hasArity(candidate, options)) return undefined;
  return inForm(candidate, args, false, options) ?? (isParams ? inForm(candidate, args, true, options) : undefined);
}

function hasArity(candidate: MethodSymbol, options: OverloadOptions): boolean {
  return options.typeArguments === undefined || options.typeArguments.length === candidate.typeParameters.length;
}

/** `__arglist` takes anything. */
function varargs(candidate: MethodSymbol, args: readonly ArgumentShape[]): Applicable {
  return { method: candidate, candidate, expanded: false, mapping: args.map((_, i) => i), types: args.map(() => ({ kind: 'error', name: '?' })), conversions: args.map(() => unknownConversion), defaults: 0 };
}

function inForm(candidate: MethodSymbol, args: readonly ArgumentShape[], expanded: boolean, options: OverloadOptions): Applicable | undefined {
  const mapping = mapArguments(candidate.parameters, args, expanded);
  if (mapping === undefined) return undefined;
  const context = options.context;
  const method = construct(candidate, args, mapping, expanded, options);
  if (method === undefined) return undefined;
  const types = argumentTypes(method.parameters, mapping, expanded, context);
  if (types === undefined) return undefined;
  const conversions: Conversion[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    const parameter = method.parameters[mapping[i] ?? -1];
    const type = types[i];
    if (argument === undefined || parameter === undefined || type === undefined) return undefined;
    const conversion = i === 0 && options.receiver !== undefined ? receiverConversion(argument.shape, type, options) : argumentConversion(argument, parameter, type, context);
    if (!conversion.isImplicit) return undefined;
    conversions.push(conversion);
  }
  return { method, candidate, expanded, mapping, types, conversions, defaults: countDefaults(method.parameters, mapping, expanded) };
}

function countDefaults(parameters: readonly ParameterSymbol[], mapping: readonly number[], expanded: boolean): number {
  let count = 0;
  for (let i = 0; i < parameters.length; i++) if (!mapping.includes(i) && !(expanded && i === parameters.length - 1)) count++;
  return count;
}

/** §12.6.2.2: which parameter each argument goes to; undefined when one has no place or a required parameter has no argument. */
function mapArguments(parameters: readonly ParameterSymbol[], args: readonly ArgumentShape[], expanded: boolean): readonly number[] | undefined {
  const count = parameters.length;
  const mapping: number[] = [];
  let named = false;
  for (let i = 0; i < args.length; i++) {
    const name = args[i]?.name;
    let index = i;
    if (name !== undefined) {
      index = parameters.findIndex((p) => p.name === name);
      if (index < 0 || mapping.includes(index)) return undefined;
      named ||= index !== i;
    } else {
      if (named) return undefined;
      if (expanded && i >= count - 1) index = count - 1;
      else if (i >= count) return undefined;
    }
    mapping.push(index);
  }
  for (let i = 0; i < count; i++) {
    if (mapping.includes(i) || parameters[i]?.isOptional === true || (expanded && i === count - 1)) continue;
    return undefined;
  }
  return mapping;
}

function argumentTypes(parameters: readonly ParameterSymbol[], mapping: readonly number[], expanded: boolean, context: BindingContext): readonly TypeSymbol[] | undefined {
  const types: TypeSymbol[] = [];
  for (const index of mapping) {
    const parameter = parameters[index];
    if (parameter === undefined) return undefined;
    const type = expanded && index === parameters.length - 1 ? paramsElementType(parameter.type, context) : parameter.type;
    if (type === undefined) return undefined;
    types.push(type);
  }
  return expanded && paramsElementType(parameters[parameters.length - 1]?.type ?? { kind: 'error', name: '?' }, context) === undefined ? undefined : types;
}

function construct(candidate: MethodSymbol, args: readonly ArgumentShape[], mapping: readonly number[], expanded: boolean, options: OverloadOptions): MethodSymbol | undefined {
  if (candidate.typeParameters.length === 0 || candidate.typeArguments.some((t, i) => t !== candidate.typeParameters[i])) return candidate;
  const typeArguments = options.typeArguments ?? infer(candidate, args, mapping, expanded, options);
  if (typeArguments === undefined) return undefined;
  if (typeArguments.some((t) => isVoid(t)) || !satisfiesConstraints(candidate, typeArguments, options.context)) return undefined;
  return constructMethod(candidate, typeArguments);
}

function infer(candidate: MethodSymbol, args: readonly ArgumentShape[], mapping: readonly number[], expanded: boolean, { context, blockArguments }: OverloadOptions): readonly TypeSymbol[] | undefined {
  const types = argumentTypes(candidate.parameters, mapping, expanded, context);
  if (types === undefined) return undefined;
  const pairs = args.map((argument, i) => {
    const passing = candidate.parameters[mapping[i] ?? -1]?.refKind;
    return { shape: argument.shape, type: types[i] ?? { kind: 'error' as const, name: '?' }, byReference: passing === 'ref' || passing === 'out' };
  });
  return inferTypeArguments(candidate, pairs, context, blockArguments?.get(candidate));
}

/** §12.6.2.3: passing must agree; by reference the types must be the same. */
function argumentConversion(argument: ArgumentShape, parameter: ParameterSymbol, type: TypeSymbol, context: BindingContext): Conversion {
  if (!passingFits(argument.refKind, parameter)) return context.languageVersion >= 10 && isHandlerByReference(argument, parameter, type) ? conversionOf('interpolatedStringHandler') : noConversion;
  if (argument.refKind === 'none') return classifyConversion(argument.shape, type, context);
  return byReference(argument.shape, type);
}

/** `$"…"` goes to a handler that is taken by reference without writing `ref` (C# 10). */
function isHandlerByReference(argument: ArgumentShape, parameter: ParameterSymbol, type: TypeSymbol): boolean {
  return argument.refKind === 'none' && parameter.refKind === 'ref' && argument.shape.kind === 'typed' && argument.shape.interpolated === true && isInterpolatedHandler(type);
}

function byReference(shape: ExpressionShape, type: TypeSymbol): Conversion {
  if (shape.kind === 'outVar') return identityConversion;
  if (shape.kind === 'unknown' || type.kind === 'error') return unknownConversion;
  if (shape.kind !== 'typed') return noConversion;
  if (isIdentity(shape.type, type)) return identityConversion;
  return containsError(shape.type) || containsError(type) ? unknownConversion : noConversion;
}

function passingFits(written: ArgumentShape['refKind'], parameter: ParameterSymbol): boolean {
  switch (parameter.refKind) {
    case 'none': return written === 'none';
    case 'ref': return written === 'ref';
    case 'out': return written === 'out';
    case 'in': case 'refReadonly': return written !== 'out';
  }
}

const receiverKinds: ReadonlySet<string> = new Set(['identity', 'implicitReference', 'boxing', 'typeParameter', 'span', 'tuple', 'tupleLiteral', 'dynamic']);

/** §12.8.10.3: the receiver of an extension method converts by identity, reference, boxing or span conversions only; that of a delegate by no span conversion (C# 14). */
function receiverConversion(shape: ExpressionShape, type: TypeSymbol, { context, isConversion }: OverloadOptions): Conversion {
  const conversion = classifyConversion(shape, type, context);
  if (conversion.kind === 'span' && isConversion === true) return noConversion;
  return conversion.unknown || receiverKinds.has(conversion.kind) ? conversion : noConversion;
}
