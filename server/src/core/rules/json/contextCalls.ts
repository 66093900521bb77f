/**
 * AOT3005: calls that are given a context of the program and ask it for a type that it does not list: `Results.Json(value, Context.Default)`,
 * `Serialize(value, typeof(T), Context.Default)`, `Context.Default.GetTypeInfo(typeof(T))!`. A context knows nothing but what it lists
 * and what that holds, neither primitives nor base types (measured natively for net8.0 and net9.0).
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { parentsOf, unwrap } from '../../flow/walk';
import { isJsonContext } from '../../symbols/generatedJsonGraph';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, isObject } from '../../symbols/types';
import type { Expression, PostfixUnary } from '../../syntax/nodes';
import type { ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { ownerOf } from '../imports';
import { canListIn } from './contextEdits';
import { readContext } from './contexts';
import { addEntryFix } from './fixes';
import { isClosed, typeName } from './typeModel';

const meta: RuleMeta = {
  id: 'AOT3005', name: 'json-context-without-type', title: 'A call asks a JsonSerializerContext for a type that it does not list', defaultSeverity: 'warning', official: false,
  why: 'A context has metadata for the types that it lists and for what they hold; the call throws for any other.',
  whatToDo: 'Add [JsonSerializable(typeof(T))] to the context.',
};

const callers = /^System\.(?:Text\.Json|Net\.Http\.Json)$|^Microsoft\.AspNetCore\.Http$/;

/** What one call asks which context for. */
interface Asked { readonly context: NamedTypeSymbol; readonly type: TypeSymbol }

function askedBy(use: SymbolUse, body: BoundBody): Asked | undefined {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return undefined;
  if (method.name === 'GetTypeInfo') return askedDirectly(use, body);
  if (!callers.test(method.containingType.namespace)) return undefined;
  const given = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System.Text.Json.Serialization', 'JsonSerializerContext'))?.expression;
  const context = given && contextIn(given, body);
  const type = context && typeAsked(use, method, body);
  return type ? { context, type } : undefined;
}

/** `Context.Default.GetTypeInfo(typeof(T))`, whose null is not looked at, and `Context.Default.Options.GetTypeInfo(typeof(T))`, which throws. */
function askedDirectly(use: SymbolUse, body: BoundBody): Asked | undefined {
  const receiver = use.receiver && unwrap(use.receiver);
  const written = use.arguments?.[0] && body.constantOf(use.arguments[0].expression);
  if (!receiver || written?.kind !== 'type' || !written.value) return undefined;
  const symbol = body.symbolOf(receiver);
  const isOfOptions = receiver.kind === 'MemberAccess' && symbol?.kind === 'property' && symbol.name === 'Options';
  const context = contextIn(isOfOptions ? receiver.expression : receiver, body);
  return context && (isOfOptions || isTaken(use)) ? { context, type: written.value } : undefined;
}

/** Whether what a call gives is declared not to be null, and so not asked for null. */
function isTaken({ node, anchor }: SymbolUse): boolean {
  const parents = parentsOf(anchor.unit.root);
  let parent = node && parents.get(node);
  while (parent?.kind === 'Parenthesized') parent = parents.get(parent);
  return parent?.kind === 'PostfixUnary' && (parent as unknown as PostfixUnary).operator === '!';
}

/** The context that `Context.Default` is: one made with options of its own may have their resolvers too. */
function contextIn(expression: Expression, body: BoundBody): NamedTypeSymbol | undefined {
  const node = unwrap(expression);
  const symbol = body.symbolOf(node);
  const isDefault = symbol?.kind === 'property' && symbol.name === 'Default' && symbol.isStatic && isJsonContext(symbol.containingType);
  return isDefault && symbol.containingType.containingAssembly.isSource ? symbol.containingType : undefined;
}

/** The type by a `typeof`, or else by the type argument. */
function typeAsked(use: SymbolUse, method: MethodSymbol, body: BoundBody): TypeSymbol | undefined {
  const written = use.arguments?.find(({ parameter }) => isNamed(parameter.type, 'System', 'Type'))?.expression;
  if (!written) return method.typeArguments[0];
  const value = body.constantOf(written);
  return value?.kind === 'type' ? value.value : undefined;
}

/** What to say where the context does not list the type. */
function findingOf({ context: owner, type }: Asked, program: ProgramContext): { readonly message: string; readonly fixes: () => readonly Fix[] } | undefined {
  if (!isClosed(type) || isObject(type)) return undefined;
  const context = readContext(owner.originalDefinition);
  if (context.covered.has(typeName(type)) || context.covered.size === 0) return undefined;
  return {
    message: `'${typeName(owner)}' is asked for '${typeName(type)}' here, which it does not list: the call throws.`,
    fixes: () => {
      const home = ownerOf(program, context.location?.file);
      return home && canListIn(home, context, type) ? addEntryFix(program, type, context, true, undefined) : [];
    },
  };
}

export const contextCallsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.publishAot && !program.analyzers.aot) return;
    for (const use of body.uses) {
      const asked = askedBy(use, body);
      const found = asked && findingOf(asked, program);
      if (found) context.report(use.anchor, { id: meta.id, ...found });
    }
  },
});
