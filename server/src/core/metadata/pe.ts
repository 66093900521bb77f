/** From a PE file to the metadata streams of its CLI header (ECMA-335 II.25, II.24.2). */
import { ByteReader, utf8 } from './bytes';

/** The metadata streams of one file, as views of its bytes. */
export interface MetadataStreams {
  /** `#~`, or `#-` of uncompressed (edit-and-continue) metadata. */
  readonly tables: Uint8Array;
  readonly strings: Uint8Array;
  readonly blobs: Uint8Array;
  /** Tables are in no promised order and may go through pointer tables. */
  readonly isUncompressed: boolean;
}

/** Finds the metadata, or says what is wrong with the file and where. */
export function readStreams(bytes: Uint8Array): MetadataStreams | string {
  const root = findMetadataRoot(bytes);
  return typeof root === 'string' ? root : readRoot(bytes, root.offset, root.size);
}

function findMetadataRoot(bytes: Uint8Array): { offset: number; size: number } | string {
  const at = (position: number): ByteReader => new ByteReader(bytes, position);
  if (at(0).u16() !== 0x5a4d) return 'not a PE file: no MZ signature at offset 0';
  const header = at(0x3c).u32();
  if (header + 24 > bytes.length || at(header).u32() !== 0x4550) return `not a PE file: no PE signature at offset ${header}`;
  const sectionCount = at(header + 6).u16();
  const optionalSize = at(header + 20).u16();
  const optional = header + 24;
  const isWide = at(optional).u16() === 0x20b;
  const cliDirectory = optional + (isWide ? 112 : 96) + 14 * 8;
  if (cliDirectory + 8 > optional + optionalSize) return 'no .NET assembly: the PE header has no CLI directory';
  const cliRva = at(cliDirectory).u32();
  if (cliRva === 0) return 'no .NET assembly: the CLI directory is empty';
  const offsetOf = (rva: number): number | undefined => {
    for (let i = 0; i < Math.min(sectionCount, 96); i++) {
      const section = at(optional + optionalSize + i * 40 + 8);
      const [virtualSize, virtualAddress, rawSize, rawOffset] = [section.u32(), section.u32(), section.u32(), section.u32()];
      if (rva >= virtualAddress && rva < virtualAddress + Math.max(virtualSize, rawSize)) return rva - virtualAddress + rawOffset;
    }
    return undefined;
  };
  const cli = offsetOf(cliRva);
  if (cli === undefined || cli + 16 > bytes.length) return `CLI header at RVA ${cliRva} lies outside the file`;
  const directory = at(cli + 8);
  const rva = directory.u32();
  const size = directory.u32();
  const offset = offsetOf(rva);
  if (offset === undefined || offset + size > bytes.length) return `metadata at RVA ${rva} with ${size} bytes lies outside the file`;
  return { offset, size };
}

function readRoot(bytes: Uint8Array, offset: number, size: number): MetadataStreams | string {
  const reader = new ByteReader(bytes, offset, offset + size);
  if (reader.u32() !== 0x424a5342) return `no metadata signature at offset ${offset}`;
  reader.position += 8;
  const versionLength = reader.u32();
  reader.position += versionLength + 2;
  const count = Math.min(reader.u16(), 16);
  const streams = new Map<string, Uint8Array>();
  for (let i = 0; i < count; i++) {
    const start = reader.u32();
    const length = reader.u32();
    const nameStart = reader.position;
    while (reader.remaining > 0 && reader.peek() !== 0 && reader.position - nameStart < 32) reader.position++;
    const name = utf8(bytes, nameStart, reader.position);
    reader.position = nameStart + ((reader.position - nameStart + 4) & ~3);
    if (start + length > size) return `metadata stream ${name} with ${length} bytes lies outside the metadata`;
    if (!streams.has(name)) streams.set(name, bytes.subarray(offset + start, offset + start + length));
  }
  const uncompressed = streams.get('#-');
  const tables = streams.get('#~') ?? uncompressed;
  if (tables === undefined) return 'no metadata table stream (#~)';
  const none = bytes.subarray(0, 0);
  return { tables, strings: streams.get('#Strings') ?? none, blobs: streams.get('#Blob') ?? none, isUncompressed: tables === uncompressed };
}
