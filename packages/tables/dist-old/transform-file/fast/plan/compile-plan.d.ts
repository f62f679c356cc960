import type { OutputOptions } from "../../../formats/registry.ts";
import type { Mapping } from "../../../transform/mapping.ts";
import type { TransformPlan } from "../../../transform/plan/transform-plan.ts";
import type { FastPlan } from "./fast-plan.ts";
/**
 * Makes the plan for the kernel: steps and rules that it knows run there, the others as scripts.
 *
 * @param plan - of the mapping, compiled for the columns of the file
 * @throws NotForKernel with the reason where the mapping has something that only rows of texts can do
 */
export declare function compilePlan(mapping: Mapping, plan: TransformPlan, target: OutputOptions): FastPlan;
//# sourceMappingURL=compile-plan.d.ts.map
