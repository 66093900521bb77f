/** Options of the program whose only resolvers are contexts of it: `static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = Context.Default }`. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { nodesOfKind, parentsOf, unwrap } from '../../../flow/walk';
import { isJsonContext } from '../../../symbols/generatedJsonGraph';
import type { AnySymbol, FieldSymbol, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { isNamed } from '../../../symbols/types';
import type { Assignment, Expression, FieldDeclaration, ImplicitObjectCreation, ObjectCreation, PropertyDeclaration } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { ResolverValues } from './resolverValues';
import { typeName } from '../typeModel';

/** What is known of options: a place that holds some is given them, or something that may change its resolvers happens to it. */
export interface OptionsFact {
  readonly kind: 'options';
  readonly key: string;
  /** Contexts, or the key of the options that they are copied from; undefined where it may be any. */
  readonly contexts: readonly NamedTypeSymbol[] | string | undefined;
}

/** Namespaces whose calls serialize with the options or the context that they are given, and change neither. */
export const jsonCallers = /^System\.(?:Text\.Json|Net\.Http\.Json)$|^Microsoft\.AspNetCore\.Http$/;

export function isJsonOptions(type: TypeSymbol): boolean {
  return isNamed(type, 'System.Text.Json', 'JsonSerializerOptions');
}

/** What an expression of type JsonSerializerOptions stands for: a member of the program by its key, or the contexts of options that are made here. */
export function optionsOf(expression: Expression, body: BoundBody): string | readonly NamedTypeSymbol[] | undefined {
  const node = unwrap(expression);
  const member = optionsMemberOf(body.symbolOf(node));
  if (member) return keyOf(member);
  if (node.kind !== 'IdentifierName') return contextsOfNew(node, body);
  const made = onlyValueOf(node, body);
  // A resolver that is added to the variable would be one more.
  return made && !body.units.some(({ text }) => new RegExp(`(?<![\\w.])${node.name}\\s*\\.\\s*TypeInfoResolver`, 'u').test(text)) ? contextsOfNew(made, body) : undefined;
}

/** What a body tells of members that hold options. */
export function optionsFacts(body: BoundBody): readonly OptionsFact[] {
  return [
    ...storedOptions(body).map(({ member, value }): OptionsFact => ({ kind: 'options', key: keyOf(member), contexts: value && contextsOfNew(value, body) })),
    ...body.uses.flatMap((use): readonly OptionsFact[] => {
      const member = use.inNameof || use.access !== 'read' ? undefined : optionsMemberOf(use.symbol);
      return member && changesResolver(use, body) ? [{ kind: 'options', key: keyOf(member), contexts: undefined }] : [];
    }),
  ];
}

/** Values that a body gives to members that hold options; undefined: something that is not seen. */
export function storedOptions(body: BoundBody): readonly Stored[] {
  return [...initialOptions(body), ...body.uses.flatMap((use) => assignedOptions(use))];
}

/** Contexts of the options that places of the program hold, by their key; none where they may be others. */
export function contextsOfOptions(facts: readonly OptionsFact[]): (key: string) => readonly NamedTypeSymbol[] {
  const found = new Map<string, OptionsFact['contexts'][]>();
  for (const { key, contexts } of facts) found.set(key, [...found.get(key) ?? [], contexts]);
  const contextsOf = (key: string, depth = 0): readonly NamedTypeSymbol[] => {
    const [first, ...others] = (found.get(key) ?? []).map((each) => (typeof each === 'string' ? (depth < 8 ? contextsOf(each, depth + 1) : []) : each ?? []));
    const nameOf = (contexts: readonly NamedTypeSymbol[]): string => contexts.map((context) => typeName(context)).join();
    return first && others.every((each) => nameOf(each) === nameOf(first)) ? first : [];
  };
  return contextsOf;
}

type Member = FieldSymbol | PropertySymbol;

/** A field or property of the program that is the same for all derived classes. */
export function optionsMemberOf(symbol: AnySymbol | undefined): Member | undefined {
  if ((symbol?.kind !== 'field' && symbol?.kind !== 'property') || !symbol.containingType.containingAssembly.isSource || !isJsonOptions(symbol.type)) return undefined;
  return symbol.kind === 'property' && (symbol.isVirtual || symbol.isAbstract || symbol.isOverride || symbol.isIndexer) ? undefined : symbol;
}

function keyOf({ containingType, name }: Member): string {
  return `${typeName(containingType.originalDefinition)}.${name}`;
}

/** A value of a member. */
export interface Stored { readonly member: Member; readonly value: Expression | undefined }

