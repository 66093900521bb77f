/** Copies signatures (ECMA-335 II.23.2) from one numbering of types to another. */
import { ByteReader } from '../core/metadata/bytes';
import { signatureToken } from '../core/metadata/metadataModule';
import type { Token } from '../core/metadata/tables';

/** Row of the type definition that takes the place of a TypeDef or TypeRef; undefined when there is none. */
export type TypeMapping = (type: Token) => number | undefined;

class Unmapped extends Error {}

export type SignatureKind = 'method' | 'field' | 'type';

export interface Signature {
  readonly bytes: Uint8Array;
  /** Whether the outermost type is a value type: of the field, or of the return value and then each parameter. */
  readonly isValueType: readonly boolean[];
}

/** The signature with mapped types; undefined when it names a type that is not mapped. Properties are written like methods. */
export function rewriteSignature(blob: ByteReader, kind: SignatureKind, mapping: TypeMapping): Signature | undefined {
  const out: number[] = [];
  const starts: number[] = [];
  const rewriter = new Rewriter(blob, out, mapping);
  try {
    if (kind === 'method') rewriter.method(starts);
    else {
      if (kind === 'field') rewriter.byte();
      starts.push(out.length);
      rewriter.type();
    }
  } catch (error) {
    if (error instanceof Unmapped) return undefined;
    throw error;
  }
  const bytes = Uint8Array.from(out);
  return { bytes, isValueType: starts.map((start) => startsWithValueType(new ByteReader(bytes, start))) };
}

function startsWithValueType(reader: ByteReader): boolean {
  for (;;) {
    const element = reader.u8();
    if (element === 0x1f || element === 0x20) reader.compressed();
    else if (element === 0x15) return reader.u8() === 0x11;
    else if (element !== 0x10) return (element >= 0x01 && element <= 0x0d) || element === 0x11 || element === 0x16 || element === 0x18 || element === 0x19;
  }
}

class Rewriter {
  constructor(private readonly blob: ByteReader, private readonly out: number[], private readonly mapping: TypeMapping) {}

  byte(): number {
    const value = this.blob.u8();
    this.out.push(value);
    return value;
  }

  number(): number {
    const value = this.blob.compressed();
    writeCompressed(this.out, value);
    return value;
  }

  /** `starts` receives where the types of the return value and the parameters begin. */
  method(starts: number[]): void {
    if ((this.byte() & 0x10) !== 0) this.number();
    for (let left = this.number() + 1; left > 0; left--) {
      starts.push(this.out.length);
      this.type();
    }
  }

  type(): void {
    switch (this.byte()) {
      case 0x1f: case 0x20:
        this.token();
        this.type();
        break;
      case 0x0f: case 0x10: case 0x1d:
        this.type();
        break;
      case 0x11: case 0x12:
        this.token();
        break;
      case 0x13: case 0x1e:
        this.number();
        break;
      case 0x14:
        this.type();
        this.number();
        for (let left = this.number(); left > 0; left--) this.number();
        for (let left = this.number(); left > 0; left--) this.number();
        break;
      case 0x15:
        this.byte();
        this.token();
        for (let left = this.number(); left > 0; left--) this.type();
        break;
      case 0x1b:
        this.method([]);
        break;
    }
  }

  private token(): void {
    const row = this.mapping(signatureToken(this.blob.compressed()));
    if (row === undefined) throw new Unmapped();
    writeCompressed(this.out, row << 2);
  }
}

/** Compressed unsigned integer (II.23.2). */
export function writeCompressed(out: number[], value: number): void {
  if (value < 0x80) out.push(value);
  else if (value < 0x4000) out.push(0x80 | (value >>> 8), value & 0xff);
  else out.push(0xc0 | (value >>> 24), (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
