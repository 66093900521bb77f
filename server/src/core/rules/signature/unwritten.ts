/** What the compiler adds to a class without a declaration that could be named. */
import type { AnyNode } from '../../flow/walk';
import { walk } from '../../flow/walk';
import type { MemberSymbol, NamedTypeSymbol, ParameterSymbol } from '../../symbols/symbol';
import type { Unit } from '../../syntax/nodes';

interface DeclarationShape {
  readonly kind?: string;
  readonly parameters?: readonly unknown[];
  readonly initializer?: unknown;
  readonly variables?: readonly { readonly initializer?: unknown }[];
  readonly expressionBody?: AnyNode;
  readonly accessors?: readonly AnyNode[];
  readonly typeKind?: string;
}

function shapeOf(member: { readonly location?: { readonly unit: unknown } | undefined }): DeclarationShape | undefined {
  return (member.location?.unit as Unit | undefined)?.root as DeclarationShape | undefined;
}

/** Initializers of static fields, properties or events without a static constructor make one. Constants have none. */
export function hasUnwrittenStaticConstructor(type: NamedTypeSymbol): boolean {
  if (type.members.some((m) => m.kind === 'method' && m.methodKind === 'staticConstructor')) return false;
  return type.members.some((m) => m.isStatic && m.kind !== 'method' && !(m.kind === 'field' && m.isConst) && hasInitializer(shapeOf(m)));
}

function hasInitializer(shape: DeclarationShape | undefined): boolean {
  return shape?.initializer !== undefined || shape?.variables?.some((v) => v.initializer !== undefined) === true;
}

/** Parameters of a class's primary constructor that bodies of its members use: each is kept in a field. Initializers use the parameter itself. */
export function capturedParameters(type: NamedTypeSymbol): readonly ParameterSymbol[] {
  const primary = type.constructors.find((c) => shapeOf(c)?.kind === 'TypeHeader' && c.parameters.length > 0 && c.parameters.length === shapeOf(c)?.parameters?.length);
  if (!primary || shapeOf(primary)?.typeKind !== 'class') return [];
  const bodies = type.members.filter((m) => !m.isStatic).flatMap(codeOf);
  return primary.parameters.filter((parameter) => bodies.some((body) => uses(body, parameter.name)));
}

/** The code of a member, without initializers. */
export function codeOf(member: MemberSymbol): readonly AnyNode[] {
  const shape = shapeOf(member);
  switch (shape?.kind) {
    case 'Property':
    case 'Indexer': return member.kind === 'property' ? [...(shape.accessors ?? []), ...(shape.expressionBody ? [shape.expressionBody] : [])] : [];
    case 'Event': return member.kind === 'event' ? (shape.accessors ?? []) : [];
    case 'Method':
    case 'Destructor': return [shape as AnyNode];
    default: return [];
  }
}

/** Whether a body names a variable that it does not declare itself. `counts` says whether a name at a place may be it. */
export function uses(body: AnyNode, name: string, counts: (start: number) => boolean = () => true): boolean {
  const found = { use: false, declaration: false };
  walk(body, (node, parent) => {
    if ((node as { readonly name?: unknown }).name !== name || node.kind === 'Argument') return undefined;
    if (node.kind !== 'IdentifierName') found.declaration = true;
    else if (counts(node.start) && (parent?.kind !== 'MemberAccess' || (parent as unknown as { readonly name: unknown }).name !== node)) found.use = true;
    return undefined;
  });
  return found.use && !found.declaration;
}
