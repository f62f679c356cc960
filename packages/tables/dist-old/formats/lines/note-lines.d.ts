import type { FixedLayout } from "../../table/fixed-layout.ts";
import type { RowRange } from "../../frame/table-frame.ts";
/**
 * The notes under a table of fixed width: lines that go on over the borders of its fields, below a blank line, and what SQL shells say
 * about the number of rows. Both ends are the number of lines if there are none.
 *
 * @param lines - all lines of the text
 */
export declare function noteLines(lines: readonly string[], layout: FixedLayout): RowRange;
//# sourceMappingURL=note-lines.d.ts.map
