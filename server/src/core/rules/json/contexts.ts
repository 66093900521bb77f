/** Source-generated JSON contexts of a program and where they are registered. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { AnyNode } from '../../flow/walk';
import { parentsOf } from '../../flow/walk';
import type { Compilation } from '../../symbols/compilation';
import { isJsonContext, jsonRoots } from '../../symbols/generatedJsonGraph';
import type { AssemblySymbol, NamedTypeSymbol, SourceLocation, TypeSymbol } from '../../symbols/symbol';
import { isNamed, typeName } from './typeModel';

/** A class that derives from JsonSerializerContext. */
export interface JsonContext {
  readonly type: NamedTypeSymbol;
  readonly location: SourceLocation | undefined;
  /** Types of its `[JsonSerializable]` attributes. */
  readonly roots: readonly TypeSymbol[];
  /** Names of all types that it has metadata for. */
  readonly covered: ReadonlySet<string>;
}

/** All contexts that a program and the projects it references declare, nested ones included. */
export function contextsOf(compilation: Compilation): readonly JsonContext[] {
  return [compilation.assembly, ...compilation.references.filter((assembly) => assembly.isSource)].flatMap(contextsIn);
}

function contextsIn(assembly: AssemblySymbol): readonly JsonContext[] {
  const found: JsonContext[] = [];
  const visit = (type: NamedTypeSymbol): void => {
    if (isJsonContext(type)) found.push(readContext(type));
    type.nestedTypes.forEach(visit);
  };
  for (const namespace of new Set([...assembly.namespaces, ''])) assembly.typesIn(namespace).forEach(visit);
  return found;
}

/** The generated `JsonTypeInfo<T>` properties tell what a context covers, in source and in metadata. */
export function readContext(type: NamedTypeSymbol): JsonContext {
  const covered = new Set<string>();
  for (const member of type.members) {
    const argument = member.kind === 'property' && isNamed(member.type, 'System.Text.Json.Serialization.Metadata', 'JsonTypeInfo') ? member.type.typeArguments[0] : undefined;
    if (argument) covered.add(typeName(argument));
  }
  return { type, location: type.location, roots: jsonRoots(type).map((root) => root.type), covered };
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
  const known = new Set<Anchor['unit']>();
  for (const use of body.uses) {
    if (use.kind !== 'type' || use.symbol?.kind !== 'namedType' || !isJsonContext(use.symbol)) continue;
    const statement = statementAround(use.anchor);
    const text = statement ? use.anchor.unit.text.slice(statement.start, statement.end) : '';
    if (!statement || !registrationWords.test(text)) continue;
    // The hub protocol of SignalR has options of its own.
    if (!text.includes('AddJsonProtocol')) found.push({ context: use.symbol, at: use.anchor });
    known.add(use.anchor.unit);
  }
  for (const unit of body.units) {
    if (!/\bTypeInfoResolver(?:Chain)?\b|\bAddContext\b/.test(unit.text) || known.has(unit)) continue;
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
