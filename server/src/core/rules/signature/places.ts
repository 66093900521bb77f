/** Where the analyzers place a declaration: Roslyn's primary location of a symbol. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { MemberSymbol, MethodSymbol, ParameterSymbol, SourceLocation } from '../../symbols/symbol';
import type { Accessor, Expression, NodeBase, Parameter, TypeParameter, Unit } from '../../syntax/nodes';

/** What a declaration's node may have; each kind has some of it. */
interface DeclarationShape {
  readonly kind?: string;
  readonly nameStart?: number;
  readonly nameEnd?: number;
  readonly parameters?: readonly Parameter[];
  readonly typeParameters?: readonly TypeParameter[];
  readonly expressionBody?: Expression;
  readonly accessors?: readonly Accessor[];
  readonly type?: NodeBase;
}

function shapeOf(unit: Unit): DeclarationShape {
  return unit.root as DeclarationShape;
}

/** A symbol's place if it lies in this body. */
export function anchorIn(body: BoundBody, location: SourceLocation | undefined): Anchor | undefined {
  const unit = body.units.find((candidate) => candidate === location?.unit);
  return unit && location ? { unit, start: location.start, end: location.end } : undefined;
}

/** Place of a member, wherever it is: its name; of an accessor its keyword or `=> expression`; of a conversion its type. */
export function declarationAnchor(member: MemberSymbol): Anchor | undefined {
  const { location } = member;
  if (!location) return undefined;
  const unit = location.unit as Unit;
  const { expressionBody, type } = shapeOf(unit);
  if (isExpressionBodied(member) && expressionBody) return { unit, start: expressionBody.start, end: expressionBody.end };
  if (member.kind === 'method' && member.methodKind === 'conversion' && type) return { unit, start: type.start, end: type.end };
  return { unit, start: location.start, end: location.end };
}

/** Place of a member if it lies in this body. A partial member has one in each of its parts. */
export function memberAnchor(body: BoundBody, member: MemberSymbol): Anchor | undefined {
  const own = declarationAnchor(member);
  if (own && body.units.includes(own.unit)) return own;
  const { owner } = body;
  const [unit] = body.units;
  if (owner.kind !== 'member' || !unit) return undefined;
  if (owner.symbol !== member) return member.kind === 'method' && member.associatedSymbol === owner.symbol ? accessorAnchor(unit, member) : undefined;
  const { nameStart, nameEnd } = shapeOf(unit);
  return nameStart === undefined || nameEnd === undefined ? undefined : { unit, start: nameStart, end: nameEnd };
}

/** An accessor in the part of a partial property that a unit is. */
function accessorAnchor(unit: Unit, accessor: MethodSymbol): Anchor | undefined {
  const { accessors, expressionBody } = shapeOf(unit);
  const kinds = accessor.methodKind === 'propertyGet' ? ['get'] : ['set', 'init'];
  const written = accessors?.find((a) => kinds.includes(a.accessor));
  if (written) return { unit, start: written.keywordStart, end: written.keywordStart + written.accessor.length };
  return expressionBody && accessor.methodKind === 'propertyGet' ? { unit, start: expressionBody.start, end: expressionBody.end } : undefined;
}

/** The getter of `P => e` has no keyword: its location is the property's. */
function isExpressionBodied(member: MemberSymbol): boolean {
  if (member.kind !== 'method' || member.associatedSymbol?.kind !== 'property') return false;
  return member.location?.start === member.associatedSymbol.location?.start;
}

/** Place of a parameter; `value` has none and is placed at its accessor. `at` is the method's place. */
export function parameterAnchor(at: Anchor, method: MethodSymbol, parameter: ParameterSymbol): Anchor {
  if (method.associatedSymbol !== undefined) return parameter.location ? { unit: at.unit, start: parameter.location.start, end: parameter.location.end } : at;
  const written = shapeOf(at.unit).parameters?.[parameter.ordinal];
  return written ? { unit: at.unit, start: written.nameStart, end: written.nameEnd } : at;
}

/** Place of a type parameter's name, with which its node ends; `at` is the method's place. */
export function typeParameterAnchor(at: Anchor, index: number): Anchor {
  const written = shapeOf(at.unit).typeParameters?.[index];
  return written ? { unit: at.unit, start: written.end - written.name.length, end: written.end } : at;
}

/**
 * Members that a body declares: all variables of a field, a property or event with its accessors; of a type's header the primary
 * constructor and the properties of its parameters.
 */
export function declaredMembers(body: BoundBody): readonly MemberSymbol[] {
  const { owner } = body;
  const [unit] = body.units;
  if (owner.kind !== 'member' && owner.kind !== 'type') return [];
  if (owner.kind === 'member') {
    const { symbol } = owner;
    const members = unit === undefined ? [] : membersOfUnit(symbol.containingType.members, unit);
    return members.includes(symbol) ? members : [symbol, ...members];
  }
  const { symbol } = owner;
  if (symbol.typeKind === 'delegate') return [];
  return symbol.members.filter((m) => m.location?.unit === unit && (isPrimaryConstructor(m, unit) || m.location?.start !== symbol.location?.start));
}

const knownMembers = new WeakMap<readonly MemberSymbol[], WeakMap<object, MemberSymbol[]>>();

/** The members that a unit declares. All are sorted by unit at once: every body of a large type asks. */
function membersOfUnit(members: readonly MemberSymbol[], unit: Unit): readonly MemberSymbol[] {
  const known = knownMembers.get(members)?.get(unit);
  if (known !== undefined) return known;
  // Also where an edit has put a new unit in the place of another.
  const byUnit = new WeakMap<object, MemberSymbol[]>();
  for (const member of members) {
    const at = member.location?.unit;
    if (at === undefined) continue;
    const list = byUnit.get(at);
    if (list === undefined) byUnit.set(at, [member]);
    else list.push(member);
  }
  if (!byUnit.has(unit)) byUnit.set(unit, []);
  knownMembers.set(members, byUnit);
  return byUnit.get(unit) ?? [];
}

function isPrimaryConstructor(member: MemberSymbol, unit: Unit | undefined): boolean {
  return member.kind === 'method' && member.methodKind === 'constructor' && unit !== undefined && shapeOf(unit).parameters !== undefined
    && member.parameters.length === shapeOf(unit).parameters?.length;
}
