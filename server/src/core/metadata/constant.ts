/** Constants of fields and default values of parameters: the Constant table (ECMA-335 II.22.9), and the attributes for what it cannot hold. */
import type { AttributeValue } from '../symbols/symbol';
import type { ByteReader } from './bytes';
import { utf16 } from './bytes';
import { readConstant } from './customAttribute';
import type { MetadataModule } from './metadataModule';
import { Col, Table } from './schema';
import type { Token } from './tables';
import { encodeCoded } from './tables';

const compilerServices = 'System.Runtime.CompilerServices.';

/** The constant of a field or parameter; undefined when it has none. Decimals are numbers, dates their ticks. */
export function constantOf(module: MetadataModule, owner: Token): AttributeValue {
  const [row] = module.tables.rowsWith(Table.Constant, Col.Constant.parent, encodeCoded(owner, 'HasConstant'));
  if (row !== undefined) {
    const element = module.tables.cell(Table.Constant, row, Col.Constant.type) & 0xff;
    const blob = module.tables.blob(Table.Constant, row, Col.Constant.value);
    const value = element === 0x0e ? utf16(blob.bytes, blob.position, blob.end) : readConstant(blob, element);
    return { kind: 'primitive', value };
  }
  const decimal = module.attributeBlob(owner, `${compilerServices}DecimalConstantAttribute`);
  if (decimal !== undefined) return { kind: 'primitive', value: readDecimal(decimal) };
  const date = module.attributeBlob(owner, `${compilerServices}DateTimeConstantAttribute`);
  if (date === undefined) return undefined;
  date.u16();
  return { kind: 'primitive', value: BigInt.asIntN(64, date.u64()) };
}

/** DecimalConstantAttribute(scale, sign, high, middle, low). */
function readDecimal(blob: ByteReader): number {
  blob.u16();
  const scale = Math.min(blob.u8(), 28);
  const isNegative = blob.u8() !== 0;
  const [high, middle, low] = [blob.u32(), blob.u32(), blob.u32()];
  const digits = ((BigInt(high) << 64n) | (BigInt(middle) << 32n) | BigInt(low)).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
  return Number(isNegative ? `-${text}` : text);
}
