import { isFinished, type JsonText, MAX_SIGNALS, type NewSignal, type SignalOutcome } from "@rowmill/core/adapter";
import { sql } from "kysely";
import type { Arg, Connection } from "../connection/connection.ts";
import type { JobRow } from "../schema/tables.ts";

/** The signals of jobs. */
export interface Signals {
  /** Keeps a signal for a job. */
  keep(job: JobRow, signal: NewSignal): SignalOutcome["became"];
  /** Uses up the oldest signal of a name, and answers its payload. */
  take(sequence: number, name: string): JsonText | undefined;
}

/** Prepares them. */
export function prepareSignals({ builder, prepare }: Connection): Signals {
  const find = prepare((arg: Arg<{ job: number; name: string; key: string }>) =>
    builder
      .selectFrom("rowmill_signals")
      .select("payload")
      .where("job", "=", arg("job"))
      .where("name", "=", arg("name"))
      .where("key", "=", arg("key")),
  );
  const count = prepare((arg: Arg<{ job: number }>) =>
    builder
      .selectFrom("rowmill_signals")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("job", "=", arg("job")),
  );
  const insert = prepare((arg: Arg<{ job: number; name: string; key: string; payload: JsonText }>) =>
    builder.insertInto("rowmill_signals").values({ job: arg("job"), name: arg("name"), key: arg("key"), payload: arg("payload") }),
  );
  const findUnused = prepare((arg: Arg<{ job: number; name: string }>) =>
    builder
      .selectFrom("rowmill_signals")
      .select(["id", "payload"])
      .where("job", "=", arg("job"))
      .where("name", "=", arg("name"))
      .where("is_used", "=", sql.lit(0))
      .orderBy("id")
      .limit(1),
  );
  const use = prepare((arg: Arg<{ id: number }>) => builder.updateTable("rowmill_signals").set({ is_used: 1 }).where("id", "=", arg("id")));

  return {
    keep(job, { name, payload, key = `attempt ${job.claim_no}`, ifEarly = "keep" }) {
      const [known] = find({ job: job.sequence, name, key });
      if (known) return known.payload === payload ? "known" : "differs";
      if (isFinished(job.status)) return "finished";
      if (job.is_waiting === 1 && job.waits_for_signal !== name) return "else";
      if (ifEarly === "refuse" && (job.is_waiting === 0 || findUnused({ job: job.sequence, name }).length > 0)) return "early";
      if (count({ job: job.sequence })[0]!.count >= MAX_SIGNALS) return "full";
      insert({ job: job.sequence, name, key, payload });
      return "kept";
    },

    take(sequence, name) {
      const [signal] = findUnused({ job: sequence, name });
      if (signal) use({ id: signal.id });
      return signal?.payload;
    },
  };
}
