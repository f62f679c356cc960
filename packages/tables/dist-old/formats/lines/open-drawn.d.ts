import type { DetectedDialect } from "../../table/detected-format.ts";
import type { TextSource } from "../../text/text-source.ts";
import { type OpenedLines, type OpenLayoutOptions } from "./open-lines.ts";
/** A drawn table, which has a dialect like other delimited text. */
export type OpenedDrawn = OpenedLines & {
  readonly dialect: DetectedDialect;
};
/** Opens a table that is drawn with bars and lines, or answers `undefined` if the text is none. */
export declare function openDrawn(source: TextSource, { maxRecordLength, say }: OpenLayoutOptions): OpenedDrawn | undefined;
//# sourceMappingURL=open-drawn.d.ts.map
