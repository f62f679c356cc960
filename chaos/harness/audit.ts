import type { JobStatus } from "@rowmill/core";
import type { JournalLine } from "./journal.ts";

/** Everything that is known after a run. */
export interface Evidence {
  /** The jobs whose creation was acknowledged, and how each must have ended. */
  readonly acknowledged: ReadonlyMap<string, JobStatus>;
  /** What the processes wrote down. */
  readonly lines: readonly JournalLine[];
  /** What the tables say. */
  readonly rows: readonly JobRow[];
  /** Every change of a status from or to an end, as a trigger in the database saw it. */
  readonly endings: readonly Ending[];
}

/** A job as its table has it. */
export interface JobRow {
  readonly id: string;
  readonly status: JobStatus;
  readonly claimNo: number;
  readonly attempt: number;
  readonly crashes: number;
  readonly errorCode: string | null;
  /** `claim 3`: who reported last. */
  readonly stage: string | null;
  /** As JSON: `{ "claimNo": 3 }` of the handlers in `programs/`. */
  readonly result: string | null;
  /** Which claim wrote each line of its log, in their order: by what the line says, not by what the store thinks. */
  readonly logClaims: readonly number[];
}

/** A change of status. */
export interface Ending {
  readonly jobId: string;
  readonly was: JobStatus;
  readonly became: JobStatus;
}

/** What is wrong with one job. */
export interface Finding {
  readonly jobId: string;
  readonly why: string;
}

/** What an audit found. All empty: the promises were kept. */
export interface Findings {
  /** Acknowledged, and not there; or it ended otherwise than it must have; or an outcome that a worker was told is recorded is not. */
  readonly lost: readonly Finding[];
  /** An outcome was recorded twice, or by a claim that no longer owned the job; or one claim was given to two. */
  readonly double: readonly Finding[];
  /** There, and not finished. */
  readonly stuck: readonly Finding[];
}

const FINISHED: ReadonlySet<JobStatus> = new Set(["completed", "failed", "cancelled"]);

/**
 * Compares what callers were told and what handlers did with what the tables say.
 *
 * A job that was stored though nobody was told (the process died in between) is none that may be lost, but once it is there it must
 * complete like any other.
 */
export function audit({ acknowledged, lines, rows, endings }: Evidence): Findings {
  const lost: Finding[] = [];
  const double: Finding[] = [];
  const stuck: Finding[] = [];
  const present = new Set(rows.map(({ id }) => id));
  const started = groupBy(
    lines.filter(({ entry }) => entry === "started"),
    claimOf,
  );
  const done = new Set(lines.filter(({ entry }) => entry === "done").map(claimOf));
  const settledByJob = groupBy(
    lines.filter(({ entry, note }) => entry === "settled" && isEnd(note)),
    ({ jobId }) => jobId,
  );
  const endingsByJob = groupBy(endings, ({ jobId }) => jobId);

  for (const jobId of acknowledged.keys()) {
    if (!present.has(jobId)) lost.push({ jobId, why: "was acknowledged and is not there" });
  }
  for (const [claim, begun] of started) {
    if (begun.length > 1) double.push({ jobId: begun[0]!.jobId!, why: `claim ${claim} was given to ${begun.length} handlers` });
  }
  for (const row of rows) {
    const settled = settledByJob.get(row.id) ?? [];
    if (FINISHED.has(row.status)) examineEnd(row, settled);
    else stuck.push({ jobId: row.id, why: `is ${row.status}, claim ${row.claimNo}` });
    if (settled.length > 1) double.push({ jobId: row.id, why: `${settled.length} ends were accepted` });
    const changes = endingsByJob.get(row.id) ?? [];
    const ways = changes.map(({ was, became }) => `${was} to ${became}`).join(", ");
    if (changes.length > 1 || changes.some(({ was }) => isEnd(was)))
      double.push({ jobId: row.id, why: `its end was recorded again: ${ways}` });
    if (row.logClaims.some((claimNo, index) => claimNo < (row.logClaims[index - 1] ?? 0))) {
      double.push({ jobId: row.id, why: `an older claim wrote to its log: ${row.logClaims.join(" ")}` });
    }
  }
  return { lost, double, stuck };

  function examineEnd(row: JobRow, settled: readonly JournalLine[]): void {
    const { id: jobId, status, claimNo } = row;
    const expected = acknowledged.get(jobId) ?? "completed";
    if (status !== expected) lost.push({ jobId, why: `is ${status} (${row.errorCode ?? "no error"}), and must be ${expected}` });
    for (const line of settled) {
      if (line.note === status && (line.claimNo === claimNo || status !== "completed")) continue;
      lost.push({ jobId, why: `claim ${line.claimNo} was told that it is ${line.note}, and it is ${status} by claim ${claimNo}` });
    }
    if (status !== "completed") return;
    const { claimNo: author } = JSON.parse(row.result ?? "{}") as { claimNo?: number };
    if (author !== claimNo) double.push({ jobId, why: `claim ${claimNo} owned it, and its result is of claim ${author}` });
    if (row.stage !== `claim ${claimNo}`) double.push({ jobId, why: `claim ${claimNo} owned it, and its progress is of ${row.stage}` });
    if (!done.has(`${jobId} ${claimNo}`)) lost.push({ jobId, why: `is completed, and its handler never came to its end` });
  }
}

function claimOf({ jobId, claimNo }: JournalLine): string {
  return `${jobId} ${claimNo}`;
}

function isEnd(status: string | undefined): boolean {
  return FINISHED.has(status as JobStatus);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  return Map.groupBy(items, keyOf);
}
