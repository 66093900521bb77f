/**
 * Values that are written as `object`, by `Serialize<object>(new Item(1))` or `object item = new Item(1); Serialize(item)`: where one can be
 * of no other type than one that is known, a typed call writes the same, but for types with a discriminator.
 */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { TextEdit } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { MethodSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject, isValueType, nullableUnderlying } from '../../../symbols/types';
import type { Expression, Invocation } from '../../../syntax/nodes';
import { onlyValueOf } from '../../aspnet/onlyValue';
import { isClosed, typeName, writingBelow } from '../typeModel';

export interface ExactValue {
  readonly type: TypeSymbol;
  /** Edits that leave the type argument to be inferred, as that type by its name there. */
  readonly edits: (name: string) => readonly TextEdit[];
}

const writers: ReadonlySet<string> = new Set(['JsonSerializer', 'JsonContent', 'HttpClientJsonExtensions']);
const creations: ReadonlySet<string> = new Set(['ObjectCreation', 'ImplicitObjectCreation', 'AnonymousObjectCreation', 'ArrayCreation', 'ImplicitArrayCreation']);

/** The value that a call writes as `object`. */
export function exactValue(use: SymbolUse, method: MethodSymbol, body: BoundBody): ExactValue | undefined {
  const { expression: callee } = use.node as unknown as Invocation;
  const name = callee.kind === 'MemberAccess' ? callee.name : callee;
  const [asked] = method.typeArguments;
  if (!writers.has(method.containingType.name) || method.typeArguments.length !== 1 || !asked || !isObject(asked)) return undefined;
  const declared = method.originalDefinition.parameters;
  const value = use.arguments?.find(({ argument, parameter }) => argument && declared.find((each) => each.name === parameter.name)?.type.kind === 'typeParameter')?.expression;
  const type = value && exactType(value, body);
  if (!value || !type || !isWrittenAlike(type)) return undefined;
  const { unit } = use.anchor;
  const edit = (start: number, end: number, newText: string): TextEdit => ({ file: body.file, span: { start: unit.base + start, end: unit.base + end }, newText });
  const argument = name.kind === 'GenericName' ? [edit(name.start, name.end, name.name)] : [];
  const node = unwrap(value);
  const own = body.typeOf(node);
  if (node.kind === 'Cast') {
    const between = unit.text.slice(node.start, node.expression.start);
    const inner = body.typeOf(unwrap(node.expression));
    if (between.includes('/') || !inner || typeName(inner) !== typeName(type)) return undefined;
    return { type, edits: () => [...argument, edit(node.start, node.expression.start, '')] };
  }
  if (own && typeName(own) === typeName(type)) return { type, edits: () => argument };
  return node.kind === 'IdentifierName' ? { type, edits: (shown) => [...argument, edit(value.start, value.start, `(${shown})`)] } : undefined;
}

/** Whether nothing about a type, closed as it is, has values of it written otherwise when they are held as `object`. */
function isWrittenAlike(type: TypeSymbol): boolean {
  if (!isClosed(type)) return false;
  if (type.kind !== 'namedType') return type.kind === 'array';
  return [...baseTypesAndSelf(type), ...type.allInterfaces].every((each) => [undefined, 'converter'].includes(writingBelow(each)));
}

/** The type that the value has at run time; null aside. */
function exactType(expression: Expression, body: BoundBody, depth = 0): TypeSymbol | undefined {
  const node = unwrap(expression);
  const type = body.typeOf(node);
  if (!type || depth > 8) return undefined;
  if (creations.has(node.kind)) return type;
  if (type.kind === 'namedType' && !isObject(type)) {
    if (isValueType(type)) return nullableUnderlying(type) ? undefined : type;
    if (type.typeKind === 'class' && type.isSealed) return type;
  }
  const inner = node.kind === 'Cast' ? node.expression : node.kind === 'IdentifierName' ? onlyValueOf(node, body) : undefined;
  const found = inner && exactType(inner, body, depth + 1);
  return found && isBelow(found, type) ? found : undefined;
}

/** Whether values are kept as they are where they become ones of another type: boxed, or as a base type. */
function isBelow(type: TypeSymbol, base: TypeSymbol): boolean {
  if (isObject(base) || typeName(type) === typeName(base)) return true;
  return type.kind === 'namedType' && !isValueType(type) && [...baseTypesAndSelf(type), ...type.allInterfaces].some((each) => typeName(each) === typeName(base));
}
