import { closeSync, openSync } from "node:fs";
import { MAX_COLUMNS } from "../../../table/limits.ts";
import { byteOrderMarkLength } from "../../../bytes/byte-order-mark.ts";
import { fileInput } from "../../../bytes/byte-input.ts";
import { describeTable } from "../../../detect-format.ts";
import type { OutputOptions } from "../../../formats/registry.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import { openTable } from "../../../open/open-table.ts";
import { isPlainSource } from "../../../profile/profile-delimited.ts";
import type { CompleteFormatOptions } from "../../../table/check-format-options.ts";
import type { DetectedFormat } from "../../../table/detected-format.ts";
import type { OpenedTable } from "../../../table/opened-table.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import { compileMapping } from "../../../transform/plan/compile-mapping.ts";
import type { PlanResources } from "../../../transform/plan/plan-resources.ts";
import { compilePlan } from "./compile-plan.ts";
import { type DataStart, findDataStart } from "./data-start.ts";
import type { FastPlan } from "./fast-plan.ts";
import { NotForKernel } from "./not-for-kernel.ts";
import type { ChunkSource } from "../chunks/transform-chunk.ts";

/** A delimited file that the kernel can read. */
export interface FastSource {
  readonly source: ChunkSource;
  readonly start: DataStart;
  readonly sizeBytes: number;
  /** How it is read. */
  readonly format: DetectedFormat;
}

/** What the kernel needs to transform a file. */
export interface FastFile extends FastSource {
  readonly plan: FastPlan;
}

/** Which file is read, and how. */
export interface SourceRequest {
  readonly path: string;
  readonly settings: CompleteFormatOptions;
  /** See `OpenOptions`. */
  readonly trustSamples: boolean;
}

/** What a file is to become. */
export interface PlanRequest {
  readonly mapping: Mapping;
  readonly target: OutputOptions;
  readonly resources: FastResources;
}

/** What a mapping may use beside its own document. It can be sent to a thread. */
export type FastResources = Pick<PlanResources, "secrets" | "temporaryFolder" | "system">;

/**
 * Opens a file and finds where its rows of data start.
 * @throws NotForKernel, UnexpectedBytes, and whatever opening the file throws
 */
export async function openFastSource({ path, settings, trustSamples }: SourceRequest, kernel: Kernel): Promise<FastSource> {
  const table = await openTable(await fileInput(path), { ...settings, trustSamples });
  try {
    const { path: plainPath, dialect, maxRecordLength } = plainSource(table);
    const source = { dialect, maxRecordLength, maxColumns: settings.maxColumns ?? MAX_COLUMNS, mustBeUtf8: table.encodingIsSampled };
    const fd = openSync(plainPath, "r");
    try {
      const start = findDataStart(fd, byteOrderMarkLength(fd), table, source, kernel);
      return { source, start, sizeBytes: table.sizeBytes ?? 0, format: describeTable(table) };
    } finally {
      closeSync(fd);
    }
  } finally {
    await table.close();
  }
}

/** Makes the plan for the kernel. @throws NotForKernel; RowmillError `MAPPING_INVALID` */
export function planFast(opened: FastSource, { mapping, target, resources }: PlanRequest): FastFile {
  return { ...opened, plan: compilePlan(mapping, compileMapping(mapping, opened.start.columns, resources), target) };
}

/** @throws NotForKernel */
function plainSource({ format, container, delimited, hasHeader, headerRows }: OpenedTable) {
  if (format !== "delimited") throw new NotForKernel(`the format ${format}`);
  if (!delimited) throw new NotForKernel("rows that do not belong to the table");
  const { path, decodeAs } = delimited;
  if (path === undefined || container !== null) throw new NotForKernel("an archive");
  if (decodeAs !== "utf-8") throw new NotForKernel(`the encoding ${decodeAs ?? "of a text that is not known yet"}`);
  if (!isPlainSource(delimited)) throw new NotForKernel("escapes or comments");
  if (hasHeader && headerRows === 0) throw new NotForKernel("names that are no row");
  return { ...delimited, path };
}
