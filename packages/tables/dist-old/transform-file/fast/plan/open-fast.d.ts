import type { OutputOptions } from "../../../formats/registry.ts";
import type { Kernel } from "../../../kernel/kernel.ts";
import type { CompleteFormatOptions } from "../../../table/check-format-options.ts";
import type { DetectedFormat } from "../../../table/detected-format.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { PlanResources } from "../../../transform/plan/plan-resources.ts";
import { type DataStart } from "./data-start.ts";
import type { FastPlan } from "./fast-plan.ts";
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
export declare function openFastSource({ path, settings, trustSamples }: SourceRequest, kernel: Kernel): Promise<FastSource>;
/** Makes the plan for the kernel. @throws NotForKernel; RowmillError `MAPPING_INVALID` */
export declare function planFast(opened: FastSource, { mapping, target, resources }: PlanRequest): FastFile;
//# sourceMappingURL=open-fast.d.ts.map
