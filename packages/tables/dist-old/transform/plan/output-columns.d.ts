import type { OutputColumn } from "../../table/output.ts";
import type { Mapping } from "../mapping.ts";
import type { TransformPlan } from "./transform-plan.ts";
/** The columns of the result, with the types that steps or rules make sure of: JSON and workbooks write them so. */
export declare function outputColumns({ fields, output }: TransformPlan, rules?: Mapping["rules"]): OutputColumn[];
//# sourceMappingURL=output-columns.d.ts.map
