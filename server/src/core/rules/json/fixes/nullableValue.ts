/**
 * Values that are declared to be null at times: with metadata of the generator of .NET 8 the compiler warns of them (CS8620, measured; not
 * of .NET 9), where the call infers its type from them.
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap, walk } from '../../../flow/walk';
import type { AnyNode } from '../../../flow/walk';
import { isValueType } from '../../../symbols/types';
import type { Expression, Invocation, Unit, VariableDeclarator } from '../../../syntax/nodes';
import { declarationOf, isAnnotated, isChecked } from '../../aspnet/controllers/mayBeNull';
import type { ProgramContext } from '../../rule';

/** `!` behind the value of such a call; none where it is not told that it may be null. */
export function notNullEdits(use: SymbolUse, body: BoundBody, { project, frameworkVersion }: ProgramContext): readonly TextEdit[] {
  const callee = (use.node as unknown as Invocation).expression;
  const name = callee.kind === 'MemberAccess' ? callee.name : callee;
  if (!project.nullableEnabled || frameworkVersion > 8 || use.symbol?.kind !== 'method' || name.kind === 'GenericName') return [];
  const declared = use.symbol.originalDefinition.parameters;
  const value = use.arguments?.find(({ argument, parameter }) => argument && declared.find((each) => each.name === parameter.name)?.type.kind === 'typeParameter')?.expression;
  const { unit } = use.anchor;
  if (!value || !isKnownNullable(value, body, unit, [])) return [];
  const at = unit.base + value.end;
  const isPrimary = /^(?:IdentifierName|MemberAccess|Invocation|ElementAccess|Parenthesized)$/.test(value.kind);
  return isPrimary ? [{ file: body.file, span: { start: at, end: at }, newText: '!' }] : [];
}

const readers = /^(?:Deserialize|ReadFromJson|GetFromJson|DeleteFromJson)/;

/** By a declaration with `?`, or a method that reads JSON. */
function isKnownNullable(written: Expression, body: BoundBody, unit: Unit, within: readonly string[]): boolean {
  const node = unwrap(written);
  const type = body.typeOf(node);
  if (type && isValueType(type)) return false;
  if (node.kind === 'Await') return isKnownNullable(node.expression, body, unit, within);
  const symbol = body.symbolOf(node);
  if (node.kind === 'Invocation') {
    const declaration = symbol?.kind === 'method' ? declarationOf(symbol) : undefined;
    return declaration ? isAnnotated(declaration.returnType) : symbol?.kind === 'method' && readers.test(symbol.name);
  }
  if (symbol?.kind === 'property' || symbol?.kind === 'field') return symbol.nullableAnnotated === true && node.kind !== 'IdentifierName';
  if (node.kind !== 'IdentifierName' || within.includes(node.name) || isChecked(node.name, node, body, unit)) return false;
  if (symbol?.kind === 'parameter') return symbol.nullableAnnotated === true;
  const values: Expression[] = [];
  walk(unit.root as AnyNode, (each) => {
    const { name, initializer } = each as unknown as VariableDeclarator;
    if (each.kind === 'VariableDeclarator' && name === node.name && initializer) values.push(initializer);
    return undefined;
  });
  const [only] = values;
  return values.length === 1 && only !== undefined && isKnownNullable(only, body, unit, [...within, node.name]);
}
