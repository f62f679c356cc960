import type { LogLine } from "@rowmill/core";
import { MAX_LOG_LINES, type NewLogLine } from "@rowmill/core/adapter";
import { sql } from "kysely";
import { storableText } from "../connection/storable-text.ts";
import type { Arg, Connection } from "../connection/connection.ts";

/** The log of each job. */
export interface JobLog {
  /** Adds lines, and drops the oldest when there are too many. @param job - its `sequence` and the claim that wrote them */
  append(job: { readonly sequence: number; readonly claim_no: number }, lines: readonly NewLogLine[], nowMs: number): void;
  /** The newest lines of a job, oldest first. */
  newest(sequence: number, limit: number): LogLine[];
}

/** Prepares how logs are kept. */
export function prepareLog({ builder, prepare }: Connection): JobLog {
  const insert = prepare((arg: Arg<{ job: number; at: number; level: NewLogLine["level"]; message: string; claim_no: number }>) =>
    builder
      .insertInto("rowmill_log")
      .values({ job: arg("job"), at: arg("at"), level: arg("level"), message: arg("message"), claim_no: arg("claim_no") }),
  );
  const trim = prepare((arg: Arg<{ job: number }>) =>
    builder
      .deleteFrom("rowmill_log")
      .where("job", "=", arg("job"))
      .where("id", "<=", ({ selectFrom }) =>
        selectFrom("rowmill_log")
          .select("id")
          .where("job", "=", arg("job"))
          .orderBy("id", "desc")
          .limit(sql.lit(1))
          .offset(sql.lit(MAX_LOG_LINES)),
      ),
  );
  const findNewest = prepare((arg: Arg<{ job: number; limit: number }>) =>
    builder.selectFrom("rowmill_log").selectAll().where("job", "=", arg("job")).orderBy("id", "desc").limit(arg("limit")),
  );

  return {
    append({ sequence: job, claim_no }, lines, nowMs) {
      for (const { level, message } of lines.slice(-MAX_LOG_LINES))
        insert({ job, at: nowMs, level, message: storableText(message), claim_no });
      if (lines.length > 0) trim({ job });
    },

    newest(job, limit) {
      const rows = findNewest({ job, limit }).toReversed();
      return rows.map(({ at, level, message, claim_no }) => ({ at: new Date(at), level, message, claimNo: claim_no }));
    },
  };
}
