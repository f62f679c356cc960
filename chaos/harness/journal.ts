import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

/** What is written down: see `JournalLine`. */
export type Entry =
  /** A caller was told that its job is stored. */
  | "acknowledged"
  /** A handler began, was told to stop, and did its work: its side effect. */
  | "started"
  | "aborted"
  | "done"
  /** The store took what became of an attempt. */
  | "settled"
  /** An attempt turned out to be no longer the job's. */
  | "lost"
  /** A process took back a job whose lease had lapsed. */
  | "reclaimed"
  /** A process is ready, or has closed everything. */
  | "ready"
  | "closed";

/** One line of the journal that all processes of a scenario write. */
export interface JournalLine {
  readonly entry: Entry;
  /** By `nowMs`. */
  readonly atMs: number;
  readonly pid: number;
  readonly jobId?: string | undefined;
  readonly claimNo?: number | undefined;
  /** The status that was settled, the code of an abort, the number of an acknowledged job. */
  readonly note?: string | undefined;
  /** When a job was asked for that is acknowledged here. */
  readonly askedAtMs?: number | undefined;
}

/** Writes lines. */
export interface Journal {
  write(entry: Entry, details?: Omit<JournalLine, "entry" | "atMs" | "pid">): void;
}

/** Milliseconds on a clock that all processes of a machine share, and that no change of the time of day moves. */
export function nowMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

/**
 * Opens a journal for writing. What was written is in the file when `write` returns, whatever happens to the process then; an
 * acknowledgement is on the disk, too.
 */
export function openJournal(path: string): Journal {
  const file = openSync(path, "a");
  return {
    write(entry, details = {}) {
      const line: JournalLine = { entry, atMs: nowMs(), pid: process.pid, ...details };
      // One short write to the end of a file is one: lines of different processes do not mix.
      writeSync(file, `${JSON.stringify(line)}\n`);
      if (entry === "acknowledged") fsyncSync(file);
    },
  };
}

/** Reads a journal while it grows. */
export interface JournalReader {
  /** Everything that was written so far. */
  read(): readonly JournalLine[];
  close(): void;
}

/** Opens a journal for reading, which need not be there yet. */
export function readJournal(path: string): JournalReader {
  const lines: JournalLine[] = [];
  const buffer = Buffer.alloc(1 << 16);
  let file: number | undefined;
  let position = 0;
  let rest = "";

  return {
    read() {
      if (file === undefined && existsSync(path)) file = openSync(path, "r");
      if (file === undefined) return lines;
      for (;;) {
        const size = readSync(file, buffer, 0, buffer.length, position);
        if (size === 0) return lines;
        position += size;
        const texts = (rest + buffer.toString("latin1", 0, size)).split("\n");
        rest = texts.pop()!;
        for (const text of texts) lines.push(JSON.parse(text) as JournalLine);
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}
