import type { Finding } from "../table/finding.ts";
import type { OtherTable } from "../table/detected-format.ts";
/** Says which tables of a file are not read, and how to read one of them. */
export declare function noteOtherTables(
  {
    otherTables,
  }: {
    readonly otherTables: readonly OtherTable[];
  },
  say: (finding: Finding) => void,
): void;
//# sourceMappingURL=other-tables.d.ts.map
