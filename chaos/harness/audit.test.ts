import { describe, expect, it } from "vitest";
import { audit, type Evidence, type JobRow } from "./audit.ts";
import type { Entry, JournalLine } from "./journal.ts";

describe("the auditor", () => {
  it("finds nothing where all is well", () => {
    expect(audit(evidence())).toEqual({ lost: [], double: [], stuck: [] });
  });

  it("finds one job lost, one doubled and one stuck in a table of four", () => {
    const { rows, endings, ...rest } = evidence("good", "gone", "twice", "waiting");
    const found = audit({
      ...rest,
      rows: rows.filter(({ id }) => id !== "gone").map((row) => (row.id === "waiting" ? { ...row, status: "pending" } : row)),
      endings: [...endings, { jobId: "twice", was: "processing", became: "completed" }],
    });
    expect(found).toEqual({
      lost: [{ jobId: "gone", why: "was acknowledged and is not there" }],
      double: [{ jobId: "twice", why: "its end was recorded again: processing to completed, processing to completed" }],
      stuck: [{ jobId: "waiting", why: "is pending, claim 1" }],
    });
  });

  it.each<{ kind: "lost" | "double" | "stuck"; what: string; change: (good: Evidence) => Partial<Evidence> }>([
    { kind: "lost", what: "that failed", change: (good) => withRow(good, { status: "failed" }) },
    { kind: "lost", what: "that completed by itself", change: (good) => ({ lines: good.lines.filter(({ entry }) => entry !== "done") }) },
    { kind: "lost", what: "whose accepted end was overwritten", change: (good) => withLine(good, "settled", { note: "failed" }) },
    { kind: "double", what: "of which two ends were accepted", change: (good) => withLine(good, "settled", { note: "completed" }) },
    { kind: "double", what: "with the result of a stale claim", change: (good) => withRow(good, { result: '{"claimNo":7}' }) },
    { kind: "double", what: "with the progress of a stale claim", change: (good) => withRow(good, { stage: "claim 7" }) },
    { kind: "double", what: "with a stale line in its log", change: (good) => withRow(good, { logClaims: [1, 2, 1] }) },
    { kind: "double", what: "whose claim two handlers got", change: (good) => withLine(good, "started") },
    {
      kind: "double",
      what: "that came back to life",
      change: () => ({ endings: [{ jobId: "good", was: "completed", became: "processing" }] }),
    },
    {
      kind: "stuck",
      what: "that nobody had heard of, and waits",
      change: (good) => ({ ...withRow(good, { status: "pending" }), acknowledged: new Map() }),
    },
  ])("takes for $kind a job $what", ({ kind, change }) => {
    const good = evidence("good");
    const found = audit({ ...good, ...change(good) })[kind];
    expect(new Set(found.map(({ jobId }) => jobId))).toEqual(new Set(["good"]));
  });

  it("lets a job end as it must, and one be stored that nobody was told of", () => {
    const good = evidence("good");
    const cancelled = { ...withRow(good, { status: "cancelled", result: null, stage: null }), lines: [] };
    expect(audit({ ...good, ...cancelled, acknowledged: new Map([["good", "cancelled"]]) })).toEqual({ lost: [], double: [], stuck: [] });
    expect(audit({ ...good, acknowledged: new Map() })).toEqual({ lost: [], double: [], stuck: [] });
  });
});

/** A run in which each of these jobs completed with its first claim. */
function evidence(...ids: string[]): Evidence {
  return {
    acknowledged: new Map(ids.map((id) => [id, "completed"])),
    lines: ids.flatMap((id) => [line("started", id), line("done", id), line("settled", id, { note: "completed" })]),
    rows: ids.map((id) => ({
      id,
      status: "completed",
      claimNo: 1,
      attempt: 1,
      crashes: 0,
      errorCode: null,
      stage: "claim 1",
      result: '{"claimNo":1}',
      logClaims: [1, 1],
    })),
    endings: ids.map((jobId) => ({ jobId, was: "processing", became: "completed" })),
  };
}

function line(entry: Entry, jobId: string, more: Partial<JournalLine> = {}): JournalLine {
  return { entry, atMs: 0, pid: 1, jobId, claimNo: 1, ...more };
}

function withLine(good: Evidence, entry: Entry, more: Partial<JournalLine> = {}): Partial<Evidence> {
  return { lines: [...good.lines, line(entry, "good", more)] };
}

function withRow(good: Evidence, change: Partial<JobRow>): Partial<Evidence> {
  return { rows: good.rows.map((row) => ({ ...row, ...change })) };
}
