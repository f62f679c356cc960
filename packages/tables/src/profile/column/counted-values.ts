/**
 * Values that were counted, as the kernel reports them: a record of doubles for each, and the bytes of their texts. There are thousands in
 * every column and a few are shown, so they stay numbers until then; and in this form they travel between threads.
 */
export interface CountedValues {
  /** For each value `RECORD` doubles: see `Field`. */
  readonly records: Float64Array;
  /** UTF-8. */
  readonly texts: Uint8Array;
}

/** Where in its record each fact of a value stands. */
export const Field = {
  /** The 64 bits of its hash, as two numbers. */
  High: 0,
  Low: 1,
  /** Where its text starts in `texts`, and how many bytes it has. */
  Start: 2,
  Bytes: 3,
  Count: 4,
  /** The row in which it was met first since it is counted. */
  Row: 5,
  Kind: 6,
  Number: 7,
} as const;

/** Doubles in a record. */
export const RECORD = 8;

/** How many values there are. */
export function valueCount({ records }: CountedValues): number {
  return records.length / RECORD;
}

export function textOf({ records, texts }: CountedValues, value: number): string {
  const start = records[value * RECORD + Field.Start] ?? 0;
  const bytes = records[value * RECORD + Field.Bytes] ?? 0;
  return Buffer.from(texts.buffer, texts.byteOffset + start, bytes).toString("utf8");
}

/** The same values of several parts of a file, counted together, in the order in which they come. */
export function joinValues(parts: readonly { readonly values: CountedValues; readonly rowsBefore: number }[]): CountedValues {
  const total = parts.reduce((sum, { values }) => sum + values.records.length, 0);
  const records = new Float64Array(total);
  // A hash table with open addresses: the place of a record plus 1, or 0.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(total / RECORD + 1) + 1));
  const mask = places.length - 1;
  let end = 0;
  let textsBefore = 0;
  for (const { values, rowsBefore } of parts) {
    const own = values.records;
    for (let from = 0; from < own.length; from += RECORD) {
      const high = own[from + Field.High] ?? 0;
      const low = own[from + Field.Low] ?? 0;
      let slot = (low ^ high) & mask;
      let place = places[slot] ?? 0;
      while (place !== 0 && (records[place - 1 + Field.High] !== high || records[place - 1 + Field.Low] !== low)) {
        slot = (slot + 1) & mask;
        place = places[slot] ?? 0;
      }
      if (place > 0) {
        records[place - 1 + Field.Count] = (records[place - 1 + Field.Count] ?? 0) + (own[from + Field.Count] ?? 0);
        continue;
      }
      places[slot] = end + 1;
      for (let field = 0; field < RECORD; field += 1) records[end + field] = own[from + field] ?? 0;
      records[end + Field.Row] = (records[end + Field.Row] ?? 0) + rowsBefore;
      records[end + Field.Start] = (records[end + Field.Start] ?? 0) + textsBefore;
      end += RECORD;
    }
    textsBefore += values.texts.length;
  }
  return { records: records.slice(0, end), texts: Buffer.concat(parts.map(({ values }) => values.texts)) };
}
