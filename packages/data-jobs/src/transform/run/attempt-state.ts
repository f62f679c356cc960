import { createHash } from "node:crypto";
import type { Json } from "@rowmill/core";
import type { TransformMark } from "@rowmill/tables";
import { z } from "zod";
import { transformResultSchema } from "../transform-result-schema.ts";
import type { TransformDone } from "../ledger/ledger.ts";
import type { TransformWork } from "./transform-work.ts";

const stateSchema = z.object({
  version: z.literal(1),
  /** What the work depends on, as a digest. */
  of: z.string(),
  output_id: z.string(),
  report_id: z.string(),
  /** How far the transform is. */
  mark: z.custom<TransformMark>((value) => typeof value === "object" && value !== null).nullable(),
  /** Set when the transform is done, and its files are stored. */
  storing: z
    .object({
      rejects_id: z.string().nullable(),
      sarif_id: z.string().nullable(),
      /** The cells of the widest rejected row. */
      rejects_width: z.int(),
      done: z.custom<TransformDone>((value) => typeof value === "object" && value !== null),
      result: transformResultSchema.omit({ checksum: true }),
    })
    .nullable(),
});

/** What an attempt leaves to the next one, as the checkpoint of its job. */
export type AttemptState = z.output<typeof stateSchema>;

/** Reads a checkpoint; `undefined` if it is none of this version of Rowmill. */
export function parseState(checkpoint: Json): AttemptState | undefined {
  return stateSchema.safeParse(checkpoint).data;
}

/** A state as a checkpoint. */
export function toCheckpoint(state: AttemptState): Json {
  // Without what is undefined, which JSON does not have.
  return JSON.parse(JSON.stringify(state)) as Json;
}

/** What the result of a job depends on beside the kernel and the versions, which a mark knows. */
export function digestOfWork({ file, mapping, output, rejectsFormat, sarif, options }: TransformWork): string {
  const { returned, ...others } = options;
  const parts = [file.sha256, mapping, output, rejectsFormat, sarif, others, returned?.columns];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
