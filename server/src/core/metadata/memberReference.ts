/** Methods behind MethodDef and MemberRef tokens (ECMA-335 II.22.25): found by name and signature in the definition. */
import { memberOf } from '../symbols/construct';
import type { MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import { allTypeParameters, sameType } from '../symbols/types';
import type { MetadataAssembly } from './metadataAssembly';
import { Col, Table } from './schema';
import type { MethodSignature, SignatureScope } from './signature';
import { readMethodSignature } from './signature';
import type { Token } from './tables';
import { rowOf, tableOf } from './tables';

/** The method, in the constructed type that the reference names; undefined when it cannot be found. */
export function findMethod(member: Token, assembly: MetadataAssembly, scope: SignatureScope): MethodSymbol | undefined {
  const { module } = assembly;
  const row = rowOf(member);
  if (tableOf(member) === Table.MethodDef) return assembly.type(rowOf(module.declaringType(member))).method(row);
  if (tableOf(member) !== Table.MemberRef) return undefined;
  const type = scope.resolve(module.declaringType(member));
  if (type.kind !== 'namedType') return undefined;
  const definition = type.originalDefinition;
  const candidates = definition.membersNamed(module.tables.text(Table.MemberRef, row, Col.MemberRef.name)).filter((m): m is MethodSymbol => m.kind === 'method');
  if (candidates.length === 0) return undefined;
  const found = candidates.length === 1 ? candidates[0] : candidates.find((candidate) => matches(candidate, definition, member, assembly));
  return found && memberOf(found, type);
}

function matches(candidate: MethodSymbol, definition: NamedTypeSymbol, member: Token, assembly: MetadataAssembly): boolean {
  const scope = assembly.scope(allTypeParameters(definition), candidate.typeParameters);
  const signature: MethodSignature = readMethodSignature(assembly.module.tables.blob(Table.MemberRef, rowOf(member), Col.MemberRef.signature), scope);
  const same = (a: TypeSymbol, b: TypeSymbol): boolean => sameType(a, b, { dynamicIsObject: true });
  return signature.parameters.length === candidate.parameters.length
    && signature.parameters.every((p, i) => {
      const parameter = candidate.parameters[i];
      return parameter !== undefined && p.isByRef === (parameter.refKind !== 'none') && same(p.type, parameter.type);
    })
    && same(signature.returnType.type, candidate.returnType);
}