function initialOptions(body: BoundBody): readonly Stored[] {
  const { owner, units: [unit] } = body;
  const member = owner.kind === 'member' ? optionsMemberOf(owner.symbol) : undefined;
  if (!member || !unit) return [];
  const root = unit.root as FieldDeclaration | PropertyDeclaration;
  if (root.kind === 'Property') {
    const returned = body.returnsOf(undefined).map(({ expression }) => expression);
    return [root.initializer, ...returned].flatMap((value) => (value ? [{ member, value }] : []));
  }
  // Of the parameter of a record nothing is told.
  const { variables = [] } = root as Partial<FieldDeclaration>;
  return variables.flatMap(({ name, initializer }) => {
    const field = member.containingType.membersNamed(name).find((each) => each.kind === 'field');
    return field?.kind === 'field' && initializer ? [{ member: field, value: initializer }] : [];
  });
}

function assignedOptions(use: SymbolUse): readonly Stored[] {
  const member = use.access === 'read' ? undefined : optionsMemberOf(use.symbol);
  if (!member || !use.node || use.inNameof) return [];
  const assignment = nodesOfKind(use.anchor.unit.root, 'Assignment').map((node) => node as unknown as Assignment).find(({ left }) => isWhole(left, use));
  return assignment ? [{ member, value: assignment.operator === '=' || assignment.operator === '??=' ? assignment.right : undefined }] : [];
}

/** Whether an expression is the member that a use names, and no part of it. */
function isWhole(node: Expression, { anchor }: SymbolUse): boolean {
  if (node.kind === 'MemberAccess') return node.name.start === anchor.start && node.name.end === anchor.end;
  return node.kind === 'IdentifierName' && node.start === anchor.start && node.end === anchor.end;
}

/** `new JsonSerializerOptions(…) { TypeInfoResolver = … }`, and no other way that they are made. */
export function contextsOfNew(expression: Expression, body: BoundBody): readonly NamedTypeSymbol[] | string | undefined {
  const node = unwrap(expression);
  if (node.kind !== 'ObjectCreation' && node.kind !== 'ImplicitObjectCreation') return undefined;
  const creation = optionsCreation(node, body);
  if (!creation) return undefined;
  const set = resolversSet(node);
  const [only] = set;
  // The constructor that takes other options takes over their resolver.
  const copied = creation.arguments?.find(({ parameter }) => isJsonOptions(parameter.type))?.expression;
  if (copied) return set.length === 0 ? optionsOf(copied, body) : undefined;
  if (set.length !== 1 || only?.kind !== 'Assignment') return undefined;
  const sources = new ResolverValues(body).of(only.right);
  const contexts = sources.flatMap((source) => (source.kind === 'context' ? [source.type] : []));
  return contexts.length === sources.length && contexts.length > 0 && contexts.every((type) => isJsonContext(type) && type.containingAssembly.isSource) ? contexts : undefined;
}

/** The use of a `new` that makes options. */
export function optionsCreation(node: Expression, body: BoundBody): SymbolUse | undefined {
  const creation = body.uses.find(({ kind, node: each }) => kind === 'creation' && (each as unknown) === node);
  return creation?.symbol?.kind === 'method' && isJsonOptions(creation.symbol.containingType) ? creation : undefined;
}

/** What the braces of a `new` set or add to its resolvers. */
export function resolversSet({ initializer }: ObjectCreation | ImplicitObjectCreation): readonly Expression[] {
  return (initializer?.expressions ?? []).filter((each) => each.kind === 'Assignment' && each.left.kind === 'IdentifierName' && each.left.name.startsWith('TypeInfoResolver'));
}

/** Whether what is done with options may give them another resolver: they are read by calls that serialize, and asked for types. */
export function changesResolver(use: SymbolUse, body: BoundBody): boolean {
  const parents = parentsOf(use.anchor.unit.root);
  const node = use.node as unknown as Expression | undefined;
  if (!node) return true;
  const outer = parents.get(node) as unknown as Expression | undefined;
  const whole = outer?.kind === 'MemberAccess' && (outer.name as unknown) === node ? outer : node;
  const parent = parents.get(whole) as unknown as Expression | { readonly kind: 'Argument' } | undefined;
  if (parent?.kind === 'MemberAccess') return /^(?:TypeInfoResolver|TypeInfoResolverChain|AddContext)/.test(parent.name.name);
  if (parent?.kind !== 'Argument') return parent?.kind !== 'Assignment';
  const call = body.uses.find(({ arguments: given }) => given?.some(({ argument }) => (argument as unknown) === parent));
  return call?.symbol?.kind !== 'method' || !jsonCallers.test(call.symbol.containingType.namespace);
}
