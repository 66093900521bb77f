/** Where a logging method that is no static one takes its logger from: SYSLIB1019, SYSLIB1020 and SYSLIB1027. */
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import type { TypeHeader, Unit } from '../../../syntax/nodes';

/** What the generator finds. `unknown` where that depends on what is not seen here. */
export interface LoggerSource {
  readonly found: 'one' | 'several' | 'none' | 'unknown';
  /** Primary constructor parameters that would do, but for a field of the same name. */
  readonly hidden: readonly ParameterSymbol[];
}

/** Looks through fields of a class and of its bases, then through the primary constructor (since .NET 9). */
export function loggerSource(type: NamedTypeSymbol, isLogger: (type: TypeSymbol) => boolean, frameworkVersion: number): LoggerSource {
  const chain = [...baseTypesAndSelf(type)];
  const others = new Set<string>();
  let count = 0;
  for (const each of chain) {
    for (const member of each.members) {
      if (member.kind !== 'field' || (each !== type && member.accessibility === 'private')) continue;
      if (member.type.kind === 'error' || (member.type.kind === 'typeParameter' && member.type.hasReferenceTypeConstraint)) return { found: 'unknown', hidden: [] };
      if (isLogger(member.type)) count++;
      else others.add(member.name);
    }
  }
  if (count > 0) return { found: count === 1 ? 'one' : 'several', hidden: [] };
  // A base that is not known ends the chain before `object`.
  if (chain.at(-1)?.specialType !== 'Object') return { found: 'unknown', hidden: [] };
  const parameters = primaryConstructor(type)?.parameters.filter((parameter) => isLogger(parameter.type)) ?? [];
  if (frameworkVersion < 9) {
    // Fields that the compiler makes, for properties and captured parameters, count there.
    const hasProperty = type.members.some((member) => member.kind === 'property' && isLogger(member.type));
    return { found: hasProperty || parameters.length > 0 ? 'unknown' : 'none', hidden: [] };
  }
  const usable = parameters.filter((parameter) => !others.has(parameter.name));
  return { found: usable.length > 1 ? 'several' : usable.length === 1 ? 'one' : 'none', hidden: parameters.filter((parameter) => others.has(parameter.name)) };
}

function primaryConstructor(type: NamedTypeSymbol): MethodSymbol | undefined {
  return type.constructors.find((constructor) => {
    const root = (constructor.location?.unit as Unit | undefined)?.root as TypeHeader | undefined;
    return root?.kind === 'TypeHeader' && root.parameters !== undefined && constructor.parameters.length === root.parameters.length;
  });
}
