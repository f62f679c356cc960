import { closeSync, openSync } from "node:fs";
import { byteOrderMarkLength } from "../../../bytes/byte-order-mark.ts";
import { fileInput } from "../../../bytes/byte-input.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { openTable } from "../../../open/open-table.ts";
import { isPlainSource } from "../../../profile/profile-delimited.ts";
import type { CompleteFormatOptions } from "../../../table/check-format-options.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { OutputOptions } from "../../../formats/registry.ts";
import { compileMapping } from "../../../transform/plan/compile-mapping.ts";
import type { PlanResources } from "../../../transform/plan/plan-resources.ts";
import { compilePlan } from "./compile-plan.ts";
import { type DataStart, findDataStart } from "./data-start.ts";
import type { FastPlan } from "./fast-plan.ts";
import { NotForKernel } from "./not-for-kernel.ts";
import type { ChunkSource } from "../chunks/transform-chunk.ts";

/** What the kernel needs to transform a file. */
export interface FastFile {
  readonly plan: FastPlan;
  readonly source: ChunkSource;
  readonly start: DataStart;
  readonly sizeBytes: number;
}

/** What a file is to become. */
export interface FastRequest {
  readonly path: string;
  readonly settings: CompleteFormatOptions;
  readonly mapping: Mapping;
  readonly target: OutputOptions;
  readonly resources: FastResources;
}

/** What a mapping may use beside its own document. It can be sent to a thread. */
export type FastResources = Pick<PlanResources, "secrets" | "temporaryFolder">;

/**
 * Opens a file and makes the plan for the kernel, or says why the kernel cannot do it.
 *
 * @param trustSamples - see `OpenOptions`
 */
export async function openFast(
  { path, settings, mapping, target, resources }: FastRequest,
  kernel: Kernel,
  trustSamples: boolean,
): Promise<FastFile | { readonly reason: string }> {
  const table = await openTable(await fileInput(path), { ...settings, trustSamples });
  try {
    const { delimited } = table;
    if (table.format !== "delimited") return { reason: `the format ${table.format}` };
    if (!delimited) return { reason: "rows that do not belong to the table" };
    if (delimited.path === undefined || table.container !== null) return { reason: "an archive" };
    if (delimited.decodeAs !== "utf-8") return { reason: `the encoding ${delimited.decodeAs ?? "of a text that is not known yet"}` };
    if (!isPlainSource(delimited)) return { reason: "escapes or comments" };
    if (table.hasHeader && table.headerRows === 0) return { reason: "names that are no row" };
    const { maxRecordLength, dialect } = delimited;
    const source = { dialect, maxRecordLength, maxColumns: settings.maxColumns ?? MAX_COLUMNS, mustBeUtf8: table.encodingIsSampled };
    const fd = openSync(delimited.path, "r");
    try {
      const start = findDataStart(fd, byteOrderMarkLength(fd), table, source, kernel);
      const plan = compilePlan(mapping, compileMapping(mapping, start.columns, resources), target);
      return { plan, source, start, sizeBytes: table.sizeBytes ?? 0 };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (error instanceof NotForKernel) return { reason: error.message };
    throw error;
  } finally {
    await table.close();
  }
}

const MAX_COLUMNS = 16_384;
