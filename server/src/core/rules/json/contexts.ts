/** Source-generated JSON contexts of a program and where they are registered. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { AssemblySymbol, NamedTypeSymbol, SourceLocation, TypeSymbol } from '../../symbols/symbol';
import { coveredBy } from './typeModel';

/** A class that derives from JsonSerializerContext. */
export interface JsonContext {
  readonly type: NamedTypeSymbol;
  readonly location: SourceLocation | undefined;
  /** Types of its `[JsonSerializable]` attributes. */
  readonly roots: readonly TypeSymbol[];
  /** Names of all types that it has metadata for. */
  readonly covered: ReadonlySet<string>;
}

/** All contexts that an assembly declares, nested ones included. */
export function contextsOf(assembly: AssemblySymbol): readonly JsonContext[] {
  const found: JsonContext[] = [];
  const visit = (type: NamedTypeSymbol): void => {
    if (isContext(type)) found.push(readContext(type));
    type.nestedTypes.forEach(visit);
  };
  for (const namespace of new Set([...assembly.namespaces, ''])) assembly.typesIn(namespace).forEach(visit);
  return found;
}

export function isContext(type: NamedTypeSymbol): boolean {
  for (let base = type.baseType; base; base = base.baseType) if (base.name === 'JsonSerializerContext' && base.namespace === 'System.Text.Json.Serialization') return true;
  return false;
}

function readContext(type: NamedTypeSymbol): JsonContext {
  const roots = type.attributes.flatMap((attribute) => {
    const value = attribute.fullName === 'System.Text.Json.Serialization.JsonSerializableAttribute' ? attribute.constructorArguments[0] : undefined;
    return value?.kind === 'type' && value.value ? [value.value] : [];
  });
  const covered = new Set<string>();
  for (const root of roots) coveredBy(root, covered);
  return { type, location: type.location, roots, covered };
}

/** A place that sets up the JSON options of the application. */
export interface Registration {
  /** Undefined: something else than a context of this program, so that what is registered is not known. */
  readonly context: NamedTypeSymbol | undefined;
  readonly at: Anchor;
}

const registrationWords = /\b(?:TypeInfoResolver|TypeInfoResolverChain|AddContext|ConfigureHttpJsonOptions|JsonOptions)\b/;

/** Contexts that are named in a statement about JSON options. */
export function registrationsIn(body: BoundBody): readonly Registration[] {
  const found: Registration[] = [];
  const known = new Set<string>();
  for (const use of body.uses) {
    if (use.kind !== 'type' || use.symbol?.kind !== 'namedType' || !isContext(use.symbol)) continue;
    const statement = statementAround(use.anchor);
    if (!statement || !registrationWords.test(use.anchor.unit.text.slice(statement.start, statement.end))) continue;
    found.push({ context: use.symbol, at: use.anchor });
    known.add(`${use.anchor.unit.base}:${statement.start}`);
  }
  for (const unit of body.units) {
    if (!/\bTypeInfoResolver(?:Chain)?\b|\bAddContext\b/.test(unit.text) || found.some((registration) => registration.at.unit === unit)) continue;
    found.push({ context: undefined, at: { unit, start: 0, end: 0 } });
  }
  return found;
}

const statementKinds: ReadonlySet<string> = new Set(['ExpressionStatement', 'LocalDeclaration', 'Return', 'Method', 'Property', 'Field']);

/** The outermost statement of the unit that the place is in, so that lambdas are seen with the call that takes them. */
function statementAround(anchor: Anchor): AnyNode | undefined {
  const parents = parentsOf(anchor.unit.root);
  let found: AnyNode | undefined;
  const root = anchor.unit.root as AnyNode;
  if (statementKinds.has(root.kind) && root.kind !== 'Method') return root;
  for (const node of parents.keys()) {
    if (statementKinds.has(node.kind) && node.start <= anchor.start && anchor.end <= node.end && (!found || node.end - node.start > found.end - found.start)) found = node;
  }
  return found;
}
