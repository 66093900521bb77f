/** Bounds-tolerant little-endian reading: what lies outside the data reads as zero, so that corrupt input can neither throw nor loop. */

/** Reads forward through a part of a byte array. */
export class ByteReader {
  constructor(readonly bytes: Uint8Array, public position = 0, readonly end = bytes.length) {}

  get isAtEnd(): boolean {
    return this.position >= this.end;
  }

  get remaining(): number {
    return Math.max(0, this.end - this.position);
  }

  peek(): number {
    return this.position < this.end ? this.bytes[this.position] ?? 0 : 0;
  }

  u8(): number {
    const value = this.peek();
    this.position++;
    return value;
  }

  u16(): number {
    return this.u8() | (this.u8() << 8);
  }

  i32(): number {
    return this.u16() | (this.u16() << 16);
  }

  u32(): number {
    return this.i32() >>> 0;
  }

  u64(): bigint {
    return BigInt(this.u32()) | (BigInt(this.u32()) << 32n);
  }

  f32(): number {
    return numberOf(this.i32(), 0, true);
  }

  f64(): number {
    const low = this.i32();
    return numberOf(low, this.i32(), false);
  }

  /** Compressed unsigned integer (ECMA-335 II.23.2). */
  compressed(): number {
    const first = this.u8();
    if ((first & 0x80) === 0) return first;
    if ((first & 0x40) === 0) return ((first & 0x3f) << 8) | this.u8();
    return (((first & 0x1f) << 24) | (this.u8() << 16) | (this.u8() << 8) | this.u8()) >>> 0;
  }

  /** A string with its length before it (II.23.3 SerString); null for 0xFF. */
  serString(): string | null {
    if (this.peek() === 0xff) {
      this.position++;
      return null;
    }
    const length = Math.min(this.compressed(), this.remaining);
    const start = this.position;
    this.position += length;
    return utf8(this.bytes, start, start + length);
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function numberOf(low: number, high: number, isSingle: boolean): number {
  scratch.setInt32(0, low, true);
  scratch.setInt32(4, high, true);
  return isSingle ? scratch.getFloat32(0, true) : scratch.getFloat64(0, true);
}

const decoder = new TextDecoder('utf-8');

/** Text of a range; short ASCII, the common case, without the decoder's cost per call. */
export function utf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > 64) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const code = bytes[i] ?? 0;
    if (code >= 0x80) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(code);
  }
  return text;
}

/** Text of a range of UTF-16 little-endian code units. */
export function utf16(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i + 1 < end; i += 2) text += String.fromCharCode((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  return text;
}
