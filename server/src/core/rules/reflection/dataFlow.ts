/**
 * IL2055 to IL2091, IL2096, IL2103: values of type Type and string go where `[DynamicallyAccessedMembers]` demands more of them than the
 * place that they come from promises, or calls of the reflection API cannot be followed. Ids, texts and places are the official ones.
 */
import { defineRule } from '../rule';
import { annotateFixes } from './annotateFix';
import { dataFlowMetas } from './dataFlowMetas';
import { dataFlowFindings } from './dataFlowFindings';

export const dataFlowRule = defineRule({
  metas: dataFlowMetas,
  checkBody(context) {
    const { program, body } = context;
    if (!program.analyzers.trim) return;
    for (const { anchor, id, message, reached } of dataFlowFindings(body, program.frameworkVersion || 10)) {
      context.report(anchor, reached.kind === 'demand' ? { id, message, fixes: () => annotateFixes(reached, body, program) } : { id, message });
    }
  },
});
