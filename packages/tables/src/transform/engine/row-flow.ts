import { inFileOrder, type RejectedRow } from "../../validate/reject.ts";
import type { TransformPlan } from "../plan/transform-plan.ts";
import type { RowReport, RowStage, SourceRow } from "../rows/row-stage.ts";
import { RowCounter } from "./row-counts.ts";
import { rejected, transformBatch, type TransformedRows } from "./row-transform.ts";

/** A plan at work on one file: rows of the file in, rows of the result and rejects out. */
export interface RowFlow {
  readonly counter: RowCounter;
  push(rows: readonly SourceRow[]): Promise<TransformedRows>;
  /** What comes out after the last row. */
  end(): AsyncIterable<TransformedRows>;
  /** Releases what row steps and rules hold. Call it in any case. */
  close(): Promise<void>;
}

/** Starts a plan. */
export function startRows(plan: TransformPlan): RowFlow {
  const counter = new RowCounter();
  let early: RejectedRow[] = [];
  const report: RowReport = {
    leftOut: (_row, op) => counter.leaveOut(op),
    rejected(row, { op, value, message }) {
      early.push(rejected(row, [{ value, rule: op, message }]));
    },
    added(count) {
      counter.added += count;
    },
  };
  const stages: readonly RowStage[] = plan.rowSteps.map((step) => step.start(report));

  return {
    counter,
    async push(rows) {
      counter.read += rows.length;
      return finish(await through(rows, 0));
    },
    async *end() {
      for (const [index, stage] of stages.entries()) {
        for await (const rows of stage.end()) yield finish(await through(rows, index + 1));
      }
    },
    async close() {
      for (const stage of stages) await stage.close?.();
      for (const rule of plan.rules) rule.close?.();
    },
  };

  /** Rows through the stages from one on, then through the fields and rules. */
  async function through(rows: readonly SourceRow[], from: number): Promise<TransformedRows> {
    let passed = rows;
    for (const stage of stages.slice(from)) passed = await stage.push(passed);
    return transformBatch(plan, passed);
  }

  function finish(made: TransformedRows): TransformedRows {
    const rejects = inFileOrder(early, made.rejects);
    early = [];
    counter.written += made.rows.length;
    counter.rejected += rejects.length;
    return { ...made, rejects };
  }
}
