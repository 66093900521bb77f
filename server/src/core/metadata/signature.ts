/** Signatures of fields, methods, properties and type specifications as types of the symbol model (ECMA-335 II.23.2). */
import { constructType } from '../symbols/construct';
import type { SpecialType, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import { arrayType, errorType, functionPointerType, pointerType } from '../symbols/types';
import type { ByteReader } from './bytes';
import { signatureToken } from './metadataModule';
import type { Token } from './tables';

/** Where a signature stands: what its tokens and type variables mean. */
export interface SignatureScope {
  /** Definition behind a TypeDef or TypeRef, any type behind a TypeSpec. */
  resolve(token: Token): TypeSymbol;
  /** Full name of a TypeDef or TypeRef, without resolving it. */
  nameOf(token: Token): string;
  special(type: SpecialType): TypeSymbol;
  typedReference(): TypeSymbol;
  /** Type parameters of the type, the outermost containing type's first. */
  readonly typeParameters: readonly TypeSymbol[];
  readonly methodTypeParameters: readonly TypeParameterSymbol[];
}

/** A type in a place that can be by reference or carry modifiers. */
export interface SignatureType {
  readonly type: TypeSymbol;
  readonly isByRef: boolean;
  /** Full names of the custom modifiers, on the type or the reference (`System.Runtime.InteropServices.InAttribute`). */
  readonly modifiers: readonly string[];
}

export interface MethodSignature {
  readonly isVararg: boolean;
  readonly hasThis: boolean;
  readonly returnType: SignatureType;
  readonly parameters: readonly SignatureType[];
}

const primitives: readonly (SpecialType | undefined)[] = [
  undefined, 'Void', 'Boolean', 'Char', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'String',
];
const nativePrimitives: Partial<Record<number, SpecialType>> = { 0x18: 'IntPtr', 0x19: 'UIntPtr', 0x1c: 'Object' };
/** Deeper than any compiler nests: corrupt data must not exhaust the stack. */
const maximumDepth = 100;
const maximumCount = 0x4000;

/** Method or property signature (II.23.2.1, II.23.2.5). */
export function readMethodSignature(reader: ByteReader, scope: SignatureScope): MethodSignature {
  const convention = reader.u8();
  if ((convention & 0x10) !== 0) reader.compressed();
  const count = Math.min(reader.compressed(), maximumCount, reader.remaining);
  const returnType = readSignatureType(reader, scope);
  const parameters: SignatureType[] = [];
  for (let i = 0; i < count && !reader.isAtEnd; i++) {
    if (reader.peek() === 0x41) break; // SENTINEL: what follows are the arguments of one vararg call
    parameters.push(readSignatureType(reader, scope));
  }
  return { isVararg: (convention & 0x0f) === 5, hasThis: (convention & 0x20) !== 0, returnType, parameters };
}

/** Field signature (II.23.2.4). */
export function readFieldSignature(reader: ByteReader, scope: SignatureScope): SignatureType {
  reader.u8();
  return readSignatureType(reader, scope);
}

/** Parameter, return or field type with its modifiers. */
export function readSignatureType(reader: ByteReader, scope: SignatureScope): SignatureType {
  const modifiers: string[] = [];
  let isByRef = false;
  for (let element = reader.peek(); element === 0x1f || element === 0x20 || element === 0x10; element = reader.peek()) {
    reader.position++;
    if (element === 0x10) isByRef = true;
    else modifiers.push(scope.nameOf(signatureToken(reader.compressed())));
  }
  return { type: readType(reader, scope, 0), isByRef, modifiers };
}

/** Type (II.23.2.12); an error type for what is malformed. */
export function readType(reader: ByteReader, scope: SignatureScope, depth = 0): TypeSymbol {
  if (depth > maximumDepth || reader.isAtEnd) return errorType('?');
  const element = reader.u8();
  const primitive = primitives[element] ?? nativePrimitives[element];
  if (primitive !== undefined) return scope.special(primitive);
  const inner = (): TypeSymbol => readType(reader, scope, depth + 1);
  switch (element) {
    case 0x0f: return pointerType(inner());
    case 0x11: case 0x12: return scope.resolve(signatureToken(reader.compressed()));
    case 0x13: return scope.typeParameters[reader.compressed()] ?? errorType('!');
    case 0x1e: return scope.methodTypeParameters[reader.compressed()] ?? errorType('!!');
    case 0x14: return readArray(reader, inner());
    case 0x15: return readGenericInstance(reader, scope, depth);
    case 0x1b: return readFunctionPointer(reader, scope, depth);
    case 0x1d: return arrayType(inner(), 1);
    case 0x16: return scope.typedReference();
    case 0x1f: case 0x20: reader.compressed(); return inner();
    case 0x10: case 0x45: return inner();
    default: return errorType('?');
  }
}

/** Array shape (II.23.2.13): C# knows the rank only. */
function readArray(reader: ByteReader, elementType: TypeSymbol): TypeSymbol {
  const rank = Math.min(Math.max(reader.compressed(), 1), 32);
  for (let part = 0; part < 2; part++) {
    const count = Math.min(reader.compressed(), rank);
    for (let i = 0; i < count; i++) reader.compressed();
  }
  return arrayType(elementType, rank);
}

function readGenericInstance(reader: ByteReader, scope: SignatureScope, depth: number): TypeSymbol {
  reader.u8();
  const definition = scope.resolve(signatureToken(reader.compressed()));
  const count = Math.min(reader.compressed(), reader.remaining);
  const typeArguments: TypeSymbol[] = [];
  for (let i = 0; i < count; i++) typeArguments.push(readType(reader, scope, depth + 1));
  return constructNested(definition, typeArguments);
}

/** A generic definition with the type arguments of itself and the types around it, in metadata's flat order. */
export function constructNested(definition: TypeSymbol, typeArguments: readonly TypeSymbol[]): TypeSymbol {
  if (definition.kind !== 'namedType') return definition;
  const outer = definition.containingType;
  const ownStart = typeArguments.length - definition.arity;
  if (outer === undefined || ownStart <= 0) return constructType(definition, typeArguments);
  const container = constructNested(outer, typeArguments.slice(0, ownStart));
  return constructType(definition, typeArguments.slice(ownStart), container.kind === 'namedType' ? container : outer);
}

function readFunctionPointer(reader: ByteReader, scope: SignatureScope, depth: number): TypeSymbol {
  reader.u8();
  const count = Math.min(reader.compressed(), reader.remaining);
  const returnType = readType(reader, scope, depth + 1);
  const parameters: TypeSymbol[] = [];
  for (let i = 0; i < count; i++) parameters.push(readType(reader, scope, depth + 1));
  return functionPointerType(parameters, returnType);
}
