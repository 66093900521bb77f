/** Custom attributes and their values (ECMA-335 II.23.3); decoded when their arguments are first looked at. */
import { stringOf } from '../symbols/attributeValues';
import type { AttributeData, AttributeValue, MethodSymbol, NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import type { ByteReader } from './bytes';
import type { MetadataAssembly } from './metadataAssembly';
import { findMethod } from './memberReference';
import { Col, Table } from './schema';
import type { SignatureScope } from './signature';
import { readMethodSignature } from './signature';
import type { Token } from './tables';
import { rowOf, tableOf } from './tables';
import { typeFromName } from './typeName';

/** Attributes of a definition in the order of the metadata. */
export function attributesOf(scope: SignatureScope, assembly: MetadataAssembly, owner: Token): readonly AttributeData[] {
  return assembly.module.attributeRows(owner).map((row) => new MetadataAttribute(assembly, row, scope));
}

/** What the compiler adds so that older compilers refuse a type or constructor; C# does not show it. */
const refusals: ReadonlySet<string | undefined> = new Set([
  'Types with embedded references are not supported in this version of your compiler.',
  'Constructors of types with required members are not supported in this version of your compiler.',
]);

/** `attributesOf` a type or constructor, without the ObsoleteAttribute that only speaks to older compilers. */
export function visibleAttributesOf(scope: SignatureScope, assembly: MetadataAssembly, owner: Token): readonly AttributeData[] {
  return attributesOf(scope, assembly, owner).filter((a) => a.fullName !== 'System.ObsoleteAttribute' || !refusals.has(stringArgument(a)));
}

/** The first constructor argument when it is a string. */
export function stringArgument(attribute: AttributeData): string | undefined {
  const [first] = attribute.constructorArguments;
  return stringOf(first);
}

interface DecodedArguments {
  readonly positional: readonly AttributeValue[];
  readonly named: ReadonlyMap<string, AttributeValue>;
}

/** Class, constructor and arguments are decoded when first asked for: most attributes are only asked for their name. */
class MetadataAttribute implements AttributeData {
  private readonly constructorToken: number;
  private foundConstructor: { readonly method: MethodSymbol | undefined } | undefined;
  private decoded: DecodedArguments | undefined;

  constructor(private readonly assembly: MetadataAssembly, private readonly row: number, private readonly scope: SignatureScope) {
    this.constructorToken = assembly.module.tables.coded(Table.CustomAttribute, row, Col.CustomAttribute.type, 'CustomAttributeType');
  }

  get fullName(): string { return this.assembly.module.attributeName(this.row); }

  get attributeClass(): NamedTypeSymbol | undefined {
    const type = this.scope.resolve(this.assembly.module.declaringType(this.constructorToken));
    return type.kind === 'namedType' ? type : undefined;
  }

  get attributeConstructor(): MethodSymbol | undefined {
    this.foundConstructor ??= { method: findMethod(this.constructorToken, this.assembly, this.scope) };
    return this.foundConstructor.method;
  }

  get constructorArguments(): readonly AttributeValue[] { return (this.decoded ??= this.decode()).positional; }
  get namedArguments(): ReadonlyMap<string, AttributeValue> { return (this.decoded ??= this.decode()).named; }

  private decode(): DecodedArguments {
    const { assembly, constructorToken } = this;
    const { tables } = assembly.module;
    const column = tableOf(constructorToken) === Table.MemberRef ? Col.MemberRef.signature : Col.MethodDef.signature;
    const signatureScope = assembly.scope(this.attributeClass?.typeArguments ?? [], []);
    const signature = readMethodSignature(tables.blob(tableOf(constructorToken), rowOf(constructorToken), column), signatureScope);
    const blob = tables.blob(Table.CustomAttribute, this.row, Col.CustomAttribute.value);
    return new AttributeBlob(blob, assembly).read(signature.parameters.map((p) => p.type));
  }
}

/** Type of an attribute argument: what C# allows there (ECMA-334 §23.2.4). */
type ArgumentType =
  | { readonly kind: 'primitive'; readonly element: number }
  | { readonly kind: 'enum'; readonly type: TypeSymbol; readonly element: number }
  | { readonly kind: 'type' | 'object' }
  | { readonly kind: 'array'; readonly element: ArgumentType };

/** ELEMENT_TYPE codes (II.23.1.16) of the primitive special types. */
const elements: Partial<Record<string, number>> = {
  Boolean: 2, Char: 3, SByte: 4, Byte: 5, Int16: 6, UInt16: 7, Int32: 8, UInt32: 9, Int64: 10, UInt64: 11, Single: 12, Double: 13, String: 14,
};

class AttributeBlob {
  constructor(private readonly reader: ByteReader, private readonly assembly: MetadataAssembly) {}

  read(parameterTypes: readonly TypeSymbol[]): DecodedArguments {
    const { reader } = this;
    const positional: AttributeValue[] = [];
    const named = new Map<string, AttributeValue>();
    if (reader.isAtEnd || reader.u16() !== 1) return { positional: parameterTypes.map(() => undefined), named };
    for (const parameter of parameterTypes) {
      const type = argumentType(parameter);
      // Without the size of an enum nothing behind it can be read.
      if (type === undefined) return { positional: parameterTypes.map((_, i) => positional[i]), named };
      positional.push(this.value(type, 0));
    }
    const count = Math.min(reader.u16(), reader.remaining);
    for (let i = 0; i < count && reader.remaining > 0; i++) {
      reader.u8();
      const type = this.fieldOrPropertyType(0);
      const name = reader.serString();
      if (type === undefined || name === null) break;
      named.set(name, this.value(type, 0));
    }
    return { positional, named };
  }

  private value(type: ArgumentType, depth: number): AttributeValue {
    const { reader } = this;
    if (depth > 8) return undefined;
    switch (type.kind) {
      case 'primitive': return { kind: 'primitive', value: readConstant(reader, type.element) };
      case 'enum': {
        const value = readConstant(reader, type.element);
        return { kind: 'enum', type: type.type, value: typeof value === 'number' || typeof value === 'bigint' ? value : 0 };
      }
      case 'type': {
        const name = reader.serString();
        return name === null ? { kind: 'primitive', value: null } : { kind: 'type', value: typeFromName(name, this.assembly) };
      }
      case 'object': {
        const actual = this.fieldOrPropertyType(0);
        return actual === undefined ? undefined : this.value(actual, depth + 1);
      }
      case 'array': {
        const count = reader.u32();
        if (count === 0xffffffff) return { kind: 'primitive', value: null };
        const values: AttributeValue[] = [];
        for (let i = 0; i < count && !reader.isAtEnd; i++) values.push(this.value(type.element, depth + 1));
        return { kind: 'array', values };
      }
    }
  }

  /** FieldOrPropType (II.23.3). */
  private fieldOrPropertyType(depth: number): ArgumentType | undefined {
    const element = this.reader.u8();
    switch (element) {
      case 0x1d: {
        const inner = depth > 4 ? undefined : this.fieldOrPropertyType(depth + 1);
        return inner && { kind: 'array', element: inner };
      }
      case 0x50: return { kind: 'type' };
      case 0x51: return { kind: 'object' };
      case 0x55: {
        const type = typeFromName(this.reader.serString() ?? '', this.assembly);
        return type && argumentType(type);
      }
      default: return element >= 2 && element <= 14 ? { kind: 'primitive', element } : undefined;
    }
  }
}

function argumentType(type: TypeSymbol): ArgumentType | undefined {
  if (type.kind === 'array') {
    const element = argumentType(type.elementType);
    return element && { kind: 'array', element };
  }
  if (type.kind !== 'namedType') return undefined;
  if (type.typeKind === 'enum') {
    const element = elements[type.enumUnderlyingType?.specialType ?? ''];
    return element === undefined ? undefined : { kind: 'enum', type, element };
  }
  if (type.specialType === 'Object') return { kind: 'object' };
  if (type.name === 'Type' && type.namespace === 'System') return { kind: 'type' };
  const element = elements[type.specialType ?? ''];
  return element === undefined ? undefined : { kind: 'primitive', element };
}

/** A primitive constant by its ELEMENT_TYPE; characters as strings, 64-bit numbers as bigint where a double cannot hold them. */
export function readConstant(reader: ByteReader, element: number): string | number | bigint | boolean | null {
  switch (element) {
    case 0x02: return reader.u8() !== 0;
    case 0x03: return String.fromCharCode(reader.u16());
    case 0x04: return (reader.u8() << 24) >> 24;
    case 0x05: return reader.u8();
    case 0x06: return (reader.u16() << 16) >> 16;
    case 0x07: return reader.u16();
    case 0x08: return reader.i32();
    case 0x09: return reader.u32();
    case 0x0a: return narrow(BigInt.asIntN(64, reader.u64()));
    case 0x0b: return narrow(reader.u64());
    case 0x0c: return reader.f32();
    case 0x0d: return reader.f64();
    case 0x0e: return reader.serString();
    default: return null;
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
