import type { FileStorage } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { checkOptions } from "@rowmill/core/errors";
import { previewTransform, type RowOptions, type TableSource, validateFile } from "@rowmill/tables";
import { parseMapping } from "@rowmill/tables/schema";
import { z } from "zod";
import { ownedFile } from "../source/owned-file.ts";
import { readOptionsShape, toFormatOptions } from "../source/read-options-schema.ts";
import { detectStoredFile } from "../source/stored-columns.ts";
import { storedFileError } from "../source/stored-file-error.ts";
import { previewJson, previewSchema, triedJson, validationJson, validationSchema } from "./preview-json.ts";
import { mappingOf } from "./run/transform-work.ts";
import type { TransformStore } from "./run/transform-store.ts";

/** Options of `transformRoutes`. */
export interface TransformRoutesOptions {
  /** Where the files lie that requests name. */
  readonly files: FileStorage;
  /** The store of the templates. Without it `template_id` is refused. */
  readonly store?: TransformStore | undefined;
}

const fileShape = {
  input_file_id: z.string().min(1).max(200),
  read: z.strictObject(readOptionsShape).optional(),
};

const mappingShape = {
  mapping: z.record(z.string(), z.unknown()).optional(),
  template_id: z.string().min(1).max(200).optional(),
  limits: z.record(z.string(), z.unknown()).optional(),
};

const previewInput = z
  .strictObject({
    ...fileShape,
    ...mappingShape,
    /** How many rows are shown. @defaultValue 20 */
    rows: z.int().min(0).max(1_000).optional(),
    /** How many rows are tried for failures. @defaultValue 1,000 */
    sample_rows: z.int().min(1).max(100_000).optional(),
  })
  .refine(
    ({ mapping, template_id }) => (mapping === undefined) !== (template_id === undefined),
    "Either mapping or template_id is expected",
  );

const validateInput = z
  .strictObject({
    ...fileShape,
    ...mappingShape,
    /** Rules about the columns of the file, instead of a mapping: then all rows are read. */
    rules: z.array(z.record(z.string(), z.unknown())).max(1_000).optional(),
    /** Of a mapping: how many rows are tried. @defaultValue 10,000 */
    max_rows: z.int().min(1).max(100_000).optional(),
    /** Of rules: how many rejected rows are listed. @defaultValue 100 */
    max_listed: z.int().min(0).max(1_000).optional(),
  })
  .refine(
    ({ mapping, template_id, rules }) => [mapping, template_id, rules].filter((one) => one !== undefined).length === 1,
    "One of mapping, template_id and rules is expected",
  );

/**
 * Routes that try a mapping without a job: `POST /transform/preview` shows input and output side by side, `POST /transform/validate` checks rules
 * without an output. For `createJobsRouter({ routes })`.
 *
 * @example
 * ```ts
 * const router = createJobsRouter({ manager, files, routes: transformRoutes({ files, store }), authenticate });
 * ```
 */
export function transformRoutes(options: TransformRoutesOptions): Route[] {
  checkOptions(options, ["files", "store"], "transformRoutes");
  const { files, store } = options;
  const problems = [
    "FILE_NOT_FOUND",
    "TEMPLATE_NOT_FOUND",
    "TEMPLATE_MISMATCH",
    "MAPPING_INVALID",
    "FILE_NOT_TEXT",
    "FILE_UNREADABLE",
  ] as const;

  const preview = defineRoute({
    name: "previewTransform",
    method: "POST",
    path: "/transform/preview",
    tag: "transform",
    access: "read",
    summary: "Try a mapping: input and output side by side, and all different failures of a sample",
    body: { json: previewInput },
    answers: { 200: { description: "What the mapping makes of the start of the file.", json: previewSchema } },
    problems,
    async handle({ body, userId, signal }) {
      const mapping = await boundMapping(body, userId);
      const tried = await onFile(body, userId, signal, (source, rowOptions) =>
        previewTransform(source, mapping, { ...rowOptions, rows: body.rows, sampleRows: body.sample_rows }),
      );
      return { status: 200, json: previewJson(tried) };
    },
  });

  const validate = defineRoute({
    name: "validateTransform",
    method: "POST",
    path: "/transform/validate",
    tag: "transform",
    access: "read",
    summary: "Check the rows of a file by rules, without an output",
    description: "With `rules`, all rows are checked as they stand. With a mapping, the first `max_rows` run through it.",
    body: { json: validateInput },
    answers: { 200: { description: "Which rules are broken, and how often.", json: validationSchema } },
    problems: [...problems, "DATA_LIMIT_EXCEEDED"],
    async handle({ body, userId, signal }) {
      const { rules, limits, max_rows: maxRows = 10_000, max_listed: maxListed = 100 } = body;
      if (rules !== undefined) {
        // The checks of a mapping, with its paths in what is wrong.
        const checked = parseMapping({ fields: [{ target: "any", const: null }], rules, limits });
        const found = await onFile(body, userId, signal, (source, rowOptions) =>
          validateFile(source, { rules: checked.rules, limits: checked.limits }, { ...rowOptions, maxListed }),
        );
        return { status: 200, json: validationJson(found) };
      }
      const mapping = await boundMapping(body, userId);
      const tried = await onFile(body, userId, signal, (source, rowOptions) =>
        previewTransform(source, mapping, { ...rowOptions, rows: 0, sampleRows: maxRows }),
      );
      return { status: 200, json: triedJson(tried, maxRows) };
    },
  });

  return [preview, validate];

  /** The mapping of a request; a template is bound to the columns of its file, as a job would. */
  async function boundMapping(body: z.output<typeof previewInput> | z.output<typeof validateInput>, userId: string | null) {
    const file = await ownedFile(files, body.input_file_id, userId);
    const columns = async () => (await detectStoredFile(files, file, toFormatOptions(body.read ?? {}))).columns;
    return await mappingOf(body, userId, store, columns);
  }

  /** Reads a stored file that the user may use: by its path where the storage has one. */
  async function onFile<Result>(
    { input_file_id: id, read = {} }: Pick<z.output<typeof previewInput>, "input_file_id" | "read">,
    userId: string | null,
    signal: AbortSignal,
    use: (source: TableSource, options: RowOptions) => Promise<Result>,
  ): Promise<Result> {
    const file = await ownedFile(files, id, userId);
    const path = await files.localPath?.(id);
    const rowOptions = { ...toFormatOptions(read), fileName: file.name, fileId: file.sha256, signal };
    try {
      return await use(path ?? files.open(id, { signal }), rowOptions);
    } catch (error) {
      throw storedFileError(error, id, path);
    }
  }
}
