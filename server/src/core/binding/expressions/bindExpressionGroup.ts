/** Method groups (ECMA-334 §12.2.1, §10.8) and the choice among their methods, extension methods last (§12.8.10.3). */
import { constructMethod } from '../../symbols/construct';
import type { Expression, SimpleName } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound, MethodGroup } from '../binderContext';
import type { OverloadOptions, OverloadResult, ResolvedOverload } from '../overload/overloadTypes';
import type { ArgumentShape } from '../shape';
import { identifierOf, recordUse } from '../binderContext';
import { isMemberAccessible } from '../accessibility';
import { accessContext } from '../scope';
import { bindTypeArguments, extensionCandidates } from '../binderLookup';
import { delegateInvoke, overloadContext } from '../binderTypes';
import { resolveOnce } from '../overload/overload';
import { withReceiver } from '../overload/receiverFilter';

/** A chosen method; `reduced`: the receiver is its first argument. */
export interface ChosenMethod extends ResolvedOverload {
  readonly reduced: boolean;
}
export type Choice = (ChosenMethod | Exclude<OverloadResult, ResolvedOverload>) & Pick<OverloadResult, 'hasLambdaErrors'>;

/** The group of methods that a name means. It is recorded when it is converted or called. `blockArguments`: see `OverloadOptions`. */
export function methodGroup(
  context: BindContext, node: Expression, name: SimpleName, methods: readonly MethodSymbol[], receiver: Bound | undefined, blockArguments?: MethodGroup['blockArguments'],
): Bound {
  const typeArguments = name.kind === 'GenericName' ? bindTypeArguments(context, name) : undefined;
  const group: MethodGroup = { name, receiver, methods, typeArguments, blockArguments, anchor: identifierOf(name) };
  let extensions: readonly MethodSymbol[] | undefined;
  return {
    node, category: 'methodGroup', type: undefined, constant: undefined, group,
    shape: {
      kind: 'methodGroup',
      group: {
        get methods() {
          if (methods.length > 0 || receiver?.category !== 'value') return methods;
          return extensions ??= extensionCandidates(context, name.name)[0] ?? [];
        },
        resolve: (parameters) => {
          const choice = chooseMethod(context, group, parameters.map((p): ArgumentShape => ({ name: undefined, refKind: argumentRefKind(p.refKind), shape: { kind: 'typed', type: p.type } })), { isConversion: true });
          return choice.kind === 'method' ? choice.method : undefined;
        },
      },
    },
    finish: (target) => { convertGroup(context, node, group, target); },
  };
}

function argumentRefKind(kind: string): ArgumentShape['refKind'] {
  return kind === 'ref' || kind === 'out' || kind === 'in' ? kind : 'none';
}

/** Method group conversion (§10.8). */
function convertGroup(context: BindContext, node: Expression, group: MethodGroup, target: TypeSymbol | undefined): void {
  if (context.builder === undefined) return;
  const invoke = target === undefined ? undefined : delegateInvoke(target);
  let method: MethodSymbol | undefined;
  if (target?.kind === 'functionPointer') {
    const choice = chooseMethod(context, group, target.parameterTypes.map((type): ArgumentShape => ({ name: undefined, refKind: 'none', shape: { kind: 'typed', type } })), { isConversion: true });
    method = choice.kind === 'method' ? choice.method : undefined;
  } else if (invoke !== undefined) {
    const shapes = invoke.parameters.map((p): ArgumentShape => ({ name: undefined, refKind: argumentRefKind(p.refKind), shape: { kind: 'typed', type: p.type } }));
    const choice = chooseMethod(context, group, shapes, { isConversion: true, returnType: invoke.returnType });
    method = choice.kind === 'method' ? choice.method : undefined;
  } else if (group.methods.length === 1) {
    const [only] = group.methods;
    const given = group.typeArguments ?? (only && group.blockArguments?.get(only)) ?? [];
    method = only && given.length > 0 && given.length === only.typeParameters.length ? constructMethod(only, given) : only;
  }
  if (method === undefined) {
    group.receiver?.alternative?.choose(group.methods.every((m) => m.isStatic));
    return;
  }
  group.receiver?.alternative?.choose(method.isStatic && !method.isExtensionMethod);
  context.builder.symbols.set(node, method);
  recordUse(context, method.methodKind === 'localFunction' ? 'localFunction' : 'methodGroup', method, group.anchor, { node, receiver: group.receiver });
}

/** Overload resolution over the group's own methods, then over extension methods from the nearest scope outwards. */
export function chooseMethod(context: BindContext, group: MethodGroup, args: readonly ArgumentShape[], how: Pick<OverloadOptions, 'isConversion' | 'returnType'> = {}): Choice {
  const conversions = overloadContext(context);
  const choice = chooseOnce(context, group, args, { context: conversions, ...how });
  if (choice.kind !== 'none' || conversions.ignoreLambdaErrors === true || !args.some((a) => a.shape.kind === 'lambda')) return choice;
  // A lambda whose body has errors everywhere: the call is told all the same, after extension methods had their chance.
  return { ...chooseOnce(context, group, args, { context: { ...conversions, ignoreLambdaErrors: true }, ...how }), hasLambdaErrors: true };
}

function chooseOnce(context: BindContext, group: MethodGroup, args: readonly ArgumentShape[], options: OverloadOptions): Choice {
  const common = { typeArguments: group.typeArguments, blockArguments: group.blockArguments, ...options };
  const receiver = group.receiver;
  if (group.methods.length > 0) {
    const access = receiver === undefined || receiver.alternative !== undefined || context.inNameof ? undefined : receiver.category === 'type' ? 'static' : 'instance';
    const own = resolveOnce(group.methods, args, { ...common, access });
    if (own.kind === 'method') return { ...own, reduced: false };
    if (own.kind !== 'none') return own;
  }
  if (receiver?.category !== 'value' || receiver.isBase === true) return { kind: 'none' };
  const from = accessContext(context.scope);
  for (const level of extensionCandidates(context, group.name.name)) {
    const candidates = withReceiver(level, receiver.shape).filter((m) => m.accessibility === 'public' || isMemberAccessible(m, from));
    if (candidates.length === 0) continue;
    const found = resolveOnce(candidates, args, { ...common, receiver: receiver.shape });
    if (found.kind === 'method') return { ...found, reduced: true };
    if (found.kind !== 'none') return found;
  }
  return { kind: 'none' };
}
