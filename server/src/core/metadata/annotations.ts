/** What attributes add to the types of signatures: nullability, `dynamic` and names of tuple elements. */
import { constructType } from '../symbols/construct';
import type { TypeSymbol } from '../symbols/symbol';
import { arrayType, dynamicType, functionPointerType, isNullableValueType, isTupleType, isValueType, pointerType, tupleElementTypes } from '../symbols/types';
import type { MetadataModule } from './metadataModule';
import { constructNested } from './signature';
import type { Token } from './tables';

const compilerServices = 'System.Runtime.CompilerServices.';

/** The byte of NullableContextAttribute on a definition: 0 oblivious, 1 not annotated, 2 annotated; undefined without the attribute. */
export function nullableContext(module: MetadataModule, owner: Token): number | undefined {
  const blob = module.attributeBlob(owner, `${compilerServices}NullableContextAttribute`);
  if (blob === undefined) return undefined;
  blob.u16();
  return blob.u8();
}

/** Whether a type is annotated `?`: by NullableAttribute, or by the context around it. `position`: of the type among those that it stands in; the outermost is 0. */
export function nullableAnnotated(module: MetadataModule, owner: Token, type: TypeSymbol, context: () => number, position = 0): boolean | undefined {
  if (isNullableValueType(type)) return true;
  if (type.kind !== 'typeParameter' && isValueType(type)) return false;
  const blob = owner === 0 ? undefined : module.attributeBlob(owner, `${compilerServices}NullableAttribute`);
  let flag: number;
  if (blob === undefined) flag = context();
  else {
    // The value is one byte, or an array of bytes with its length in four.
    const isArray = blob.remaining > 5;
    blob.u16();
    const count = isArray ? blob.u32() : 1;
    flag = blob.u8();
    for (let at = 1; isArray && at <= Math.min(position, count - 1); at++) flag = blob.u8();
  }
  return flag === 2 ? true : flag === 1 ? false : undefined;
}

/** The type with `dynamic` for the parts that DynamicAttribute marks and with the names of TupleElementNamesAttribute. */
export function annotatedType(type: TypeSymbol, module: MetadataModule, owner: Token, isByRef: boolean, modifierCount: number): TypeSymbol {
  if (owner === 0 || module.attributeRows(owner).length === 0) return type;
  const flags = dynamicFlags(module, owner);
  const withDynamic = flags === undefined ? type : replaceDynamic(type, flags.slice(modifierCount + (isByRef ? 1 : 0)));
  const names = tupleNames(module, owner);
  return names === undefined ? withDynamic : nameTuples(withDynamic, { names, position: 0 });
}

function dynamicFlags(module: MetadataModule, owner: Token): readonly boolean[] | undefined {
  const blob = module.attributeBlob(owner, `${compilerServices}DynamicAttribute`);
  if (blob === undefined) return undefined;
  blob.u16();
  if (blob.remaining <= 2) return [true];
  const count = Math.min(blob.u32(), blob.remaining);
  return Array.from({ length: count }, () => blob.u8() !== 0);
}

/** One flag for each type of the tree, in pre-order. */
function replaceDynamic(type: TypeSymbol, flags: readonly boolean[]): TypeSymbol {
  let position = 0;
  const replace = (part: TypeSymbol): TypeSymbol => {
    if (flags[position++] === true) return dynamicType;
    switch (part.kind) {
      case 'array': return arrayType(replace(part.elementType), part.rank);
      case 'pointer': return pointerType(replace(part.pointedAtType));
      case 'functionPointer': {
        const returnType = replace(part.returnType);
        return functionPointerType(part.parameterTypes.map(replace), returnType);
      }
      case 'namedType': return constructNested(part.originalDefinition, flatArguments(part).map(replace));
      default: return part;
    }
  };
  return flags.length === 1 && flags[0] === true ? dynamicType : replace(type);
}

function flatArguments(type: TypeSymbol): readonly TypeSymbol[] {
  if (type.kind !== 'namedType') return [];
  return [...(type.containingType === undefined ? [] : flatArguments(type.containingType)), ...type.typeArguments];
}

function tupleNames(module: MetadataModule, owner: Token): readonly (string | undefined)[] | undefined {
  const blob = module.attributeBlob(owner, `${compilerServices}TupleElementNamesAttribute`);
  if (blob === undefined) return undefined;
  blob.u16();
  const count = Math.min(blob.u32(), blob.remaining);
  return Array.from({ length: count }, () => blob.serString() ?? undefined);
}

/** Names of a tuple's own elements come before those of tuples inside them. */
function nameTuples(type: TypeSymbol, state: { readonly names: readonly (string | undefined)[]; position: number }): TypeSymbol {
  switch (type.kind) {
    case 'array': return arrayType(nameTuples(type.elementType, state), type.rank);
    case 'pointer': return pointerType(nameTuples(type.pointedAtType, state));
    case 'namedType': {
      const elements = tupleElementTypes(type);
      if (elements === undefined || !isTupleType(type)) {
        return constructNested(type.originalDefinition, flatArguments(type).map((argument) => nameTuples(argument, state)));
      }
      const own = state.names.slice(state.position, state.position += elements.length);
      const named = elements.map((element) => nameTuples(element, state));
      return constructType(type.originalDefinition, tupleArguments(type, named), undefined, own);
    }
    default: return type;
  }
}

/** Elements beyond the seventh are in the tuple that is the eighth argument. */
function tupleArguments(type: TypeSymbol, elements: readonly TypeSymbol[]): readonly TypeSymbol[] {
  if (type.kind !== 'namedType' || type.arity < 8) return elements;
  const rest = type.typeArguments[7];
  if (rest?.kind !== 'namedType') return elements;
  return [...elements.slice(0, 7), constructType(rest.originalDefinition, tupleArguments(rest, elements.slice(7)))];
}
