import { MAX_LOG_LINES, type Report } from "@rowmill/core/adapter";
import { type RawBuilder, sql } from "kysely";
import type { Names } from "../schema/names.ts";
import { storableText } from "../connection/storable-text.ts";

/** A report as a part of a record. Without one all is null. */
export function reportRecord(report: Report | undefined) {
  if (!report) return {};
  return {
    progress: report.progress,
    stage: storableText(report.stage),
    counters: JSON.stringify(report.counters),
    log: report.log.slice(-MAX_LOG_LINES).map(({ level, message }) => ({ level, message: storableText(message) })),
  };
}

/** The types of those fields, for `json_to_recordset`. */
export const reportFields = sql`progress smallint, stage text, counters text, log json`;

/** How many lines the record `given` logs. */
export const loggedLines = sql`coalesce(json_array_length(given.log), 0)`;

/**
 * CTEs that write the lines of `given.log` for jobs that were just written, `(n, id, claim_no, log_count)`, and delete lines that are too
 * old. Lines are numbered by job, from its `log_count`, so the newest and the oldest are found without counting.
 */
export function writeLog({ jobLog }: Names, written: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    logged as (
      insert into ${jobLog} (job_id, line_no, claim_no, at, level, message)
      select w.id, w.log_count - ${loggedLines} + line.position, w.claim_no, clock.now, line.value ->> 'level', line.value ->> 'message'
      from ${written} w
      join given using (n)
      cross join lateral json_array_elements(given.log) with ordinality as line (value, position)
      cross join clock
    ),
    forgotten as (
      delete from ${jobLog} line
      using ${written} w
      where line.job_id = any (array(select own.id from ${written} own)) and line.job_id = w.id and line.line_no <= w.log_count - ${sql.lit(MAX_LOG_LINES)}
    )`;
}
