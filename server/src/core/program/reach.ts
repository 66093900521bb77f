/**
 * What of the projects that an application references is part of it: the members that its code uses, and those that they use in turn.
 * A library's endpoints exist where somebody maps them. Types that only reflection finds do not count: unknown is silent.
 */
import type { BoundBody, BodyOwner } from '../binding/boundBody';
import type { NativePart } from '../rules/reflection/nativeParts';
import { sameParts } from '../rules/reflection/nativeParts';
import type { AssemblySymbol, MemberSymbol, NamedTypeSymbol } from '../symbols/symbol';

/** A declared member or type of a project. */
export type Mention = MemberSymbol | NamedTypeSymbol;

/** One body, as far as it leads to others. */
export interface Step {
  readonly owner: Mention | undefined;
  readonly mentions: ReadonlySet<Mention>;
  /** Names that are called and could not be bound: they may be any member of that name. */
  readonly unboundNames: readonly string[];
  /** What it leads to in a native program; empty where nobody asks for it. */
  readonly parts: readonly NativePart[];
}

/** What a body uses of the projects bound as source; `own`: the assembly whose members are left out. */
export function stepOf(body: BoundBody, own: AssemblySymbol | undefined, parts: readonly NativePart[]): Step {
  const mentions = new Set<Mention>();
  const add = (symbol: Mention): void => {
    const assembly = symbol.kind === 'namedType' ? symbol.containingAssembly : symbol.containingType.containingAssembly;
    if (assembly.isSource && assembly !== own) mentions.add(symbol.originalDefinition);
  };
  for (const { kind, symbol, inNameof } of body.uses) {
    if (inNameof || kind === 'var' || symbol === undefined) continue;
    if (symbol.kind === 'method') {
      if (symbol.methodKind === 'constructor') add(symbol.containingType);
      if (symbol.methodKind !== 'lambda' && symbol.methodKind !== 'localFunction') add(symbol);
    } else if (symbol.kind === 'namedType' || symbol.kind === 'property' || symbol.kind === 'field' || symbol.kind === 'event') {
      add(symbol);
    }
  }
  return { owner: ownerOf(body.owner), mentions, unboundNames: body.statistics.unbound.map(({ unit, start, end }) => lastName(unit.text.slice(start, end))), parts };
}

/** `AddThings` of `builder.Services.AddThings<T>`. */
function lastName(text: string): string {
  return /[\p{L}\p{N}_]+$/u.exec(text.replace(/<[^]*$/, '').trimEnd())?.[0] ?? '';
}

function ownerOf(owner: BodyOwner): Mention | undefined {
  return owner.kind === 'file' ? undefined : owner.symbol.originalDefinition;
}

/** Whether two steps lead to the same. */
export function sameStep(a: Step | undefined, b: Step | undefined): boolean {
  if (!a || !b) return a === b;
  return a.owner === b.owner && a.mentions.size === b.mentions.size && [...a.mentions].every((mention) => b.mentions.has(mention))
    && a.unboundNames.join() === b.unboundNames.join() && sameParts(a.parts, b.parts);
}

/** A body that may be part of an application. */
export interface Reachable {
  readonly step: Step | undefined;
}

/** The bodies of libraries that the application's own bodies lead to. */
export function reached<T extends Reachable>(application: Iterable<Reachable>, libraries: readonly T[]): ReadonlySet<T> {
  const bodies = new Map<Mention, T[]>();
  const byName = new Map<string, Mention[]>();
  for (const body of libraries) {
    const owner = body.step?.owner;
    if (!owner) continue;
    const known = bodies.get(owner);
    if (known) {
      known.push(body);
    } else {
      bodies.set(owner, [body]);
      byName.set(owner.name, [...(byName.get(owner.name) ?? []), owner]);
    }
  }
  const found = new Set<T>();
  const seen = new Set<Mention>();
  const queue: Mention[] = [];
  const add = (mention: Mention): void => {
    if (seen.has(mention)) return;
    seen.add(mention);
    queue.push(mention);
  };
  const follow = ({ step }: Reachable): void => {
    step?.mentions.forEach(add);
    for (const name of step?.unboundNames ?? []) byName.get(name)?.forEach(add);
  };
  for (const body of application) follow(body);
  for (let mention = queue.pop(); mention; mention = queue.pop()) {
    if (mention.kind === 'namedType') cameWith(mention).forEach(add);
    else add(mention.containingType.originalDefinition);
    for (const body of bodies.get(mention) ?? []) {
      found.add(body);
      follow(body);
    }
  }
  return found;
}

/** What runs without being named where a type is used: how it is made, and what is called through a base type or an interface. */
function cameWith(type: NamedTypeSymbol): readonly Mention[] {
  if (!type.containingAssembly.isSource) return [];
  const members = type.members.filter((member) => member.kind === 'field' || member.isOverride || isConstructor(member) || implementsInterface(member, type));
  return type.baseType ? [type.baseType.originalDefinition, ...members] : members;
}

function isConstructor(member: MemberSymbol): boolean {
  return member.kind === 'method' && (member.methodKind === 'constructor' || member.methodKind === 'staticConstructor');
}

function implementsInterface(member: MemberSymbol, type: NamedTypeSymbol): boolean {
  if (member.kind !== 'field' && member.explicitInterfaceImplementations.length > 0) return true;
  return member.accessibility === 'public' && type.allInterfaces.some((each) => each.membersNamed(member.name).length > 0);
}
