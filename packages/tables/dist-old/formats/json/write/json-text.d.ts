import type { OutputCell, OutputType } from "../../../table/output.ts";
/** A cell of a JSON record. An empty text of a column that is no text is a missing value. */
export declare function jsonText(cell: OutputCell, type: OutputType | undefined): string;
//# sourceMappingURL=json-text.d.ts.map
