/** Best common type of a set of expressions (ECMA-334 §12.6.3.16). */
import type { TypeSymbol } from '../../symbols/symbol';
import type { BindingContext } from '../conversions/conversion';
import type { ExpressionShape } from '../shape';
import { classifyConversion } from '../conversions/conversions';
import { isIdentity } from '../conversions/conversionsReference';
import { mergeNames } from '../conversions/conversionsTuple';
import { isVoid, tupleOf } from '../conversions/conversionsTypes';
import { naturalLambdaType, naturalMethodGroupType } from './inferenceFunctionType';

/** Natural type of an expression, composed for tuple literals and functions; undefined when it has none. */
export function naturalType(shape: ExpressionShape, context: BindingContext): TypeSymbol | undefined {
  switch (shape.kind) {
    case 'typed': return shape.type;
    case 'unknown': return { kind: 'error', name: '?' };
    case 'lambda': return naturalLambdaType(shape.lambda, context);
    case 'methodGroup': {
      const only = shape.group.methods.length === 1 ? shape.group.methods[0] : undefined;
      return only === undefined ? undefined : naturalMethodGroupType(only, context);
    }
    case 'tuple': {
      const types = shape.elements.map((e) => naturalType(e, context));
      return types.every((t) => t !== undefined) ? tupleOf(types, context) : undefined;
    }
    case 'branches': return bestCommonType(shape.branches, context);
    default: return undefined;
  }
}

/**
 * The one candidate type that every expression converts to. Undefined when there is none; an error type when it hangs on an unknown
 * expression.
 */
export function bestCommonType(shapes: readonly ExpressionShape[], context: BindingContext): TypeSymbol | undefined {
  const candidates: TypeSymbol[] = [];
  for (const shape of shapes) {
    const type = naturalType(shape, context);
    if (type === undefined || isVoid(type)) continue;
    if (type.kind === 'error') return type;
    const known = candidates.findIndex((c) => isIdentity(c, type));
    const same = candidates[known];
    if (same === undefined) candidates.push(type);
    else candidates[known] = mergeNames(same, type);
  }
  const first = candidates[0];
  if (first === undefined) return undefined;
  if (candidates.length === 1) return shapes.every((s) => s.kind === 'typed' || classifyConversion(s, first, context).isImplicit) ? first : undefined;
  const fitting = candidates.filter((candidate) => shapes.every((s) => classifyConversion(s, candidate, context).isImplicit));
  if (fitting.length === 1) return fitting[0];
  // Expressions of type dynamic convert to everything, the type itself does not.
  return fitting.find((candidate) => candidate.kind === 'dynamic' || fitting.every((other) => other === candidate || !classifyConversion(candidate, other, context).isImplicit));
}
