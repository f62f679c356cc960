import type { FileStorage } from "@rowmill/core";
import type { z } from "zod";
import type { TransformStore } from "../transform/run/transform-store.ts";
import type { WriteCounts } from "./import-schema.ts";

/** What `write` gets beside the rows. */
export interface WriteContext<Transaction> {
  /** Write into this one. It commits together with the checkpoint of the job. */
  readonly transaction: Transaction;
  /** Whether it is rolled back afterwards. */
  readonly dryRun: boolean;
  /** The number of each row in the file. */
  readonly rowNumbers: readonly number[];
  readonly signal: AbortSignal;
}

/** What `importJob` takes. */
export interface ImportJobOptions<Type extends string, Target extends z.ZodObject, Transaction> {
  /** The name of the job type. */
  readonly type: Type;
  /** What a row must be. Rows that it refuses are rejected; `write` gets them typed. */
  readonly target: Target;
  /** Fields that tell rows apart: of rows with the same key the first is written, and the others are rejected. */
  readonly key?: string | readonly string[] | undefined;
  /** Where the files lie that jobs name. It needs `outputs`. */
  readonly files: FileStorage;
  /** The store of the templates, for inputs with `template_id`. */
  readonly store?: TransformStore | undefined;
  /** How many rows `write` gets at most. @defaultValue 1,000 */
  readonly batchRows?: number | undefined;
  /** Where jobs of this type are created over HTTP. @defaultValue nowhere */
  readonly endpoint?: { readonly path: string } | undefined;
  /** Runs some work in a transaction of yours: commits when it resolves, rolls back and rejects when it rejects. The job store must take part in it. */
  transact(work: (transaction: Transaction) => Promise<void>): Promise<void>;
  /** Writes rows. Returns what became of them; without that they count as created. */
  write(rows: z.output<Target>[], context: WriteContext<Transaction>): Promise<Partial<WriteCounts> | undefined>;
}
