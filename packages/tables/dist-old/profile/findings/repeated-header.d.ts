import { type CountedValues } from "../column/counted-values.ts";
import type { Finding } from "../../table/finding.ts";
/**
 * Notices that the names of the columns come again among their values, as where files were put one behind the other: each name is a
 * value of its column. What is no longer counted in a column of very many values is not noticed.
 */
export declare class RepeatedHeader {
  #private;
  /** Call it for each column. */
  add(name: string | undefined, values: CountedValues): void;
  finding(): Finding | undefined;
}
//# sourceMappingURL=repeated-header.d.ts.map
