import type { FileStorage, HandledJobType } from "@rowmill/core";
import { checkOptions, RowmillError } from "@rowmill/core/errors";
import type { CorrectionStore, TemplateStore } from "@rowmill/core/adapter";
import { pairsOfBinding, parseTarget, type TableDialect } from "@rowmill/mapping";
import type { AnalyzeOptions, FileProfile, WorkerPool } from "@rowmill/tables";
import { ownedFile } from "../source/owned-file.ts";
import { profileStoredFile } from "../source/profile-stored-file.ts";
import { toFormatOptions } from "../source/read-options-schema.ts";
import { mappingJob } from "./mapping-job.ts";
import { mappingResultToJson } from "./mapping-result-json.ts";
import type { MappingResult } from "./mapping-result-schema.ts";
import { decidedPairs, rememberPairs } from "../source/remembered-pairs.ts";
import { decisionOf, refusalOf, REVIEW } from "../review/review.ts";
import { approvedMapping, mappingDecisionSchema } from "./review-mapping.ts";
import { indexedColumns, noTemplates, openTemplate, withTemplate } from "./mapping-template.ts";
import { checkProviderName, type MappingProviders, OFFLINE, proposeMapping } from "./propose-mapping.ts";

/** Options of `mappingHandler`. */
export interface MappingHandlerOptions {
  /** Where the files lie that jobs name. */
  readonly files: FileStorage;
  /** Whose threads read the files and match their columns. A proposal keeps its thread until its provider has answered. @defaultValue a pool without a limit, shared by all calls of this process */
  readonly pool?: WorkerPool | undefined;
  /** The store of the jobs, for inputs with `template_id` and for pairs that users have accepted or rejected before. @defaultValue neither */
  readonly store?: MappingStore | undefined;
  /**
   * Who can be asked about columns and values that the offline matcher leaves open, by the names that jobs give in `provider`:
   * `{ openai: openaiProvider({ model, apiKey }) }`. Keys stay in this process. @defaultValue none
   */
  readonly providers?: MappingProviders | undefined;
  /** The provider of jobs that name none, or `offline`. @defaultValue the first of `providers` */
  readonly defaultProvider?: string | undefined;
}

/** The part of a store that a mapping reads. */
export interface MappingStore {
  readonly templates?: TemplateStore | undefined;
  readonly corrections?: CorrectionStore | undefined;
}

/** The values that are counted for matching, and for tables of values. */
const TOP_VALUES = 1_000;

/**
 * The `mapping` job type with its handler, for `manager.register`. It works offline, and asks a provider about what stays
 * open if one is configured. Another user's file is refused with `FILE_NOT_FOUND`, a target that cannot be read with `TARGET_INVALID` and all its
 * problems, an unknown provider with `JOB_INPUT_INVALID`, when the job is created.
 *
 * @throws RowmillError `OPTION_INVALID`
 *
 * @example
 * ```ts
 * const manager = createTaskManager({ store: memoryStore() }).register(mappingHandler({ files }));
 * const { job } = await manager.createJob(mappingJob, { input_file_id, reference_file_id });
 * const { result } = await manager.waitForJob(job.id);
 * ```
 */
export function mappingHandler(options: MappingHandlerOptions): HandledJobType<typeof mappingJob> {
  checkOptions(options, ["files", "pool", "store", "providers", "defaultProvider"], "mappingHandler");
  const { files, pool, store = {}, providers = {}, defaultProvider = Object.keys(providers)[0] ?? OFFLINE } = options;
  checkProviders(providers, defaultProvider);
  const map: Parameters<typeof mappingJob.handle>[0] = async (input, { job, signal, progress, waitFor, cancel }) => {
    const decision = input.review ? decisionOf(job, mappingDecisionSchema) : undefined;
    if (decision && !decision.approve) return cancel(refusalOf(decision));
    if (decision) {
      const approved = approvedMapping(job.result as MappingResult, decision.changes);
      await rememberPairs(store.corrections, job.userId, approved.document);
      return approved;
    }
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
    const template =
      input.template_id === undefined ? undefined : await openTemplate(store, input.template_id, job.userId, source, dialectOf(source));
    const { accept_from, min_score, remembered, rejected, dry_run } = input.options ?? {};
    const target = reference ?? template?.binding.document.target ?? input.target;
    const decided = await decidedPairs(store.corrections, job.userId, parseTarget(target), { remembered, rejected });
    const proposal = await proposeMapping(input.provider ?? defaultProvider, providers, {
      source,
      target,
      options: {
        acceptFrom: accept_from,
        minScore: min_score,
        remembered: [...decided.remembered, ...(template ? pairsOfBinding(template.binding) : [])],
        rejected: decided.rejected,
        dialect: dialectOf(source),
        columns: template && indexedColumns(template.binding.document),
      },
      dryRun: dry_run,
      signal,
      pool,
    });
    progress(60, "matched");
    const warnings = [...warningsOf(source, reference), ...(template?.warnings ?? [])];
    const result = template
      ? { ...mappingResultToJson(withTemplate(proposal, template), warnings), template: template.json }
      : mappingResultToJson(proposal, warnings);
    return input.review ? waitFor({ signal: REVIEW, result }) : result;
  };
  return mappingJob.handle(map, {
    files,
    check: ({ target, template_id, provider = defaultProvider }) => {
      if (template_id !== undefined && !store.templates) throw noTemplates();
      checkProviderName(provider, providers);
      if (target !== undefined) parseTarget(target);
    },
  });
}

function checkProviders(providers: MappingProviders, defaultProvider: string): void {
  if (Object.hasOwn(providers, OFFLINE))
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "providers" has "${OFFLINE}", which is the name for no provider. Give it another name.`,
    );
  const wrong = Object.entries(providers).find(([, provider]) => typeof provider?.answer !== "function");
  if (wrong)
    throw new RowmillError(
      "OPTION_INVALID",
      `Option "providers" has no provider as ${JSON.stringify(wrong[0])}: it lacks the method answer`,
    );
  if (defaultProvider !== OFFLINE && !Object.hasOwn(providers, defaultProvider))
    throw new RowmillError("OPTION_INVALID", `Option "defaultProvider" is none of the providers: ${JSON.stringify(defaultProvider)}`);
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
