/** Parts of partial members (ECMA-334 §15.6.9; properties and indexers of C# 13, constructors and events of C# 14). */
import type { MemberDeclaration, Parameter } from '../syntax/nodes';

/** Tells partial members of one type apart, by text: both parts of one have the same. Undefined for what is not partial. */
export function partialKey(member: MemberDeclaration): string | undefined {
  if (!('modifiers' in member) || !member.modifiers.includes('partial')) return undefined;
  switch (member.kind) {
    case 'Method': return `${member.name}\`${member.typeParameters.length}${signatureText(member.parameters)}`;
    case 'Constructor': return `.ctor${signatureText(member.parameters)}`;
    case 'Indexer': return `this[]${signatureText(member.parameters)}`;
    case 'Property': return member.name;
    case 'Event': return member.name ?? member.variables[0]?.name;
    default: return undefined;
  }
}

function signatureText(parameters: readonly Parameter[]): string {
  return `(${parameters.map((p) => `${p.modifiers.join(' ')} ${typeText(p)}`).join(',')})`;
}

/** A parameter's type as far as it tells overloads apart; positions do not count. */
function typeText(parameter: Parameter): string {
  return JSON.stringify(parameter.type, (key, value: unknown) => (key === 'start' || key === 'end' || key === 'identifierEnd' ? undefined : value));
}

/** Whether this part holds the code. */
export function isImplementation(member: MemberDeclaration): boolean {
  switch (member.kind) {
    case 'Method':
    case 'Constructor': return member.body !== undefined;
    case 'Property':
    case 'Indexer': return member.expressionBody !== undefined || member.accessors.some((a) => a.body !== undefined);
    case 'Event': return member.accessors.length > 0;
    default: return false;
  }
}
