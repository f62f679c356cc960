import type { Mapping } from "../mapping.ts";
import { type PlanResources } from "./plan-resources.ts";
import type { TransformPlan } from "./transform-plan.ts";
/**
 * Compiles a mapping for the columns of a file.
 * @param columns - what the file's columns are called, by position
 * @throws RowmillError `MAPPING_INVALID` with all problems: columns that are not there, targets that come twice, parameters that do not fit
 */
export declare function compileMapping(mapping: Mapping, columns: readonly string[], resources: PlanResources): TransformPlan;
//# sourceMappingURL=compile-mapping.d.ts.map
