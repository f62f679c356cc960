import type { FilledRow } from "./split-tables.ts";
/**
 * The same rows, with their sections apart: a line such as `[Data]` or `***End_of_Header***` ends what is above it, as a blank row does, and the
 * settings at the top lose the empty cells that a spreadsheet program has filled them up with.
 */
export declare function withSections(rows: readonly FilledRow[]): readonly FilledRow[];
//# sourceMappingURL=sections.d.ts.map
