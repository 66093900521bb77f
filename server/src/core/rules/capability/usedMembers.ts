/** The members that run because of a use, each with the place where the analyzers report it. Measured with the analyzers of .NET 8, 9 and 10. */
import type { Anchor, BoundBody, SymbolUse } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind } from '../../flow/walk';
import { getterOf, setterOf } from '../../symbols/inheritance';
import type { EventSymbol, FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/symbol';
import type { Expression, Fixed, NodeBase } from '../../syntax/nodes';
import { assemblyFiles, findAttribute } from './requires';
import { anchorOf, callAnchor, implicitBaseAnchor, initializerAnchor, methodGroupAnchor, parentOf, readAnchor, writeAnchor } from './spans';

/** A member that runs because of a use. */
export interface UsedMember { readonly member: MethodSymbol | FieldSymbol; readonly anchor: Anchor; readonly isConstructorCall?: boolean }

/** The members that a use runs; for .NET 8 with accessors of what is read and written. Operators, conversions, `await`, deconstruction and the like are not looked at by the analyzers either. */
export function usedMembers(use: SymbolUse, body: BoundBody, version: number): readonly UsedMember[] {
  const { symbol } = use;
  if (!symbol) return [];
  switch (symbol.kind) {
    case 'method': return usedMethod(use, symbol, body, version);
    case 'field': return [{ member: symbol, anchor: readAnchor(use) }];
    case 'property': return usedProperty(use, symbol, body, version);
    case 'event': return usedEvent(use, symbol, version);
    default: return [];
  }
}

function usedMethod(use: SymbolUse, method: MethodSymbol, body: BoundBody, version: number): readonly UsedMember[] {
  const whole = use.node ? anchorOf(use.anchor.unit, use.node) : use.anchor;
  switch (use.kind) {
    case 'call': return [{ member: method, anchor: callAnchor(use, version) }];
    case 'localFunction':
      return isAddressOf(use) ? [] : [{ member: method, anchor: use.node?.kind === 'Invocation' ? callAnchor(use, version) : methodGroupAnchor(use, body) }];
    case 'methodGroup': return isAddressOf(use) ? [] : [{ member: method, anchor: methodGroupAnchor(use, body) }];
    case 'creation':
    case 'attribute':
    case 'query': return [{ member: method, anchor: whole }];
    case 'collectionInitializer': return [{ member: method, anchor: elementAnchor(use, version) }];
    case 'constructorInitializer': return [{ member: method, anchor: initializerAnchor(use), isConstructorCall: true }];
    case 'implicitBase': {
      const anchor = implicitBaseAnchor(use, version);
      return anchor ? [{ member: method, anchor, isConstructorCall: true }] : [];
    }
    case 'interpolation': return [{ member: method, anchor: use.anchor }];
    case 'using': return version >= 9 ? [{ member: method, anchor: use.anchor }] : [];
    case 'foreach': return version >= 9 && use.node?.kind === 'ForEach' ? [{ member: method, anchor: foreachAnchor(use, use.node) }] : [];
    default: return [];
  }
}

/** An element that is itself a call counts, from .NET 10 on, like one: by what it calls. */
export function elementAnchor(use: SymbolUse, version: number): Anchor {
  const { unit, start, end } = use.anchor;
  if (version < 10) return use.anchor;
  for (const node of nodesOfKind(unit.root, 'Invocation')) {
    if (node.start === start && node.end === end) return anchorOf(unit, (node as unknown as { readonly expression: AnyNode }).expression);
  }
  return use.anchor;
}

function foreachAnchor(use: SymbolUse, node: AnyNode): Anchor {
  return anchorOf(use.anchor.unit, (node as unknown as { readonly expression: AnyNode }).expression);
}

function usedProperty(use: SymbolUse, property: PropertySymbol, body: BoundBody, version: number): readonly UsedMember[] {
  // Inherited accessors of overrides count from .NET 9 on.
  const get = version >= 9 ? getterOf(property) : property.getMethod;
  const set = version >= 9 ? setterOf(property) : property.setMethod;
  if (use.kind === 'foreach') return get && version >= 9 && use.node?.kind === 'ForEach' ? [{ member: get, anchor: variableAnchor(use, use.node) }] : [];
  if (use.kind === 'implicitIndexer') return version >= 9 && property.isIndexer ? implicitAccesses(use, get, set) : [];
  if (use.kind !== 'property' && use.kind !== 'indexer') return [];
  const members: UsedMember[] = [];
  if (get && isRead(use, property, version)) members.push({ member: get, anchor: subpatternAnchor(use) ?? readAnchor(use) });
  if (use.access === 'read' || (version >= 9 && isInPropertyInitializer(use, body))) return members;
  const write = version < 9 && isAttributeProperty(use) ? use.anchor : writeAnchor(use, version);
  if (set && write) members.push({ member: set, anchor: write });
  return members;
}

/** `x[^1]`: what is read and written counts as written. */
function implicitAccesses(use: SymbolUse, get: MethodSymbol | undefined, set: MethodSymbol | undefined): readonly UsedMember[] {
  const write = use.access === 'read' ? undefined : writeAnchor(use, 9);
  if (use.access === 'read') return get ? [{ member: get, anchor: readAnchor(use) }] : [];
  return set && write ? [{ member: set, anchor: write }] : [];
}

/** From .NET 9 on the analyzers take what is written there for the property's own field. */
function isInPropertyInitializer(use: SymbolUse, body: BoundBody): boolean {
  const isOfProperty = body.owner.kind === 'member' && body.owner.symbol.kind === 'property';
  return isOfProperty && use.enclosing.symbol === undefined && use.enclosing.node === undefined && !isAttributeProperty(use);
}

/** `x.P++` and `x.P += 1` count from .NET 9 on as writes only; `x.P ??= y` and `ref x.P` as reads. */
export function isRead(use: SymbolUse, property: PropertySymbol, version: number): boolean {
  if (use.access === 'read') return true;
  if (use.access === 'readWrite' && version < 9) return true;
  let parent = use.node && parentOf(use, use.node);
  while (parent?.kind === 'ConditionalAccess' || parent?.kind === 'Parenthesized') parent = parentOf(use, parent);
  if (parent?.kind === 'RefExpression') return property.returnsByRef !== 'none';
  return parent?.kind === 'Assignment' && (parent as unknown as { readonly operator: string }).operator === '??=';
}

/** `N.A` of `{ N.A: 1 }`, for the last name. */
function subpatternAnchor(use: SymbolUse): Anchor | undefined {
  const { unit, start, end } = use.anchor;
  for (const parent of nodesOfKind(unit.root, 'Subpattern')) {
    if (start < parent.start || parent.end < end) continue;
    const names = (parent as unknown as { readonly name: readonly NodeBase[] }).name;
    if (names[0] && names.some((name) => name.start === start && name.end === end)) return { unit, start: names[0].start, end };
  }
  return undefined;
}

/** The type of a loop's variable, or all of a deconstruction: where the element is read. */
function variableAnchor(use: SymbolUse, node: AnyNode): Anchor {
  const { variable } = node as unknown as { readonly variable: Expression };
  const isSimple = variable.kind === 'DeclarationExpression' && variable.designation.kind !== 'ParenthesizedDesignation';
  return anchorOf(use.anchor.unit, isSimple ? variable.type : variable);
}

/** `[A(P = 1)]`, which the analyzers of .NET 8 do not look at. */
function isAttributeProperty(use: SymbolUse): boolean {
  return use.node?.kind === 'AttributeArgument' || (use.node !== undefined && parentOf(use, use.node)?.kind === 'AttributeArgument');
}

function usedEvent(use: SymbolUse, event: EventSymbol, version: number): readonly UsedMember[] {
  if (use.kind !== 'event') return [];
  const anchor = writeAnchor(use, 9);
  const text = anchor?.unit.text.slice(use.anchor.end, anchor.end).trimStart() ?? '';
  const accessor = text.startsWith('+=') ? event.addMethod : text.startsWith('-=') ? event.removeMethod : undefined;
  if (accessor && anchor) return [{ member: accessor, anchor: version < 9 ? readAnchor(use) : anchor }];
  const isAnnotated = findAttribute(event.originalDefinition, assemblyFiles) !== undefined;
  return version < 9 && isAnnotated && event.addMethod ? [{ member: event.addMethod, anchor: readAnchor(use) }] : [];
}

/** `&M`, which the analyzers do not look at. */
function isAddressOf(use: SymbolUse): boolean {
  const parent = use.node && parentOf(use, use.node);
  return parent?.kind === 'PrefixUnary' && (parent as unknown as { readonly operator: string }).operator === '&';
}

/**
 * What the analyzers do not look at from .NET 9 on: `a` of `a.F` for instance fields, the size and elements of `stackalloc`, what
 * `fixed` begins with, the operand of `*p`, the index of a pointer, elements of arrays of several dimensions, and receiver and index of
 * a property that is counted up or down or deconstructed to.
 */
export function unseenPlaces(body: BoundBody): readonly Anchor[] {
  const found: Anchor[] = [];
  for (const unit of body.units) {
    const branches = branchingKinds.flatMap((kind) => nodesOfKind(unit.root, kind)).filter((node) => node.kind !== 'Binary' || branchingOperators.has((node as unknown as { readonly operator: string }).operator));
    for (const node of unseenKinds.flatMap((kind) => nodesOfKind(unit.root, kind))) {
      for (const place of unseenParts(node as unknown as Expression | Fixed, body)) found.push({ unit, start: endOfBranches(place, branches), end: place.end });
    }
  }
  return found;
}

const unseenKinds: readonly (Expression | Fixed)['kind'][] = ['StackAlloc', 'Fixed', 'PrefixUnary', 'PostfixUnary', 'ElementAccess', 'MemberAccess', 'Assignment'];

function unseenParts(node: Expression | Fixed, body: BoundBody): readonly NodeBase[] {
  switch (node.kind) {
    case 'StackAlloc': return [node];
    case 'Fixed': return [node.declaration];
    case 'PrefixUnary':
      if (node.operator === '*') return [node.operand];
      return node.operator === '++' || node.operator === '--' ? unseenTarget(node.operand, body, false) : [];
    case 'PostfixUnary': return node.operator === '++' || node.operator === '--' ? unseenTarget(node.operand, body, false) : [];
    case 'Assignment': return node.left.kind === 'Tuple' ? unseenTarget(node.left, body, true) : [];
    case 'ElementAccess': {
      const type = body.typeOf(node.expression);
      return type?.kind === 'pointer' || (type?.kind === 'array' && type.rank > 1) ? [node] : [];
    }
    case 'MemberAccess': {
      const symbol = node.expression.kind === 'This' ? undefined : body.symbolOf(node);
      return symbol?.kind === 'field' && !symbol.isStatic ? [node.expression] : [];
    }
    default: return [];
  }
}

function unseenTarget(target: Expression, body: BoundBody, isDeconstructed: boolean): readonly Expression[] {
  switch (target.kind) {
    case 'Checked':
    case 'Parenthesized': return unseenTarget(target.expression, body, isDeconstructed);
    case 'Tuple': return isDeconstructed ? target.arguments.flatMap((element) => unseenTarget(element.expression, body, true)) : [];
    case 'MemberAccess':
    case 'ElementAccess': {
      const isProperty = body.symbolOf(target)?.kind === 'property';
      const isUnseen = isProperty || (isDeconstructed && target.kind === 'ElementAccess' && body.typeOf(target.expression)?.kind === 'array');
      return isUnseen ? [target] : [];
    }
    default: return [];
  }
}

/** Where an operand branches, what comes before is worked out first, and looked at. */
function endOfBranches(place: NodeBase, branches: readonly NodeBase[]): number {
  return branches.reduce((end, branch) => (place.start <= branch.start && branch.end <= place.end ? Math.max(end, branch.end) : end), place.start);
}

const branchingKinds = ['Conditional', 'ConditionalAccess', 'SwitchExpression', 'Binary'];
const branchingOperators: ReadonlySet<string> = new Set(['&&', '||', '??']);
