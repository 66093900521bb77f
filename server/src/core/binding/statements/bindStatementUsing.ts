/** `using` statements and declarations (ECMA-334 §13.14). */
import type { NodeBase, Using } from '../../syntax/nodes';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext } from '../binderContext';
import { inFrame, recordUse, value } from '../binderContext';
import { bindSettled } from '../expressions/bindExpression';
import { bindEmbedded, bindLocalDeclaration } from './bindStatement';
import { recordAwait } from './bindStatementAwait';
import { methodsOf } from '../binderTypes';

/** `using (…) …`, `await using (…) …`. */
export function bindUsing(context: BindContext, node: Using): void {
  inFrame(context, () => {
    if (node.declaration !== undefined) bindLocalDeclaration(context, { ...node.declaration, isUsing: true, isAwait: node.isAwait, start: node.start });
    else if (node.expression !== undefined) {
      const resource = bindSettled(context, node.expression);
      const start = context.unit.text.indexOf('await', node.start);
      recordDispose(context, resource.type, node.expression, node.isAwait, { start, end: start + 5 });
    }
    bindEmbedded(context, node.body);
  });
}

/** The Dispose call at the end of a resource's scope, and the await of an asynchronous one at its keyword. */
export function recordDispose(context: BindContext, type: TypeSymbol | undefined, at: NodeBase, isAwait: boolean, keyword: NodeBase): void {
  if (type === undefined || context.builder === undefined) return;
  const method = disposeMethod(context, type, isAwait);
  if (method === undefined) return;
  recordUse(context, 'using', method, at);
  if (isAwait) recordAwait(context, value({ kind: 'Error', start: at.start, end: at.end }, method.returnType), keyword);
}

/** The pattern's method where the pattern counts, else the interface's. */
function disposeMethod(context: BindContext, type: TypeSymbol, isAwait: boolean): MethodSymbol | undefined {
  if (isAwait || (type.kind === 'namedType' && type.isRefLike)) {
    const own = methodsOf(context, type, isAwait ? 'DisposeAsync' : 'Dispose').find((m) => !m.isStatic && m.parameters.every((p) => p.isOptional));
    if (own !== undefined) return own;
  }
  const method = context.compilation.typeByMetadataName(isAwait ? 'System.IAsyncDisposable' : 'System.IDisposable')?.members[0];
  return method?.kind === 'method' ? method : undefined;
}
