import { MAX_LOG_LINES, type Report } from "@rowmill/core/adapter";
import { sql } from "kysely";
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
