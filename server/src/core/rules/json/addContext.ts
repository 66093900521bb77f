/** SYSLIB0049: `JsonSerializerOptions.AddContext`, as the compiler reports it for its ObsoleteAttribute. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import type { NamedTypeSymbol } from '../../symbols/symbol';
import { isNamed } from '../../symbols/types';
import type { Expression, Invocation } from '../../syntax/nodes';
import type { ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';
import { nameAt, surroundings } from '../shortNames';

const meta: RuleMeta = {
  id: 'SYSLIB0049', name: 'json-add-context', title: 'JsonSerializerOptions.AddContext is obsolete', defaultSeverity: 'warning', official: true,
  why: 'AddContext cannot be combined with other resolvers of the options.',
  whatToDo: 'Insert the context into TypeInfoResolverChain.',
};

/** Code that is obsolete itself gets no such warnings. */
function isObsolete({ owner }: BoundBody): boolean {
  const marked = (symbol: { readonly attributes: NamedTypeSymbol['attributes'] }): boolean => symbol.attributes.some((a) => a.fullName === 'System.ObsoleteAttribute');
  if (owner.kind === 'member' && marked(owner.symbol)) return true;
  let type = owner.kind === 'member' ? owner.symbol.containingType : owner.kind === 'type' ? owner.symbol : undefined;
  while (type && !marked(type)) type = type.containingType;
  return type !== undefined;
}

/** Replaces the name and the parentheses, also after `?.`. */
function fixesFor(use: SymbolUse, call: Invocation, context: NamedTypeSymbol, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const name: Expression = call.expression;
  if (name.kind !== 'MemberAccess' && name.kind !== 'MemberBinding') return [];
  const { base } = use.anchor.unit;
  const span = { start: base + use.anchor.start, end: base + call.end };
  return [{ title: 'Use TypeInfoResolverChain', applicability: 'safe', edits: [{ file: body.file, span, newText: `TypeInfoResolverChain.Insert(0, ${nameAt({ file: body.file, ...surroundings(body), isExpression: true }, context, program)}.Default)` }] }];
}

export const addContextRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body } = context;
    for (const use of body.uses) {
      const method = use.symbol;
      if ((use.kind !== 'call' && use.kind !== 'methodGroup') || use.inNameof || method?.kind !== 'method' || method.name !== 'AddContext' || !use.node) continue;
      if (!isNamed(method.containingType, 'System.Text.Json', 'JsonSerializerOptions') || isObsolete(body)) continue;
      const { node } = use;
      const [type] = method.typeArguments;
      context.report({ unit: use.anchor.unit, start: node.start, end: node.end }, {
        id: meta.id,
        message: "'JsonSerializerOptions.AddContext<TContext>()' is obsolete: 'JsonSerializerOptions.AddContext is obsolete. To register a JsonSerializerContext, use either the TypeInfoResolver or TypeInfoResolverChain properties.'",
        fixes: () => (node.kind === 'Invocation' && type?.kind === 'namedType' && type.membersNamed('Default').length > 0 ? fixesFor(use, node as unknown as Invocation, type, body, context.program) : []),
      });
    }
  },
});
