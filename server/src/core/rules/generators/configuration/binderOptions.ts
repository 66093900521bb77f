/**
 * AOT4003: `BindNonPublicProperties`, which the generated configuration binder refuses with a NotSupportedException as soon as it binds
 * (measured on net9.0 with `Bind`, `Get`, `Configure` and `AddOptions().Bind`; `Bind` to a type without public properties does nothing);
 * binding by reflection takes it.
 */
import { nodesOfKind, unwrap } from '../../../flow/walk';
import { isNamed } from '../../../symbols/types';
import type { Assignment, Lambda } from '../../../syntax/nodes';
import type { RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { bindingCall } from './configurationCalls';

const meta: RuleMeta = {
  id: 'AOT4003', name: 'refused-binder-option', title: 'The generated configuration binder refuses an option', defaultSeverity: 'warning', official: false,
  why: 'Generated code cannot set what is not public: the call throws in the native program, and neither build nor publish says so.',
  whatToDo: 'Make the properties public, or read them from the section by hand.',
};

export const binderOptionsRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.configurationBindingGenerator) return;
    for (const use of body.uses) {
      const lambdas = (use.arguments ?? []).map(({ expression }) => unwrap(expression)).filter((node): node is Lambda => node.kind === 'Lambda');
      if (lambdas.length === 0 || bindingCall(use, body, program.frameworkVersion)?.kind !== 'root') continue;
      for (const each of lambdas.flatMap((lambda) => nodesOfKind(lambda, 'Assignment'))) {
        const { left, right, start, end } = each as unknown as Assignment;
        const symbol = body.symbolOf(left);
        const value = body.constantOf(right);
        if (symbol?.kind !== 'property' || symbol.name !== 'BindNonPublicProperties' || !isNamed(symbol.containingType, 'Microsoft.Extensions.Configuration', 'BinderOptions')) continue;
        if (value?.kind !== 'primitive' || value.value !== true) continue;
        context.report({ unit: use.anchor.unit, start, end }, { id: meta.id, message: "The generated configuration binder does not support 'BindNonPublicProperties': in the native program the call throws, or sets nothing where no property is public." });
      }
    }
  },
});
