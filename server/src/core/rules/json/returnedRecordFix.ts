/** Fix of a handler that returns an anonymous type: a record, listed in a context. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { isExecutable } from '../../msbuild/index';
import { builderCreations } from '../aspnet/appBuilder';
import { handlerOf, resolveHandler, unwrapTask } from '../aspnet/endpoint';
import type { TypeSymbol } from '../../symbols/symbol';
import type { ProgramContext } from '../rule';
import { contextsOf } from './contexts';
import { publicRecordFix, recordFix } from './fixes';
import { jsonTarget } from './endpointMetadata';
import type { RecordPlan } from './records';
import { recordPlan } from './records';
import { isPublic } from './typeModel';

/**
 * Whether the context is registered is reported on its own; where the program has none, one is made and registered beside its builder. A
 * library without one leaves the listing to the application, where that is known.
 */
export function returnedRecordFix(use: SymbolUse, body: BoundBody, program: ProgramContext, application?: ProgramContext): readonly Fix[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return [];
  const type = unwrapTask(handler.method.returnType);
  const plan = recordPlan(type, body, program);
  const [creation] = builderCreations(body);
  const contexts = contextsOf(program.compilation).filter((known) => program.source(known.location?.file) !== undefined);
  const context = contexts.find((known) => plan?.canBePublic === true || !isPublic(known.type));
  if (plan && !context && !isExecutable(program.project)) return application && application !== program ? listedRecordFix(type, plan, program, application) : publicRecordFix(plan, program);
  return plan ? recordFix(program, type, plan, context, context !== undefined, creation && { file: body.file, setup: creation }) : [];
}

function listedRecordFix(type: TypeSymbol, plan: RecordPlan, home: ProgramContext, application: ProgramContext): readonly Fix[] {
  const found = jsonTarget(application, type);
  return found ? recordFix(application, type, plan, found.target.context, found.target.isRegistered, found.builder, home) : publicRecordFix(plan, home);
}
