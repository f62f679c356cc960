import type { FileHandle } from "node:fs/promises";
import { mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Row } from "../../table/table-reader.ts";
import { DIGEST_BYTES } from "../../validate/keys/key-digest.ts";
import type { RowReport, RowStage, SourceRow } from "./row-stage.ts";

/** So many rows wait in memory; more wait on the disk. */
const MAX_IN_MEMORY = 20_000;

/** Parts of the digests, so that the keys of one fit into memory: 64 parts of a hundred million keys are 1.6 million each. */
const PARTS = 64;

/** Digest and number of the row. */
const ENTRY_BYTES = DIGEST_BYTES + 8;

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

/** Rows and digests in files of a folder of their own. */
class Spool {
  readonly #folder: string;
  readonly #rows: FileHandle;
  readonly #parts: readonly FileHandle[];
  readonly #counts: number[] = Array.from({ length: PARTS }, () => 0);
  #count = 0;
  #isClosed = false;

  static async create(temporaryFolder: string): Promise<Spool> {
    const folder = await mkdtemp(join(temporaryFolder, "rowmill-dedupe-"));
    const opened = (name: string) => open(join(folder, name), "wx+", 0o600);
    return new Spool(folder, await opened("rows"), await Promise.all(Array.from({ length: PARTS }, (_, part) => opened(`keys-${part}`))));
  }

  private constructor(folder: string, rows: FileHandle, parts: readonly FileHandle[]) {
    this.#folder = folder;
    this.#rows = rows;
    this.#parts = parts;
  }

  async write(rows: readonly SourceRow[], digests: readonly string[]): Promise<void> {
    const entries: Buffer[][] = Array.from({ length: PARTS }, () => []);
    for (const key of digests) {
      const entry = Buffer.allocUnsafe(ENTRY_BYTES);
      entry.write(key, "latin1");
      entry.writeBigUInt64LE(BigInt(this.#count), DIGEST_BYTES);
      entries[key.charCodeAt(0) % PARTS]?.push(entry);
      this.#count += 1;
    }
    for (const [part, list] of entries.entries()) {
      this.#counts[part]! += list.length;
      if (list.length > 0) await this.#parts[part]?.appendFile(Buffer.concat(list));
    }
    await this.#rows.appendFile(rows.map((row) => `${JSON.stringify([row.rowNumber, row.part, row.cells, row.origin])}\n`).join(""));
  }

  async *lastOnes(report: RowReport): AsyncGenerator<SourceRow[]> {
    const kept = await this.#keptRows();
    let index = 0;
    let passed: SourceRow[] = [];
    // Lines of JSON have no line feed but that at their end.
    for await (const line of this.#rows.readLines({ start: 0, autoClose: false })) {
      const [rowNumber, part, cells, origin] = JSON.parse(line) as [number, number, Row, Row];
      const row: SourceRow = { rowNumber, part, cells, origin, fields: [] };
      if (((kept[index >>> 3] ?? 0) >>> (index & 7)) & 1) passed.push(row);
      else report.leftOut(row, "dedupe");
      index += 1;
      if (passed.length < BATCH_ROWS) continue;
      yield passed;
      passed = [];
    }
    yield passed;
  }

  /** A bit for each row that is the last with its digest. */
  async #keptRows(): Promise<Uint8Array> {
    const kept = new Uint8Array(Math.ceil(this.#count / 8));
    for (const [part, handle] of this.#parts.entries()) {
      const bytes = Buffer.alloc((this.#counts[part] ?? 0) * ENTRY_BYTES);
      for (let read = 0; read < bytes.length;) {
        const { bytesRead } = await handle.read(bytes, read, bytes.length - read, read);
        if (bytesRead === 0) break;
        read += bytesRead;
      }
      const lastOf = new Map<string, number>();
      for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
        lastOf.set(bytes.toString("latin1", at, at + DIGEST_BYTES), Number(bytes.readBigUInt64LE(at + DIGEST_BYTES)));
      }
      for (const row of lastOf.values()) kept[row >>> 3]! |= 1 << (row & 7);
    }
    return kept;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([this.#rows, ...this.#parts].map((handle) => handle.close()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const BATCH_ROWS = 1_000;
