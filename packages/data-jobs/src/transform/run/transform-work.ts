import { parse } from "node:path";
import { type FileStorage, type Job, RowmillError, type StoredFile } from "@rowmill/core";
import { bindTemplate, type ColumnMapping, parseColumnMapping, toMapping } from "@rowmill/mapping";
import { describeOutput, type Mapping, type OutputOptions, type TransformOptions, writeTable } from "@rowmill/tables";
import { parseMapping } from "@rowmill/tables/schema";
import { ownedTemplate } from "../../source/owned-template.ts";
import { ownedFile } from "../../source/owned-file.ts";
import { detectStoredFile } from "../../source/stored-columns.ts";
import { toFormatOptions } from "../../source/read-options-schema.ts";
import type { TransformInput } from "../transform-job.ts";
import { type FixedJob, loadFixedJob } from "./fixed-job.ts";
import type { TransformStore } from "./transform-store.ts";

/** What a job does, with everything that its input names looked up. */
export interface TransformWork {
  readonly file: StoredFile;
  readonly mapping: Mapping;
  readonly output: OutputOptions;
  /** The names of the files that the job makes, without endings: that of the input. */
  readonly base: string;
  readonly outputName: string;
  readonly rejectsFormat: "csv" | "xlsx";
  readonly sarif: boolean;
  readonly options: TransformOptions;
  /** The job whose rejects come back. */
  readonly fixes: FixedJob | undefined;
}

/**
 * Looks up what the input of a job names.
 * @throws RowmillError `FILE_NOT_FOUND`, `TEMPLATE_NOT_FOUND`, `JOB_NOT_FOUND`, `MAPPING_INVALID`, `OPTION_INVALID`
 */
export async function transformWork(
  input: TransformInput,
  { id, userId, createdAt }: Pick<Job, "id" | "userId" | "createdAt">,
  { files, store }: { readonly files: FileStorage; readonly store: TransformStore | undefined },
): Promise<TransformWork> {
  const file = await ownedFile(files, input.input_file_id, userId);
  const fixes = input.fix_of === undefined ? undefined : await loadFixedJob(input.fix_of, userId, { files, store });
  const asked = fixes?.input ?? input;
  const columns = async () => (await detectStoredFile(files, file, toFormatOptions(input.read ?? {}))).columns;
  const mapping = fixes?.mapping ?? (await mappingOf(input, userId, store, columns));
  const output = outputOf(asked);
  const { extension } = describeOutput(output);
  const base = parse(file.name).name || "result";
  const { on_reject: onReject = fixes?.input.on_reject, read = {} } = input;
  return {
    file,
    mapping,
    output,
    base,
    outputName: input.output_filename ?? `${base}.${extension}`,
    rejectsFormat: input.rejects_format ?? asked.rejects_format ?? "csv",
    sarif: input.sarif ?? false,
    fixes,
    options: {
      ...toFormatOptions(read),
      fileName: fixes?.file.name ?? file.name,
      // Of a fix, what rows are made of is that of the file that they are from.
      fileId: fixes?.file.sha256 ?? file.sha256,
      jobTime: fixes?.createdAt ?? createdAt,
      onProblem: onReject === "keep" ? "keep" : "reject",
      maxRejects: onReject === "fail" ? 0 : input.max_rejects,
      ...(fixes && { returned: fixes.returned }),
    },
  };

  function outputOf({ output_format: format, output_options = {} }: TransformInput): OutputOptions {
    if (format === undefined) throw new RowmillError("JOB_INPUT_INVALID", `Job ${id} has no output_format`);
    return { ...output_options, format } as OutputOptions;
  }
}

/**
 * The mapping of an input: its own, or that of a template.
 * @param columns - reads the names of the file's columns, to which a template is bound; without it the template is only checked
 * @throws RowmillError `MAPPING_INVALID` and `TEMPLATE_MISMATCH` with all problems, `TEMPLATE_NOT_FOUND`
 */
export async function mappingOf(
  { mapping, template_id: templateId, limits }: Pick<TransformInput, "mapping" | "template_id" | "limits">,
  userId: string | null,
  store: TransformStore | undefined,
  columns?: () => Promise<readonly string[]>,
): Promise<Mapping> {
  const document = mapping ?? (templateId === undefined ? {} : await documentOf(templateId, userId, store));
  const isTemplate = mapping === undefined && templateId !== undefined;
  const bare = document["format"] === "column-mapping" ? toMapping(await boundTo(parseColumnMapping(document))) : parseMapping(document);
  return limits === undefined ? bare : parseMapping({ ...bare, limits: { ...bare.limits, ...limits } });

  async function boundTo(parsed: ColumnMapping): Promise<ColumnMapping> {
    return isTemplate && columns ? bindTemplate(parsed, await columns()).document : parsed;
  }
}

/** @throws RowmillError `OPTION_INVALID` for options that the format does not have, or values that they cannot have */
export function checkOutput({ output_format: format, output_options = {} }: TransformInput, mapping: Mapping): void {
  if (format === undefined) return;
  const columns = mapping.fields.filter(({ hidden }) => hidden !== true).map(({ target }) => ({ name: target }));
  // It checks its options before it is asked for bytes.
  void writeTable([], columns, { ...output_options, format } as OutputOptions);
}

async function documentOf(id: string, userId: string | null, store: TransformStore | undefined): Promise<Record<string, unknown>> {
  const templates = store?.templates;
  if (!templates) {
    throw new RowmillError("OPTION_INVALID", "template_id needs the store of the templates: transformHandler({ files, store })");
  }
  return (await ownedTemplate(templates, id, userId)).document as Record<string, unknown>;
}
