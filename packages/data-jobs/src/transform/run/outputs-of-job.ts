import { randomUUID } from "node:crypto";
import { type FileStorage, type HandlerContext, RowmillError } from "@rowmill/core";
import type { FileOutputs, OutputFile } from "@rowmill/core/adapter";
import { describeOutput } from "@rowmill/tables";
import { type AttemptState, digestOfWork, parseState, toCheckpoint } from "./attempt-state.ts";
import type { TransformWork } from "./transform-work.ts";

/** The files that an attempt writes, and where it begins. */
export interface JobOutputs {
  readonly state: AttemptState;
  /** The output, and the report, whose folder has the rejected rows and what is needed meanwhile. `undefined` once they are files. */
  readonly output: OutputFile | undefined;
  readonly report: OutputFile | undefined;
  /** Why the attempt does not continue what an earlier one has done, if there was one. */
  readonly startsOver: string | undefined;
}

/** The outputs of a storage. @throws RowmillError `OPTION_INVALID` if it has none */
export function outputsOf({ outputs }: FileStorage): FileOutputs {
  if (outputs) return outputs;
  throw new RowmillError(
    "OPTION_INVALID",
    "The file storage has no outputs, which transform jobs write: use localDiskStorage or memoryStorage",
  );
}

/** Continues the outputs of an earlier attempt, or begins new ones and stores their ids before anything is written. */
export async function openOutputs(
  files: FileStorage,
  outputs: FileOutputs,
  work: TransformWork,
  { job: { userId }, lastCheckpoint, checkpoint }: Pick<HandlerContext, "job" | "lastCheckpoint" | "checkpoint">,
): Promise<JobOutputs> {
  const of = digestOfWork(work);
  const state = lastCheckpoint === null ? undefined : parseState(lastCheckpoint);
  if (state?.of === of && state.mark === null && state.storing === null) return { ...(await begin(state)), startsOver: undefined };
  let startsOver: string | undefined;
  if (state?.of === of) {
    const [output, report] = await Promise.all([outputs.find(state.output_id), outputs.find(state.report_id)]);
    const isThere = state.storing === null ? output && report : await areThere([state.output_id, state.report_id], files, outputs);
    if (isThere) return { state, output, report, startsOver: undefined };
    startsOver = "what an earlier attempt had written was deleted meanwhile";
  } else if (lastCheckpoint !== null) {
    startsOver = state ? "an earlier attempt had another mapping or input" : "an earlier attempt was made by another version of Rowmill";
  }
  if (state) await Promise.all(idsOf(state).map((id) => outputs.abort(id)));
  const fresh: AttemptState = { version: 1, of, output_id: randomUUID(), report_id: randomUUID(), mark: null, storing: null };
  // The ids first: of a process that dies now, the next attempt finds what was begun.
  await checkpoint(toCheckpoint(fresh));
  return { ...(await begin(fresh)), startsOver };

  async function begin(begun: AttemptState): Promise<Pick<JobOutputs, "state" | "output" | "report">> {
    const { contentType } = describeOutput(work.output);
    return {
      state: begun,
      output: await outputs.begin({ id: begun.output_id, name: work.outputName, contentType, userId }),
      report: await outputs.begin({ id: begun.report_id, name: `${work.base}.report.json`, contentType: "application/json", userId }),
    };
  }
}

/** Whether each is an output, or a file already. */
async function areThere(ids: readonly string[], files: FileStorage, outputs: FileOutputs): Promise<boolean> {
  const found = await Promise.all(ids.map(async (id) => (await files.stat(id)) ?? (await outputs.find(id))));
  return found.every((one) => one !== undefined);
}

/** The ids of all files of an attempt. */
export function idsOf({ output_id, report_id, storing }: AttemptState): string[] {
  return [output_id, report_id, storing?.rejects_id, storing?.sarif_id].filter((id) => typeof id === "string");
}
