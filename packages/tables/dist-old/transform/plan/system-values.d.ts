import type { SystemValue } from "../mapping.ts";
import { type ColumnReader } from "../steps/cell-step.ts";
import type { SystemFacts } from "./plan-resources.ts";
export declare function isSystemValue(name: string): name is SystemValue;
/** Reads one of the system's values. @throws InvalidStep where the file is needed for an id, and is not known */
export declare function systemReader(name: SystemValue, facts: SystemFacts | undefined, parameter: string): ColumnReader;
//# sourceMappingURL=system-values.d.ts.map
