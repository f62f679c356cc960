import { crc32, deflateRawSync } from "node:zlib";

/** A file for `makeZip`. What is left out is as it should be; the rest lies as it is told. */
export interface ZipPart {
  readonly name: string | Uint8Array;
  readonly data: string | Uint8Array;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly declaredBytes?: number;
  /** What the directory says; the bytes are there all the same. */
  readonly packedBytes?: number;
  /** Where the directory says that its header stands. */
  readonly position?: number;
  /** Sizes stand behind the data, as where the archive was written as a stream. */
  readonly descriptor?: boolean;
  /** Packed bytes as they are to stand in the archive. */
  readonly packed?: Uint8Array;
}

export interface ZipForm {
  readonly comment?: string;
  /** Bytes before the archive, which its positions do not count. */
  readonly prefix?: Uint8Array;
  readonly zip64?: boolean;
  /** How much further the end record says that the directory starts. */
  readonly directoryShift?: number;
  /** How many entries the end record claims. */
  readonly entries?: number;
}

/** Makes a ZIP archive byte by byte, well-formed or not. */
export function makeZip(parts: readonly ZipPart[], form: ZipForm = {}): Buffer {
  const bodies: Buffer[] = [];
  const records: Buffer[] = [];
  let position = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name as string);
    const data = Buffer.from(part.data as string);
    const packed = part.packed ?? (part.stored === true ? data : deflateRawSync(data, { level: 1 }));
    const method = part.method ?? (part.stored === true ? 0 : 8);
    const flags = (part.flags ?? 0) | (part.descriptor === true ? 8 : 0);
    const crc = part.crc ?? crc32(data);
    const packedBytes = part.packedBytes ?? packed.length;
    const declaredBytes = part.declaredBytes ?? data.length;
    const inHeader = part.descriptor === true ? [0, 0, 0] : [crc, packedBytes, declaredBytes];
    const localExtra = Buffer.from([0xfe, 0xca, 2, 0, 1, 2]);
    const local = numbers(
      [4, 0x04034b50],
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      ...inHeader.map((n): Field => [4, n]),
      [2, name.length],
      [2, localExtra.length],
    );
    const descriptor =
      part.descriptor === true ? numbers([4, 0x08074b50], [4, crc], [4, packedBytes], [4, declaredBytes]) : Buffer.alloc(0);
    const body = Buffer.concat([local, name, localExtra, packed, descriptor]);
    const wide = form.zip64 === true;
    const extra = wide ? numbers([2, 1], [2, 24], [8, declaredBytes], [8, packedBytes], [8, part.position ?? position]) : Buffer.alloc(0);
    const narrow = (value: number): number => (wide ? 0xffffffff : value);
    records.push(
      numbers(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0],
        [4, crc],
        [4, narrow(packedBytes)],
        [4, narrow(declaredBytes)],
      ),
      numbers([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, narrow(part.position ?? position)]),
      name,
      extra,
    );
    bodies.push(body);
    position += body.length;
  }
  const directory = Buffer.concat(records);
  const entries = form.entries ?? parts.length;
  const end64 = numbers(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, entries],
    [8, entries],
    [8, directory.length],
    [8, position + (form.directoryShift ?? 0)],
  );
  const locator = numbers([4, 0x07064b50], [4, 0], [8, position + directory.length], [4, 1]);
  const comment = Buffer.from(form.comment ?? "");
  const small =
    form.zip64 === true
      ? [0xffff, 0xffff, 0xffffffff, 0xffffffff]
      : [entries, entries, directory.length, position + (form.directoryShift ?? 0)];
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, small[0] ?? 0],
    [2, small[1] ?? 0],
    [4, small[2] ?? 0],
    [4, small[3] ?? 0],
    [2, comment.length],
  );
  return Buffer.concat([
    form.prefix ?? Buffer.alloc(0),
    ...bodies,
    directory,
    ...(form.zip64 === true ? [end64, locator] : []),
    end,
    comment,
  ]);
}

type Field = readonly [width: 2 | 4 | 8, value: number];

function numbers(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([width, value]) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt(value));
      return bytes.subarray(0, width);
    }),
  );
}
