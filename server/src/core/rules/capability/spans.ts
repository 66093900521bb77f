/** Where the official analyzers put a finding about a use. Measured with the analyzers of .NET 8, 9 and 10: they differ. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { ConditionalAccess, NodeBase, Unit } from '../../syntax/nodes';

export function anchorOf(unit: Unit, node: NodeBase): Anchor {
  return { unit, start: node.start, end: node.end };
}

/** Parent of a node inside the unit of a use. */
export function parentOf(use: SymbolUse, node: AnyNode): AnyNode | undefined {
  return parentsOf(use.anchor.unit.root).get(node);
}

/** A call: whole in .NET 8 and 9, only what is called from .NET 10. */
export function callAnchor(use: SymbolUse, version: number): Anchor {
  const node = use.node;
  if (!node) return use.anchor;
  const whole = node.kind === 'Invocation' ? node : invocationAround(use, node);
  const called = whole && (whole as unknown as { readonly expression: NodeBase }).expression;
  return anchorOf(use.anchor.unit, version >= 10 ? (called ?? node) : (whole ?? node));
}

function invocationAround(use: SymbolUse, node: AnyNode): AnyNode | undefined {
  const parent = parentOf(use, node);
  return parent?.kind === 'Invocation' && (parent as unknown as { readonly expression: unknown }).expression === node ? parent : undefined;
}

/** A read of a property, field or indexer, and in .NET 8 every access; a write is the whole assignment from .NET 9 on. */
export function writeAnchor(use: SymbolUse, version: number): Anchor | undefined {
  const node = accessNode(use);
  if (!node) return use.anchor;
  if (version < 9) return anchorOf(use.anchor.unit, node);
  if (node.kind === 'AttributeArgument' || node.kind === 'Assignment') return anchorOf(use.anchor.unit, node);
  let start: number | undefined;
  for (let parent = parentOf(use, node); parent; parent = parentOf(use, parent)) {
    // `a?.B = c`: the assignment is what comes after the question mark.
    if (parent.kind === 'ConditionalAccess') start ??= (parent as unknown as ConditionalAccess).whenNotNull.start;
    if (parent.kind === 'Assignment' || parent.kind === 'AttributeArgument') return { unit: use.anchor.unit, start: start ?? parent.start, end: parent.end };
    if (parent.kind !== 'ConditionalAccess' && parent.kind !== 'Parenthesized') return undefined;
  }
  return undefined;
}

export function readAnchor(use: SymbolUse): Anchor {
  const node = accessNode(use);
  return node ? anchorOf(use.anchor.unit, node) : use.anchor;
}

const accessKinds: ReadonlySet<string> = new Set([
  'MemberAccess', 'MemberBinding', 'ElementAccess', 'ElementBinding', 'ImplicitElementAccess', 'IdentifierName', 'GenericName', 'AttributeArgument', 'Assignment', 'AliasQualifiedName',
]);

/** The member access that a use sits in; the name alone where the binder noted no more (object initializers, patterns). */
function accessNode(use: SymbolUse): AnyNode | undefined {
  const node = use.node;
  return node && accessKinds.has(node.kind) ? node : undefined;
}

/** A method used as a value: the name, or the whole cast or `new D(…)` that makes the delegate. */
export function methodGroupAnchor(use: SymbolUse, body: BoundBody): Anchor {
  const node = (use.node) ?? undefined;
  if (!node || !accessKinds.has(node.kind)) return use.anchor;
  let parent = parentOf(use, node);
  if (parent?.kind === 'Argument') parent = parentOf(use, parent);
  const makesDelegate = parent?.kind === 'ObjectCreation' || parent?.kind === 'ImplicitObjectCreation' || parent?.kind === 'Cast';
  if (parent && makesDelegate) {
    const type = body.typeOf(parent as Parameters<BoundBody['typeOf']>[0]) ?? body.convertedTypeOf(parent as Parameters<BoundBody['typeOf']>[0]);
    if (type?.kind === 'namedType' && type.typeKind === 'delegate') return anchorOf(use.anchor.unit, parent);
  }
  return anchorOf(use.anchor.unit, node);
}

/** `: base(…)` with its colon; `Base(…)` of a primary constructor's base list. */
export function initializerAnchor(use: SymbolUse): Anchor {
  const { unit } = use.anchor;
  const root = unit.root as { readonly kind?: string; readonly bases?: readonly NodeBase[]; readonly baseArguments?: NodeBase };
  if (root.kind === 'TypeHeader' && root.bases?.[0] && root.baseArguments) return { unit, start: root.bases[0].start, end: root.baseArguments.end };
  const node = use.node ?? use.anchor;
  const colon = unit.text[node.start] === ':' ? node.start : unit.text.lastIndexOf(':', node.start);
  return { unit, start: colon < 0 ? node.start : colon, end: node.end };
}

/** An unwritten base call: the whole constructor, or the name of a type without one (there only from .NET 10). */
export function implicitBaseAnchor(use: SymbolUse, version: number): Anchor | undefined {
  if (version < 9) return undefined;
  const { unit } = use.anchor;
  const root = unit.root as { readonly kind?: string; readonly typeKind?: string; readonly parameters?: readonly unknown[] } & NodeBase;
  if (root.kind === 'Constructor') return anchorOf(unit, root);
  const hasParameterless = use.symbol?.kind === 'method' && use.symbol.parameters.length === 0;
  return version >= 10 && root.kind === 'TypeHeader' && root.typeKind === 'class' && root.parameters === undefined && hasParameterless ? use.anchor : undefined;
}
