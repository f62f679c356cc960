import type { RowBatch } from "../../../table/table-reader.ts";

/** Rows of which the first were read, and a way to all of them. */
export interface OpenedRows {
  /** The first few hundred. */
  readonly sample: readonly SheetRow[];
  /** Whether there are no more. */
  readonly complete: boolean;
  /** All of them, from the first. Call it once. */
  batches(): AsyncGenerator<RowBatch>;
  close(): Promise<void>;
}

export interface SheetRow {
  /** Its number in the sheet. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** What a header, its titles and its first rows take. */
const SAMPLE_ROWS = 300;

/** Rows of a thousand cells say as much in fewer of them. */
const SAMPLE_CELLS = 100_000;

/** Reads the first rows, and keeps their batches for further reading. */
export async function opened(rows: AsyncIterable<RowBatch>): Promise<OpenedRows> {
  const iterator = rows[Symbol.asyncIterator]();
  const held: RowBatch[] = [];
  const sample: SheetRow[] = [];
  let cellCount = 0;
  let complete = false;
  while (!complete && sample.length < SAMPLE_ROWS && cellCount < SAMPLE_CELLS) {
    const next = await iterator.next();
    if (next.done === true) {
      complete = true;
      break;
    }
    held.push(next.value);
    for (const [index, cells] of next.value.rows.entries()) {
      if (sample.length === SAMPLE_ROWS || cellCount >= SAMPLE_CELLS) break;
      sample.push({ row: next.value.firstRow + index, cells: cells.map((cell) => cell ?? "") });
      cellCount += cells.length;
    }
  }
  const read = held.reduce((sum, batch) => sum + batch.rows.length, 0);
  return {
    sample,
    complete: complete && sample.length === read,
    async *batches() {
      try {
        while (held.length > 0) yield held.shift() as RowBatch;
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    },
    close: async () => {
      held.length = 0;
      await iterator.return?.();
    },
  };
}
