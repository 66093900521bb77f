/** In which JsonSerializerContext of a program a type is best listed. */
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import type { TypeSymbol } from '../../../symbols/symbol';
import { someType } from '../../../symbols/types';
import { ownerOf } from '../../imports';
import type { ProgramContext } from '../../rule';
import { canList, canListIn } from './contextEdits';
import type { JsonContext } from '../registration/contexts';
import { withoutEnumChange } from './enumText';

/** A context to list types in; undefined: a new one. */
export interface Target {
  readonly context: JsonContext | undefined;
  readonly isRegistered: boolean;
}

/** Whether a context, which is that of the fixed program itself where there is none yet, can list a type. */
export function isListable(program: ProgramContext, type: TypeSymbol, context: Pick<JsonContext, 'type'> | undefined): boolean {
  const owner = context ? ownerOf(program, context.type.location?.file) : program;
  return owner !== undefined && (context ? canListIn(owner, context, type) : canList(owner, type)) && !someType(type, isAnonymous);
}

/**
 * A registered context that can take the type: one of the type's own namespace before others, of this program before libraries; else one
 * of the program that is yet to be registered. Another one, or a new one, where the type's enums would be written otherwise there.
 */
export function targetOf(program: ProgramContext, registered: readonly JsonContext[], all: readonly JsonContext[], type: TypeSymbol): Target {
  const isUnnamed = someType(type, isAnonymous);
  const usable = registered.filter((known) => {
    const owner = ownerOf(program, known.location?.file);
    return owner !== undefined && (isUnnamed || canListIn(owner, known, type));
  });
  const namespace = type.kind === 'namedType' ? type.namespace : undefined;
  const own = usable.filter(({ type: context }) => context.containingAssembly === program.compilation.assembly);
  const best = usable.find((known) => known.type.namespace === namespace) ?? own[0] ?? usable[0];
  const idle = best ? undefined : all.find((known) => program.source(known.location?.file) !== undefined && (isUnnamed || canListIn(program, known, type)));
  const context = withoutEnumChange(program, [type], best ?? idle, best !== undefined, usable);
  return { context, isRegistered: context !== undefined && registered.includes(context) };
}
