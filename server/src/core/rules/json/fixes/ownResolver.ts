/**
 * Resolvers that options of the program are made with: what they do beside finding metadata would be lost with a context in their place.
 * Modifiers are kept: `new DefaultJsonTypeInfoResolver { Modifiers = { M } }` becomes `Context.Default.WithAddedModifier(M)` (.NET 8).
 */
import type { BoundBody } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import { isNamed } from '../../../symbols/types';
import type { Expression, ImplicitObjectCreation, ObjectCreation } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { resolversSet } from '../registration/optionsResolver';
import { contextOf } from '../registration/resolverTypes';

const metadataNamespace = 'System.Text.Json.Serialization.Metadata';

/** A resolver by reflection, and the modifiers that it is made with. */
interface ByReflection { readonly creation: ObjectCreation; readonly modifiers: readonly Expression[] }

/** Whether a context in the place of the resolvers that options are made with would do less than they: they have modifiers, or are code of the program. */
export function hasOwnResolver(options: ObjectCreation | ImplicitObjectCreation, body: BoundBody): boolean {
  return resolversSet(options).some((each) => each.kind !== 'Assignment' || !findsOnly(each.right, body));
}

/** Whether resolvers do nothing but find metadata: contexts, reflection, and combinations of them. */
function findsOnly(expression: Expression, body: BoundBody): boolean {
  const node = unwrap(expression);
  if (node.kind === 'Literal' || contextOf(body.typeOf(node)) !== undefined) return true;
  if (node.kind === 'Initializer') return node.expressions.every((each) => findsOnly(each, body));
  if (node.kind === 'ObjectCreation') return byReflection(node, body)?.modifiers.length === 0;
  const method = node.kind === 'Invocation' ? body.symbolOf(node) : undefined;
  return node.kind === 'Invocation' && method?.kind === 'method' && method.name === 'Combine' && method.containingType.namespace === metadataNamespace && node.arguments.every(({ expression: each }) => findsOnly(each, body));
}

/** Edits that put a context in the place of reflection, with the modifiers; undefined where that is not all that the options are made with. */
export function resolverOnContext(options: ObjectCreation | ImplicitObjectCreation, body: BoundBody, program: ProgramContext): ((context: string) => readonly TextEdit[]) | undefined {
  const [only, ...others] = resolversSet(options);
  const resolver = only?.kind === 'Assignment' && others.length === 0 ? byReflection(only.right, body) : undefined;
  const unit = resolver && body.unitOf(resolver.creation);
  if (!resolver || !unit || asksForMore(program)) return undefined;
  const { creation: { start, end }, modifiers } = resolver;
  const added = modifiers.map((modifier) => `.WithAddedModifier(${unit.text.slice(modifier.start, modifier.end)})`).join('');
  return (context) => [{ file: body.file, span: { start: unit.base + start, end: unit.base + end }, newText: `${context}${added}` }];
}

/**
 * Whether modifiers may ask for what generated metadata does not have: types of properties that they add, which nothing lists, and before
 * .NET 9 the attributes of properties.
 */
function asksForMore({ frameworkVersion, files }: ProgramContext): boolean {
  return files.some(({ text }) => text.includes('CreateJsonPropertyInfo') || (frameworkVersion < 9 && text.includes('AttributeProvider')));
}

/** `new DefaultJsonTypeInfoResolver()`, with modifiers in its braces or added by calls. Written with its namespace, the extension method might not be seen. */
function byReflection(expression: Expression, body: BoundBody): ByReflection | undefined {
  const node = unwrap(expression);
  if (node.kind === 'Invocation') {
    const method = body.symbolOf(node);
    const isAdding = method?.kind === 'method' && method.name === 'WithAddedModifier' && method.containingType.namespace === metadataNamespace;
    return isAdding && node.expression.kind === 'MemberAccess' ? byReflection(node.expression.expression, body) : undefined;
  }
  const type = body.typeOf(node);
  if (node.kind !== 'ObjectCreation' || node.type.kind !== 'IdentifierName' || !type || !isNamed(type, metadataNamespace, 'DefaultJsonTypeInfoResolver')) return undefined;
  const set = node.initializer?.expressions ?? [];
  const modifiers = set.flatMap((each) => (each.kind === 'Assignment' && each.left.kind === 'IdentifierName' && each.left.name === 'Modifiers' ? itemsOf(each.right) : [undefined]));
  return modifiers.every((each) => each !== undefined) ? { creation: node, modifiers } : undefined;
}

/** Of the braces behind `Modifiers =`. */
function itemsOf(node: Expression): readonly (Expression | undefined)[] {
  return node.kind === 'Initializer' ? node.expressions : [undefined];
}
