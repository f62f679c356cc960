import { type TableSource } from "../../bytes/input-of.ts";
import type { DetectedFormat } from "../../table/detected-format.ts";
import type { Mapping } from "../../transform/mapping.ts";
import { type PlanResources } from "../../transform/plan/plan-resources.ts";
import { type RowOptions } from "./row-options.ts";
/** Loads what a mapping needs beside itself: tables, expressions, the order of dates, facts about the file. */
export declare function loadResources(
  mapping: Mapping,
  source: TableSource,
  columns: readonly string[],
  format: Pick<DetectedFormat, "sheet">,
  options: RowOptions,
): Promise<PlanResources>;
//# sourceMappingURL=load-resources.d.ts.map
