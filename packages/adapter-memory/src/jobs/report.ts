import { MAX_LOG_LINES, type Report } from "@rowmill/core/adapter";
import { NO_LOG, type Row } from "./row.ts";

/** Writes progress, stage, counters and log lines into a row. */
export function applyReport(row: Row, { progress, stage, counters, log }: Report, nowMs: number): void {
  row.progress = progress;
  row.stage = stage;
  row.counters = { ...counters };
  if (log.length === 0) return;
  if (row.log === NO_LOG) row.log = [];
  for (const { level, message } of log) row.log.push({ at: new Date(nowMs), level, message, claimNo: row.claimNo });
  row.log.splice(0, row.log.length - MAX_LOG_LINES);
}
