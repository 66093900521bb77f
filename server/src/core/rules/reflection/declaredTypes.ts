/** What the types of fields, parameters and results reach through their type arguments: the analyzers of .NET 8 look at types where they are written. */
import type { Anchor, BoundBody } from '../../binding/boundBody';
import type { MemberSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Accessor, Unit } from '../../syntax/nodes';
import { isDeclarationInScope, unreferencedCode } from '../capability/requires';
import { declaredMembers, memberAnchor, parameterAnchor } from '../signature/places';
import { byType } from './accesses';
import type { Reached } from './demands';

/** Members reached by one type of a declaration. */
export interface DeclaredAccess { readonly reached: Reached; readonly anchor: Anchor }

/** Types of parts (`List<G<T>>`, `G<T>[]`) are not looked at, nor those of delegates and of functions inside bodies. */
export function reflectedByDeclarations(body: BoundBody, version: number): readonly DeclaredAccess[] {
  return version >= 9 ? [] : declaredMembers(body).flatMap((member) => byDeclaration(member, body, version));
}

function byDeclaration(member: MemberSymbol, body: BoundBody, version: number): readonly DeclaredAccess[] {
  if (member.kind === 'field') return accessesAt(body, member, [{ type: member.type }], version);
  if (member.kind !== 'method' || isUnwritten(member)) return [];
  const at = memberAnchor(body, member);
  const types = member.parameters.map((parameter) => ({ type: parameter.type, anchor: at && parameterAnchor(at, member, parameter) }));
  return accessesAt(body, member, [{ type: member.returnType }, ...types], version);
}

function accessesAt(body: BoundBody, member: MemberSymbol, types: readonly { readonly type: TypeSymbol; readonly anchor?: Anchor | undefined }[], version: number): readonly DeclaredAccess[] {
  return types.flatMap(({ type, anchor }) => {
    const reached = type.kind === 'namedType' ? byType(type, version) : [];
    if (reached.length === 0 || isDeclarationInScope(member, unreferencedCode)) return [];
    const place = anchor ?? memberAnchor(body, member);
    return place ? [{ reached, anchor: place }] : [];
  });
}

/** Accessors of an event that is like a field. */
function isUnwritten(member: MemberSymbol): boolean {
  if (member.kind !== 'method' || member.associatedSymbol?.kind !== 'event') return false;
  const written = ((member.location?.unit as Unit | undefined)?.root as { readonly accessors?: readonly Accessor[] } | undefined)?.accessors;
  return written === undefined || written.length === 0;
}
