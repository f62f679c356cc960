import type { FileStorage, HandledJobType } from "@rowmill/core";
import { checkOptions } from "@rowmill/core/errors";
import { parseTarget, profileTable, suggestFieldValues, suggestMapping, type TableDialect, withLookups } from "@rowmill/mapping";
import type { AnalyzeOptions, FileProfile, WorkerPool } from "@rowmill/tables";
import { ownedFile } from "../source/owned-file.ts";
import { profileStoredFile } from "../source/profile-stored-file.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { mappingJob } from "./mapping-job.ts";
import { mappingResultToJson } from "./mapping-result-json.ts";
import type { MappingResult } from "./mapping-result-schema.ts";

/** Options of `mappingHandler`. */
export interface MappingHandlerOptions {
  /** Where the files lie that jobs name. */
  readonly files: FileStorage;
  /** Whose threads read the files. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
}

/** The values that are counted for matching, and for tables of values. */
const TOP_VALUES = 1_000;

/**
 * The `mapping` job type with its handler, for `manager.register`. It works offline. Another user's file is refused with
 * `FILE_NOT_FOUND`, a target that cannot be read with `TARGET_INVALID` and all its problems, when the job is created.
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() }).register(mappingHandler({ files }));
 * const { job } = await manager.createJob(mappingJob, { input_file_id, reference_file_id });
 * const { result } = await manager.waitForJob(job.id);
 * ```
 */
export function mappingHandler(options: MappingHandlerOptions): HandledJobType<typeof mappingJob> {
  checkOptions(options, ["files", "pool"], "mappingHandler");
  const { files, pool } = options;
  const map: Parameters<typeof mappingJob.handle>[0] = async (input, { job, signal, progress }) => {
    const profile = async (id: string, from: number, to: number, stage: string, reading: AnalyzeOptions = {}) => {
      const file = await ownedFile(files, id, job.userId);
      const found = await profileStoredFile(files, file, {
        ...reading,
        signal,
        pool,
        topValues: TOP_VALUES,
        onProgress: ({ percent, bytes, rows }) => progress(from + Math.floor((percent * (to - from)) / 100), stage, { bytes, rows }),
      });
      progress(to, stage);
      return found;
    };
    const source = await profile(input.input_file_id, 0, 20, "analyzing_input", input.read && toFormatOptions(input.read));
    const reference =
      input.reference_file_id === undefined ? undefined : await profile(input.reference_file_id, 20, 40, "analyzing_reference");
    progress(40, "matching");
    const { accept_from, min_score, remembered, rejected } = input.options ?? {};
    const suggestion = suggestMapping(source, reference ?? input.target, {
      acceptFrom: accept_from,
      minScore: min_score,
      remembered,
      rejected,
      dialect: dialectOf(source),
    });
    progress(60, "matching_values");
    const values = suggestFieldValues(suggestion.document, profileTable(source), suggestion.document.target, reference);
    return mappingResultToJson(suggestion, withLookups(suggestion.document, values), values, warningsOf(source, reference));
  };
  return mappingJob.handle(map, {
    files,
    check: ({ target }) => {
      if (target !== undefined) parseTarget(target);
    },
  });
}

/** What it takes to read the file again, in the words of Table Dialect. */
function dialectOf({ dialect, encoding, sheet, hasHeader }: FileProfile): TableDialect {
  return {
    header: hasHeader,
    ...(dialect?.delimiter ? { delimiter: dialect.delimiter } : {}),
    ...(dialect?.quote ? { quoteChar: dialect.quote } : {}),
    ...(dialect?.escape && dialect.escape !== dialect.quote ? { escapeChar: dialect.escape } : {}),
    ...(sheet === null ? {} : { sheetName: sheet }),
    ...(encoding === null ? {} : { encoding: encoding.name }),
  };
}

function warningsOf(source: FileProfile, reference: FileProfile | undefined): MappingResult["warnings"] {
  const sides = [["input", source] as const, ...(reference ? [["reference", reference] as const] : [])];
  return sides.flatMap(([side, { hasHeader, columns }]) => {
    const names = columns.map(({ name }) => name);
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    return [
      ...(hasHeader
        ? []
        : [{ code: "no_header", message: `The ${side} file has no header: its columns are matched by their values only.` }]),
      ...(repeated.size === 0
        ? []
        : [{ code: "repeated_names", message: `The ${side} file has several columns named ${[...repeated].slice(0, 5).join(", ")}.` }]),
    ];
  });
}
