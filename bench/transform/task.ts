import type { FileKindName } from "../tables/table-file.ts";

/** What a bench does to a file: the columns of the output in their order, of which two are changed. */
export interface TransformTask {
  readonly columns: readonly string[];
  readonly lower: string;
  readonly upper: string;
}

/** What the output is written as. */
export type TargetFormat = "csv" | "jsonl" | "xlsx";

export const TASKS = {
  mixed: {
    columns: ["email", "id", "first_name", "city", "amount", "active", "birth_date", "notes"],
    lower: "email",
    upper: "first_name",
  },
  quoted: { columns: ["state", "id", "subject", "body", "payload", "tags"], lower: "subject", upper: "state" },
  wide: { columns: Array.from({ length: 240 }, (_, column) => `measure_${column}`).toReversed(), lower: "measure_8", upper: "measure_16" },
  utf8: { columns: ["note", "id", "имя", "город", "备注", "größe"], lower: "note", upper: "имя" },
} satisfies Partial<Record<FileKindName, TransformTask>>;

export type TransformKind = keyof typeof TASKS;

/** How a peer transforms the file at a path into the file at another one. */
export type Transformer = (from: string, to: string, task: TransformTask, format: TargetFormat) => Promise<void>;
