/** What the last arm of a switch expression takes: every value of a result, parameter or member but those of the types that arms before it name. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, unwrap } from '../../../flow/walk';
import type { TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import type { Expression, IdentifierName, Pattern, SwitchExpression, TypeSyntax, NodeBase } from '../../../syntax/nodes';
import { calledMethod, resultSlot } from './slots';
import { typeName } from '../typeModel';

const mark = '\0';

/** A slot without the values of some types, which are given by name. */
export function without(slot: string, types: readonly string[]): string {
  const [own = '', ...before] = slot.split(mark);
  return [own, ...[...new Set([...before, ...types])].sort()].join(mark);
}

/** Whether a slot leaves out types. */
export function isNarrowed(slot: string): boolean {
  return slot.includes(mark);
}

/** The types that a slot leaves out where the slot is this one. */
export function leftOut(narrowed: string, slot: string): readonly string[] | undefined {
  return narrowed.startsWith(slot + mark) ? narrowed.slice(slot.length + 1).split(mark) : undefined;
}

/** Whether a value's type is none of those, nor below one. */
export function isLeft(type: TypeSymbol, types: readonly string[]): boolean {
  if (type.kind !== 'namedType') return false;
  return ![...baseTypesAndSelf(type), ...type.allInterfaces].some((each) => types.includes(typeName(each)));
}

/** `usage` in `service.Find() switch { Failure failure => …, var usage => Results.Ok(usage) }`. */
export function narrowedSlots(node: IdentifierName, body: BoundBody): readonly string[] {
  const around = body.units.flatMap(({ root }) => nodesOfKind(root as AnyNode, 'SwitchExpression') as unknown as readonly (SwitchExpression & NodeBase)[]).filter(({ arms }) => {
    const last = arms.at(-1);
    return last?.pattern.kind === 'VarPattern' && last.when === undefined && last.pattern.designation.kind === 'SingleDesignation' && last.pattern.designation.name === node.name && body.unitOf(last) === body.unitOf(node) && last.start <= node.start && node.end <= last.end;
  });
  const written = around.at(-1);
  if (!written) return [];
  const types = written.arms.slice(0, -1).flatMap(({ pattern, when }) => (when ? [undefined] : typeTested(pattern, body)));
  const known = types.filter((type) => type !== undefined);
  const slots = known.length === types.length && known.length > 0 ? slotsOf(written.expression, body) : [];
  return slots.map((slot) => without(slot, known.map((type) => typeName(type))));
}

function slotsOf(expression: Expression, body: BoundBody): readonly string[] {
  const method = calledMethod(unwrap(expression), body);
  const slot = method && resultSlot(method);
  return slot === undefined ? [] : [slot];
}

/** The type that all that a pattern takes has; nothing for `null`; undefined where the pattern asks for more. */
function typeTested(pattern: Pattern, body: BoundBody): readonly (TypeSymbol | undefined)[] {
  switch (pattern.kind) {
    case 'DeclarationPattern':
    case 'TypePattern': return [typeWritten(pattern.type, body)];
    case 'RecursivePattern': return [pattern.type && !pattern.positional && !pattern.properties?.length ? typeWritten(pattern.type, body) : undefined];
    case 'ConstantPattern': {
      const value = body.constantOf(pattern.expression);
      if (value?.kind === 'type') return [value.value];
      return value?.kind === 'primitive' && value.value === null ? [] : [undefined];
    }
    default: return [undefined];
  }
}

function typeWritten(type: TypeSyntax, body: BoundBody): TypeSymbol | undefined {
  const { start, end } = type;
  const unit = body.unitOf(type);
  const named = body.uses.filter(({ kind, anchor }) => kind === 'type' && (unit === undefined || anchor.unit === unit) && start <= anchor.start && anchor.end <= end);
  const [use] = named;
  return named.length === 1 && use?.symbol?.kind === 'namedType' ? use.symbol : undefined;
}
