/** IL2111 for delegates: through one, a method is called with arguments that nobody checks against its annotations. From .NET 9 on. */
import type { Anchor, BoundBody, EnclosingFunction, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf, walk } from '../../flow/walk';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import { displayName } from '../../symbols/display';
import type { MethodSymbol } from '../../symbols/symbol';
import type { Lambda, Parameter, Unit } from '../../syntax/nodes';
import { isOnType } from '../capability/extensionDisplay';
import { enclosingOf } from '../capability/functions';
import { anchorOf, methodGroupAnchor, parentOf } from '../capability/spans';
import { localFunctionNode } from '../localFunctions';
import type { BodyContext } from '../rule';
import { hasHiddenRequirement } from './annotations';
import { memberName } from './names';
import { isSilenced } from './scope';

/** Methods and lambdas with annotated parameters that become delegates in a body. */
export function checkDelegates(context: BodyContext, version: number): void {
  const { body } = context;
  if (version < 9) return;
  for (const use of body.uses) {
    if (use.inNameof || use.symbol?.kind !== 'method' || !isMethodGroup(use)) continue;
    if (!isDelegateTarget(use.symbol, body, version)) continue;
    report(context, methodGroupAnchor(use, body), use.enclosing, nameOf(use, use.symbol.originalDefinition, body), version);
  }
  const annotated = annotationPlaces(body);
  if (annotated.size === 0) return;
  for (const unit of body.units) checkLambdas(context, unit, annotated, version);
}

/** A member of an extension block is named with its block, but not where it is named as the static method behind it. */
function nameOf(use: SymbolUse, method: MethodSymbol, body: BoundBody): string {
  return isOnType(use, method.containingType, body) ? displayName(method) : memberName(method);
}

/** `&M` makes a function pointer, of which nothing is said. */
function isMethodGroup(use: SymbolUse): boolean {
  if (use.kind !== 'methodGroup' && use.kind !== 'localFunction') return false;
  if (use.node?.kind === 'Invocation') return false;
  const parent = use.node && parentOf(use, use.node);
  if (parent?.kind === 'Invocation' && (parent as unknown as { readonly expression: unknown }).expression === use.node) return false;
  return !(parent?.kind === 'PrefixUnary' && (parent as unknown as { readonly operator: string }).operator === '&');
}

function isDelegateTarget(method: MethodSymbol, body: BoundBody, version: number): boolean {
  if (method.methodKind !== 'localFunction') return hasHiddenRequirement(method, version);
  const node = localFunctionNode(method, body);
  return node !== undefined && hasAnnotatedParameter(node.parameters, method, annotationPlaces(body), version);
}

function checkLambdas(context: BodyContext, unit: Unit, annotated: ReadonlySet<number>, version: number): void {
  if (typeof unit.root !== 'object' || unit.root === null) return;
  const parents = parentsOf(unit.root);
  walk(unit.root as AnyNode, (node) => {
    if (node.kind !== 'Lambda') return undefined;
    const lambda = node as unknown as Lambda;
    const symbol = context.body.functionOf(lambda);
    if (!symbol || !hasAnnotatedParameter(lambda.parameters ?? [], symbol, annotated, version)) return undefined;
    const anchor = anchorOf(unit, delegateNode(node, parents, context.body));
    report(context, anchor, enclosingOf(node, parents, context.body), 'lambda expression', version);
    return undefined;
  });
}

/** A cast or `new D(…)` around a lambda is what makes the delegate. */
function delegateNode(lambda: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): AnyNode {
  let parent = parents.get(lambda);
  while (parent?.kind === 'Parenthesized' || parent?.kind === 'Argument') parent = parents.get(parent);
  if (parent?.kind === 'Cast') return parent;
  if (parent?.kind !== 'ObjectCreation' && parent?.kind !== 'ImplicitObjectCreation') return lambda;
  const creation = parent as unknown as Parameters<BoundBody['typeOf']>[0];
  const type = body.typeOf(creation) ?? body.convertedTypeOf(creation);
  return type?.kind === 'namedType' && type.typeKind === 'delegate' ? parent : lambda;
}

/** Starts of the `[DynamicallyAccessedMembers]` attributes in a body. */
function annotationPlaces(body: BoundBody): ReadonlySet<number> {
  const places = new Set<number>();
  for (const use of body.uses) {
    if (use.kind === 'attribute' && use.symbol?.kind === 'method' && use.symbol.containingType.name === 'DynamicallyAccessedMembersAttribute') places.add(use.anchor.start);
  }
  return places;
}

/** Functions inside bodies have no attributes on their symbols: the attributes are looked up by their place. */
function hasAnnotatedParameter(parameters: readonly Parameter[], method: MethodSymbol, annotated: ReadonlySet<number>, version: number): boolean {
  return parameters.some((parameter, i) => {
    const type = method.parameters[i]?.type;
    if (!type || type.kind === 'error' || (version >= 10 && !isDataFlowType(type, method.parameters[i]?.refKind !== 'none', version))) return false;
    return parameter.attributeLists.some((list) => list.attributes.some((attribute) => [...annotated].some((start) => attribute.start <= start && start < attribute.end)));
  });
}

function report(context: BodyContext, anchor: Anchor, enclosing: EnclosingFunction, name: string, version: number): void {
  if (isSilenced(context.body, anchor, enclosing, version)) return;
  context.report(anchor, { id: 'IL2111', message: reflectedMethodMessage(name) });
}

/** Message of IL2111. */
export function reflectedMethodMessage(name: string): string {
  return `Method '${name}' with parameters or return value with \`DynamicallyAccessedMembersAttribute\` is accessed via reflection. Trimmer can't guarantee availability of the requirements of the method.`;
}
