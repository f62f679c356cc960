import type { HandledJobType, JobType } from "@rowmill/core";
import { defineJobType } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import type { z } from "zod";
import { mappingOf } from "../transform/run/transform-work.ts";
import type { ImportJobOptions } from "./import-options.ts";
import { importInputSchema, importResultSchema } from "./import-schema.ts";
import { runImport } from "./run-import.ts";

/** A job type that imports files. */
export type ImportJobType<Type extends string> = JobType<Type, typeof importInputSchema, typeof importResultSchema>;

/**
 * A job type that reads a file through a mapping into tables of your own. Rows and the checkpoint commit together, so that a crash neither loses nor
 * doubles a row. It needs a store that takes part in the transaction: jobs in the same PostgreSQL database.
 *
 * @throws RowmillError `OPTION_INVALID`
 * @example
 * ```ts
 * const importCustomers = importJob({
 *   type: "import-customers",
 *   target: z.object({ email: z.email(), name: z.string() }),
 *   key: "email",
 *   files,
 *   transact: (work) => db.transaction().execute(work),
 *   async write(rows, { transaction }) {
 *     await transaction.insertInto("customers").values(rows).execute();
 *     return { created: rows.length };
 *   },
 * });
 * manager.register(importCustomers);
 * ```
 */
export function importJob<const Type extends string, Target extends z.ZodObject, Transaction>(
  options: ImportJobOptions<Type, Target, Transaction>,
): HandledJobType<ImportJobType<Type>> {
  checkOptions(options, OPTIONS, "importJob");
  const { type, files, store, endpoint } = options;
  const jobType = defineJobType({
    type,
    input: importInputSchema,
    result: importResultSchema,
    files: ({ input_file_id, template_id }) => ({
      inputFileId: input_file_id,
      ...(template_id !== undefined && { templateId: template_id }),
    }),
    ...(endpoint && { endpoint }),
  });
  return jobType.handle((input, context) => runImport(input, context, options), {
    files,
    async check(input, { userId }) {
      await mappingOf(input, userId, store);
    },
  });
}

const OPTIONS = {
  type: true,
  target: true,
  key: true,
  files: true,
  store: true,
  batchRows: true,
  endpoint: true,
  transact: true,
  write: true,
} as const satisfies Record<keyof ImportJobOptions<string, z.ZodObject, unknown>, true>;
