/** Generic names whose type arguments a type parameter's `new()` constraint makes the program create. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf } from '../../flow/walk';
import type { AnySymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { GenericName, Unit } from '../../syntax/nodes';
import { declarationDisplay } from './display';
import { anchorOf } from './spans';

/** A name with the constructors that it leads to. */
export interface ConstrainedName {
  readonly anchor: Anchor;
  /** The declaration that the name stands in; undefined in usings and top-level statements. */
  readonly around: MemberSymbol | NamedTypeSymbol | undefined;
  /** All of the type argument's: the analyzers do not ask which of them the constraint means. */
  readonly constructors: readonly MethodSymbol[];
}

/** All of a body: written names only, wherever they stand. */
export function constrainedNames(body: BoundBody): readonly ConstrainedName[] {
  const found: ConstrainedName[] = [];
  for (const unit of body.units) {
    if (!unit.text.includes('<')) continue;
    const generic = body.uses.filter((use) => use.anchor.unit === unit && use.symbol && typeParametersOf(use.symbol).length > 0);
    if (!generic.some((use) => use.symbol && typeParametersOf(use.symbol).some((parameter) => parameter.hasConstructorConstraint))) continue;
    const parents = parentsOf(unit.root);
    const symbols = new Map(generic.map((use) => [use.anchor.start, use.symbol]));
    for (const node of nodesOfKind(unit.root, 'GenericName')) {
      const symbol = symbols.get(node.start);
      const constructors = symbol ? constructorsOf(symbol, node as unknown as GenericName) : [];
      if (constructors.length > 0) found.push({ anchor: anchorOf(unit, node), around: aroundOf(node, unit, parents, body), constructors });
    }
  }
  return found;
}

function typeParametersOf(symbol: AnySymbol): readonly TypeParameterSymbol[] {
  return symbol.kind === 'namedType' || symbol.kind === 'method' ? symbol.originalDefinition.typeParameters : [];
}

function typeArgumentsOf(symbol: AnySymbol): readonly TypeSymbol[] {
  return symbol.kind === 'namedType' || symbol.kind === 'method' ? symbol.typeArguments : [];
}

function constructorsOf(symbol: AnySymbol, node: GenericName): readonly MethodSymbol[] {
  if (symbol.kind !== 'namedType' && symbol.kind !== 'method') return [];
  if (symbol.name !== node.name) return [];
  return typeParametersOf(symbol).flatMap((parameter, i) => {
    const argument = typeArgumentsOf(symbol)[i];
    if (!parameter.hasConstructorConstraint || argument?.kind !== 'namedType') return [];
    return argument.originalDefinition.constructors.filter((c) => !c.isStatic);
  });
}

/** What Roslyn calls the containing symbol of a piece of syntax: an accessor or the member, never a lambda or local function. */
function aroundOf(node: AnyNode, unit: Unit, parents: ReadonlyMap<AnyNode, AnyNode>, body: BoundBody): MemberSymbol | NamedTypeSymbol | undefined {
  const { owner } = body;
  if (owner.kind === 'file' || owner.kind === 'program') return undefined;
  let accessor: string | undefined;
  let variable: string | undefined;
  let isParameter = false;
  for (let current: AnyNode | undefined = node; current; current = parents.get(current)) {
    if (current.kind === 'Accessor') accessor = (current as unknown as { readonly accessor: string }).accessor;
    if (current.kind === 'VariableDeclarator') variable = (current as unknown as { readonly name: string }).name;
    if (current.kind === 'Parameter' || isInBaseArguments(current, unit)) isParameter = true;
    if (parents.get(current) === unit.root && (unit.root as { readonly expressionBody?: unknown }).expressionBody === current) accessor = 'get';
  }
  if (owner.kind === 'type') return (isParameter && owner.symbol.typeKind !== 'delegate' && owner.symbol.constructors.find((c) => c.location?.unit === unit)) || owner.symbol;
  const { symbol } = owner;
  if (symbol.kind === 'property') return accessor === 'get' ? symbol.getMethod : accessor === undefined ? symbol : symbol.setMethod;
  if (symbol.kind === 'event' && accessor !== undefined) return accessor === 'add' ? symbol.addMethod : symbol.removeMethod;
  return symbol.kind === 'field' && variable !== undefined ? (symbol.containingType.membersNamed(variable)[0] ?? symbol) : symbol;
}

/** Arguments of the base constructor belong to the primary constructor. */
function isInBaseArguments(node: AnyNode, unit: Unit): boolean {
  const { baseArguments } = unit.root as { readonly baseArguments?: AnyNode };
  return baseArguments !== undefined && baseArguments.start <= node.start && node.end <= baseArguments.end;
}

/** Name of the place for the messages of .NET 8 and 9. */
export function aroundDisplay(around: MemberSymbol | NamedTypeSymbol | undefined): string {
  return around ? declarationDisplay(around) : 'Program.<top-level-statements-entry-point>';
}
