/** Fix of a handler that returns an anonymous type: a record, listed in a context. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { isExecutable } from '../../../msbuild/index';
import { builderCreations } from '../../aspnet/appBuilder';
import { handlerOf, isAnonymous, isResult, resolveHandler, unwrapTask } from '../../aspnet/endpoints/endpoint';
import type { TypeSymbol } from '../../../symbols/symbol';
import { someType } from '../../../symbols/types';
import type { ProgramContext } from '../../rule';
import { contextsOf } from '../registration/contexts';
import { publicRecordFix, recordFix } from './contextFixes';
import { jsonTarget } from './endpointMetadata';
import type { RecordPlan } from './records';
import { recordPlan } from './records';
import { isPublic } from '../typeModel';

/**
 * Whether the context is registered is reported on its own; where the program has none, one is made and registered beside its builder. A
 * library without one leaves the listing to the application, where that is known.
 */
export function returnedRecordFix(use: SymbolUse, body: BoundBody, program: ProgramContext, application?: ProgramContext): readonly Fix[] {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return [];
  const type = writtenType(unwrapTask(handler.method.returnType));
  const plan = recordPlan(type, body, program);
  const [creation] = builderCreations(body);
  const contexts = contextsOf(program.compilation).filter((known) => program.source(known.location?.file) !== undefined);
  const context = contexts.find((known) => plan?.canBePublic === true || !isPublic(known.type));
  if (plan && !context && !isExecutable(program.project)) return application && application !== program ? listedRecordFix(type, plan, program, application) : publicRecordFix(plan, program);
  if (!plan) return [];
  const builder = creation ? { file: body.file, setup: creation } : context ? undefined : jsonTarget(program, type)?.builder;
  return recordFix(program, type, plan, context, context !== undefined, builder);
}

/** What a typed result (`Ok<T>`) writes as JSON is its value. */
function writtenType(type: TypeSymbol): TypeSymbol {
  const values = type.kind === 'namedType' && isResult(type) ? type.typeArguments.filter((each) => someType(each, isAnonymous)) : [];
  return values.length === 1 ? values[0] ?? type : type;
}

function listedRecordFix(type: TypeSymbol, plan: RecordPlan, home: ProgramContext, application: ProgramContext): readonly Fix[] {
  const found = jsonTarget(application, type);
  return found ? recordFix(application, type, plan, found.target.context, found.target.isRegistered, found.builder, home) : publicRecordFix(plan, home);
}
