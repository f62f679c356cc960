import type { FileHandle } from "node:fs/promises";
import { openTemporary } from "../../bytes/temporary-file.ts";
import type { Row } from "../../table/table-reader.ts";
import { DigestParts } from "./digest-parts.ts";
import type { RowReport, RowStage, SourceRow } from "./row-stage.ts";

/** So many rows wait in memory; more wait on the disk. */
const MAX_IN_MEMORY = 4_000;

/**
 * Passes on the last of the rows that have the same digest, in the order in which they stand. No row can pass before the end, so
 * rows beyond some thousands wait in a file, and their digests in others.
 */
export function lastOnes(digest: (row: SourceRow) => string, temporaryFolder: string, report: RowReport): RowStage {
  let held: SourceRow[] = [];
  let digests: string[] = [];
  let spool: Spool | undefined;
  return {
    async push(rows) {
      for (const row of rows) {
        held.push(row);
        digests.push(digest(row));
      }
      if (held.length > MAX_IN_MEMORY) {
        spool ??= await Spool.create(temporaryFolder);
        await spool.write(held, digests);
        held = [];
        digests = [];
      }
      return [];
    },
    async *end() {
      if (spool) {
        await spool.write(held, digests);
        yield* spool.lastOnes(report);
        return;
      }
      const lastOf = new Map(digests.map((key, index) => [key, index]));
      const kept = new Set(lastOf.values());
      const passed = held.filter((row, index) => {
        if (kept.has(index)) return true;
        report.leftOut(row, "dedupe");
        return false;
      });
      yield passed;
    },
    async close() {
      await spool?.close();
    },
  };
}

/** A row as a line of JSON, which has no line feed but that at its end. Most rows are still as they stood in the file. */
type WrittenRow = readonly [rowNumber: number, byteOffset: number | null, part: number, cells: Row, origin?: Row];

/** Rows in a temporary file, and their digests. */
class Spool {
  readonly #rows: FileHandle;
  readonly #digests: DigestParts;
  #isClosed = false;

  static async create(temporaryFolder: string): Promise<Spool> {
    const rows = await openTemporary(temporaryFolder);
    try {
      return new Spool(rows, await DigestParts.create(temporaryFolder));
    } catch (error) {
      await rows.close();
      throw error;
    }
  }

  private constructor(rows: FileHandle, digests: DigestParts) {
    this.#rows = rows;
    this.#digests = digests;
  }

  async write(rows: readonly SourceRow[], digests: readonly string[]): Promise<void> {
    await this.#digests.write(digests);
    const lines = rows.map(({ rowNumber, byteOffset = null, part, cells, origin }) => {
      const row: WrittenRow = cells === origin ? [rowNumber, byteOffset, part, cells] : [rowNumber, byteOffset, part, cells, origin];
      return `${JSON.stringify(row)}\n`;
    });
    await this.#rows.appendFile(lines.join(""));
  }

  async *lastOnes(report: RowReport): AsyncGenerator<SourceRow[]> {
    const kept = await this.#digests.lastOnes();
    let index = 0;
    let passed: SourceRow[] = [];
    for await (const lines of linesOf(this.#rows)) {
      for (const line of lines) {
        const [rowNumber, byteOffset, part, cells, origin = cells] = JSON.parse(line) as WrittenRow;
        const row: SourceRow = { rowNumber, byteOffset: byteOffset ?? undefined, part, cells, origin, fields: [] };
        if (((kept[Math.floor(index / 8)] ?? 0) >>> (index % 8)) & 1) passed.push(row);
        else report.leftOut(row, "dedupe");
        index += 1;
      }
      if (passed.length < BATCH_ROWS) continue;
      yield passed;
      passed = [];
    }
    yield passed;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([this.#rows.close(), this.#digests.close()]);
  }
}

/** The lines of a file, some at a time, without their line feeds. */
async function* linesOf(handle: FileHandle): AsyncGenerator<string[]> {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(block, 0, block.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    const end = block.lastIndexOf(LINE_FEED, bytesRead - 1) + 1;
    const piece = Buffer.concat([rest, block.subarray(0, end)]);
    rest = Buffer.concat([end === 0 ? piece : Buffer.alloc(0), block.subarray(end, bytesRead)]);
    if (end > 0) yield piece.toString("utf8", 0, piece.length - 1).split("\n");
  }
}

const BATCH_ROWS = 1_000;
const BLOCK_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;
