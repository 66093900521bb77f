/** Options that the program makes at one place and keeps: with a context for their resolver, calls ask them for metadata. */
import { bodiesOf } from '../../../binding/bodies';
import type { BoundBody } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import type { NamedTypeSymbol } from '../../../symbols/symbol';
import type { Expression, ImplicitObjectCreation, ObjectCreation } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { bodiesNaming } from '../../programBodies';
import type { ProgramContext } from '../../rule';
import { isWithoutReflection } from '../registration/contexts';
import { hasOwnResolver, resolverOnContext } from './ownResolver';
import { changesResolver, contextsOfNew, isJsonOptions, optionsCreation, optionsMemberOf, resolversSet, storedOptions } from '../registration/optionsResolver';

/** Options that hold nothing but contexts of the program, or can be given one. */
export interface HeldOptions {
  /** Contexts that are their resolvers; none: they have no resolver yet. */
  readonly contexts: readonly NamedTypeSymbol[];
  /** Where they are made. */
  readonly file: string;
  readonly body: BoundBody;
  /** Makes a resolver theirs; none where they have one. */
  readonly edits: (resolver: string) => readonly TextEdit[];
}

/**
 * Undefined where the expression names no such options, and where a resolver would take that of reflection away, which the program runs with.
 * Own: their resolver does more than a context would.
 */
export function heldOptions(expression: Expression, body: BoundBody, program: ProgramContext): HeldOptions | 'own' | undefined {
  const value = unwrap(expression);
  const made = madeOptions(value, body, program);
  if (!made) return isModified(value, body, program) ? 'own' : undefined;
  const { node, body: home } = made;
  if (resolversSet(node).length > 0) {
    const contexts = contextsOfNew(node, home);
    if (typeof contexts === 'object') return { contexts, file: home.file, body: home, edits: () => [] };
    const edits = isWithoutReflection(program) ? resolverOnContext(node, home, program) : undefined;
    return edits ? { contexts: [], file: home.file, body: home, edits } : hasOwnResolver(node, home) ? 'own' : undefined;
  }
  // The constructor that takes other options takes over their resolver.
  const isCopy = optionsCreation(node, home)?.arguments?.some(({ parameter }) => isJsonOptions(parameter.type)) === true;
  const unit = home.unitOf(node) ?? home.units[0];
  if (isCopy || !unit || !isWithoutReflection(program)) return undefined;
  return { contexts: [], file: home.file, body: home, edits: (resolver) => [resolverEdit(node, unit, home.file, resolver)] };
}

/** Whether modifiers are added to the resolver of options that are not followed. */
function isModified(node: Expression, body: BoundBody, program: ProgramContext): boolean {
  const member = optionsMemberOf(body.symbolOf(node));
  const name = member?.name ?? (node.kind === 'IdentifierName' ? node.name : undefined);
  if (name === undefined) return false;
  const modified = new RegExp(`(?<![\\w.])(?:\\w+\\.)*${name}\\s*\\.\\s*TypeInfoResolver[^;]*(?:Modifiers|WithAddedModifier)`, 'u');
  return member ? program.files.some(({ text }) => modified.test(text)) : body.units.some(({ text }) => modified.test(text));
}

/** Behind the name of options: what gives them another resolver, or ends their being changed. */
const changing = '\\s*\\.\\s*(?:TypeInfoResolver|AddContext|MakeReadOnly)';

type Creation = ObjectCreation | ImplicitObjectCreation;
interface Made { readonly node: Creation; readonly body: BoundBody }

