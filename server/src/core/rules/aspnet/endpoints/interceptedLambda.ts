/**
 * Endpoints with a RequestDelegate that the request delegate generator intercepts by mistake, so that the build fails with CS9144. To the
 * generator, what the JSON generator adds to a context is an error; a lambda with an error in it is no RequestDelegate, and one with
 * typed parameters is a Delegate then (measured, 8.0 to 10.0: anywhere in the lambda, also in functions inside it).
 */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { Compilation } from '../../../symbols/compilation';
import { isJsonContext } from '../../../symbols/generatedJsonGraph';
import type { AnySymbol } from '../../../symbols/symbol';
import type { Expression, Lambda } from '../../../syntax/nodes';
import { isMapWithRequestDelegate } from './endpoint';

/** Whether a symbol is a property that the JSON generator adds to a context of this very compilation. */
export function isGeneratedProperty(symbol: AnySymbol | undefined, compilation: Compilation): boolean {
  if (symbol?.kind !== 'property' || !isJsonContext(symbol.containingType) || symbol.containingType.containingAssembly !== compilation.assembly) return false;
  const owner = symbol.containingType.location;
  return owner !== undefined && symbol.location?.unit === owner.unit && symbol.location.start === owner.start;
}

/** The same of a constructor: `new Context(options)`. */
export function isGeneratedMember(symbol: AnySymbol | undefined, compilation: Compilation): boolean {
  if (symbol?.kind !== 'method' || symbol.methodKind !== 'constructor' || !isJsonContext(symbol.containingType)) return isGeneratedProperty(symbol, compilation);
  return symbol.containingType.containingAssembly === compilation.assembly && symbol.parameters.length > 0 && symbol.location?.start === symbol.containingType.location?.start;
}

/** The calls, each with the fix that lets the generator leave it alone. */
export function interceptedLambdas(body: BoundBody): readonly { readonly at: Anchor; readonly fixes: () => readonly Fix[] }[] {
  return body.uses.flatMap((use) => {
    const method = use.symbol;
    if (use.kind !== 'call' || method?.kind !== 'method' || !isMapWithRequestDelegate(method)) return [];
    const node = use.node as Expression | undefined;
    const { unit } = use.anchor;
    const written = use.arguments?.[use.arguments.length - 1]?.expression;
    const lambda = written && unwrap(written);
    if (node?.kind !== 'Invocation' || node.expression.kind !== 'MemberAccess' || lambda?.kind !== 'Lambda' || !lambda.parameters?.[0]?.type) return [];
    const usesGenerated = body.uses.some(({ symbol, anchor }) => (
      anchor.unit === unit && lambda.start <= anchor.start && anchor.end <= lambda.end && isGeneratedMember(symbol, body.compilation)
    ));
    return usesGenerated ? [{ at: use.anchor, fixes: () => untypedFix(lambda, unit, body.file) }] : [];
  });
}

/** Leaves out the parameter's type, where C# allows that. */
function untypedFix({ parameters, returnType, anonymousMethod }: Lambda, unit: Anchor['unit'], file: string): readonly Fix[] {
  const [parameter] = parameters ?? [];
  if (!parameter?.type || returnType || anonymousMethod || parameter.attributeLists.length > 0 || parameter.modifiers.length > 0) return [];
  const span = { start: unit.base + parameter.type.start, end: unit.base + parameter.nameStart };
  return [{ title: `Leave out the type of '${parameter.name}'`, applicability: 'safe', edits: [{ file, span, newText: '' }] }];
}
