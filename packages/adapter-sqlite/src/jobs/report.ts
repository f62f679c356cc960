import type { Report } from "@rowmill/core/adapter";
import type { Arg, Connection } from "../connection/connection.ts";
import { storableText } from "../connection/storable-text.ts";
import type { Write } from "../connection/writer.ts";
import type { ClaimedRow } from "./claimed.ts";
import type { JobLog } from "./log.ts";

/** Writes what an attempt reports, and nothing else: the caller raises the revision. */
export type WriteReport = (job: ClaimedRow, report: Report, write: Write) => void;

/** Prepares it. */
export function prepareReport({ builder, prepare }: Connection, log: JobLog): WriteReport {
  const writeReport = prepare((arg: Arg<{ sequence: number; progress: number; stage: string | null; counters: string }>) =>
    builder
      .updateTable("rowmill_jobs")
      .set({ progress: arg("progress"), stage: arg("stage"), counters: arg("counters") })
      .where("sequence", "=", arg("sequence")),
  );
  return (job, { progress, stage, counters, log: lines }, { nowMs }) => {
    writeReport({ sequence: job.sequence, progress, stage: storableText(stage), counters: JSON.stringify(counters) });
    log.append(job, lines, nowMs);
  };
}