/** The creation of what a variable, or a member that is given no other value, holds. */
function madeOptions(node: Expression, body: BoundBody, program: ProgramContext): Made | undefined {
  const symbol = body.symbolOf(node);
  const member = optionsMemberOf(symbol);
  if (!member) {
    const value = node.kind === 'IdentifierName' && symbol?.kind === 'local' ? onlyValueOf(node, body) : undefined;
    const isChanged = node.kind === 'IdentifierName' && body.units.some(({ text }) => changesVariable(node.name, text));
    return value && !isChanged ? creationIn(value, body, program) : undefined;
  }
  // Of a derived class of another program nothing is seen.
  if (member.kind === 'property' ? member.setMethod !== undefined && member.setMethod.accessibility !== 'private' : !member.isReadOnly && member.accessibility !== 'private') return undefined;
  const changes = new RegExp(`\\b${member.name}${changing}`, 'u');
  if (program.files.some(({ text }) => changes.test(text))) return undefined;
  let found: Made | undefined;
  let count = 0;
  // Nothing but the type itself gives such a member its value.
  const owner = new RegExp(`\\b${member.containingType.name}\\b`, 'u');
  for (const source of program.files) {
    if (!source.text.includes(member.name) || !owner.test(source.text)) continue;
    for (const each of bodiesOf(source, program.compilation as SourceCompilation)) {
      if (each.owner.kind !== 'member' || each.owner.symbol.containingType.originalDefinition !== member.containingType.originalDefinition || !each.units.some(({ text }) => text.includes(member.name))) continue;
      const bound = each.bind();
      for (const stored of storedOptions(bound)) {
        if (stored.member.originalDefinition !== member.originalDefinition) continue;
        count++;
        found = stored.value && creationIn(stored.value, bound, program);
      }
      if (bound.uses.some((use) => optionsMemberOf(use.symbol)?.originalDefinition === member.originalDefinition && use.access === 'read' && !use.inNameof && changesResolver(use, bound))) return undefined;
    }
  }
  // What `=> new()` gives is made anew each time.
  return count === 1 && found && !isReturned(found) ? found : undefined;
}

/** `new …`, or what a method without parameters makes and returns. */
function creationIn(expression: Expression, body: BoundBody, program: ProgramContext): Made | undefined {
  const node = unwrap(expression);
  if (node.kind === 'ObjectCreation' || node.kind === 'ImplicitObjectCreation') return optionsCreation(node, body) ? { node, body } : undefined;
  const method = node.kind === 'Invocation' && node.arguments.length === 0 ? body.symbolOf(node) : undefined;
  if (method?.kind !== 'method' || !method.isStatic || !program.source(method.location?.file)) return undefined;
  for (const { body: own } of bodiesNaming(program, method.name)) {
    if (own.owner.kind !== 'member' || own.owner.symbol !== method) continue;
    const [returned, ...others] = own.returnsOf(undefined);
    const value = returned && others.length === 0 ? unwrap(returned.expression) : undefined;
    const made = value?.kind === 'IdentifierName' ? onlyValueOf(value, own) : value;
    const text = value?.kind === 'IdentifierName' ? value.name : '';
    const isChanged = text !== '' && own.units.some((unit) => changesVariable(text, unit.text));
    const creation = made && unwrap(made);
    return creation && !isChanged && (creation.kind === 'ObjectCreation' || creation.kind === 'ImplicitObjectCreation') && optionsCreation(creation, own) ? { node: creation, body: own } : undefined;
  }
  return undefined;
}

/** Whether code gives the options of a variable another resolver, or ends their being changed. */
function changesVariable(name: string, text: string): boolean {
  return new RegExp(`(?<![\\w.])${name}${changing}`, 'u').test(text);
}

function isReturned({ node, body }: Made): boolean {
  return body.owner.kind === 'member' && body.owner.symbol.kind === 'property' && body.returnsOf(undefined).some(({ expression }) => unwrap(expression) === node);
}

/** First in the braces, which are made where there are none. A part of the text is replaced: of two resolvers only one fits. */
function resolverEdit({ initializer, end, start }: Creation, { text, base }: { readonly text: string; readonly base: number }, file: string, resolver: string): TextEdit {
  const edit = (from: number, to: number, newText: string): TextEdit => ({ file, span: { start: base + from, end: base + to }, newText });
  const assigned = `TypeInfoResolver = ${resolver}`;
  if (!initializer) {
    const hasParentheses = text.slice(start, end).endsWith(')');
    return edit(end - 1, end, hasParentheses ? `) { ${assigned} }` : `${text.slice(end - 1, end)} { ${assigned} }`);
  }
  const [first] = initializer.expressions;
  const open = initializer.start + 1;
  const gap = first ? /^\s*/.exec(text.slice(open, first.start))?.[0] ?? '' : ' ';
  return edit(initializer.start, open, `{${gap}${assigned}${first ? `,${gap === '' ? ' ' : ''}` : /^\s*\}/.test(text.slice(open)) && !/^\s/.test(text.slice(open)) ? ' ' : ''}`);
}

