import { type FileStorage, RowmillError, type StoredFile } from "@rowmill/core";
import { type Mapping, rejectColumns, readRows, type ReturnedRejects } from "@rowmill/tables";
import { parseMapping } from "@rowmill/tables/schema";
import { ownedFile } from "../../source/owned-file.ts";
import { type TransformInput, transformInputSchema } from "../transform-job.ts";
import { type TransformJobResult, transformResultSchema } from "../transform-result-schema.ts";
import type { TransformLedger } from "../ledger/ledger.ts";
import type { TransformStore } from "./transform-store.ts";

/** A job whose rejects come back. */
export interface FixedJob {
  readonly id: string;
  /** Of the first job of a chain of fixes. */
  readonly input: TransformInput;
  readonly createdAt: Date;
  /** The file that the rows are from. */
  readonly file: Pick<StoredFile, "name" | "sha256">;
  readonly mapping: Mapping;
  readonly returned: ReturnedRejects;
  readonly result: TransformJobResult;
}

/**
 * Loads the job that is fixed: how it read and mapped its file, and which rows it rejected.
 * @throws RowmillError `JOB_NOT_FOUND`, `JOB_INPUT_INVALID` if it has no rejects, `FILE_NOT_FOUND` if its files are gone
 */
export async function loadFixedJob(
  id: string,
  userId: string | null,
  { files, store }: { readonly files: FileStorage; readonly store: TransformStore | undefined },
): Promise<FixedJob> {
  if (!store) throw new RowmillError("OPTION_INVALID", "fix_of needs the store of the jobs: transformHandler({ files, store })");
  const [job] = await store.get([{ id, userId }]);
  if (!job) throw new RowmillError("JOB_NOT_FOUND", `There is no job ${JSON.stringify(id.slice(0, 64))}`, { retriable: false });
  const result = job.type === "transform" && job.status === "completed" ? transformResultSchema.safeParse(job.result).data : undefined;
  if (!result?.rejects_file_id) {
    throw new RowmillError("JOB_INPUT_INVALID", `Job ${id} is no completed transform job with rejected rows: there is nothing to fix`, {
      retriable: false,
    });
  }
  const ledger = await readLedger(files, result.report_file_id, userId);
  const input = transformInputSchema.parse(job.input);
  const first = input.fix_of === undefined ? undefined : await loadFixedJob(input.fix_of, userId, { files, store });
  const columns = first?.returned.columns ?? (ledger.read["columns"] as readonly string[]);
  return {
    id,
    input: first?.input ?? input,
    createdAt: first?.createdAt ?? job.createdAt,
    file: first?.file ?? ledger.input,
    mapping: parseMapping(ledger.mapping),
    returned: { columns, rowNumbers: await rejectedRows(files, result.rejects_file_id, { columns, userId }) },
    result,
  };
}

async function readLedger(files: FileStorage, id: string, userId: string | null): Promise<TransformLedger> {
  await ownedFile(files, id, userId);
  return JSON.parse(Buffer.concat(await Array.fromAsync(files.open(id))).toString()) as TransformLedger;
}

/** The numbers of the rows in a file of rejects. */
async function rejectedRows(
  files: FileStorage,
  id: string,
  { columns, userId }: { readonly columns: readonly string[]; readonly userId: string | null },
): Promise<ReadonlySet<number>> {
  const file = await ownedFile(files, id, userId);
  const numbers = new Set<number>();
  const place = Object.values(rejectColumns(columns)).indexOf(rejectColumns(columns).row);
  const format = file.name.endsWith(".xlsx")
    ? ({ format: "xlsx" } as const)
    : ({ format: "delimited", delimiter: ",", quote: '"', header: true } as const);
  for await (const { rows } of readRows(files.open(id), format)) for (const row of rows) numbers.add(Number(row[place]));
  return numbers;
}
