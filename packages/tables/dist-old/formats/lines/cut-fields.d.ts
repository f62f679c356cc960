import type { FixedLayout } from "../../table/fixed-layout.ts";
import type { LineReader } from "./read-lines.ts";
/**
 * Cuts lines at the positions of a layout. Blanks around a value do not belong to it; what a short line does not have is empty.
 *
 * What stands outside of the fields is noted.
 *
 * @param hasGutters - whether there is a blank between two fields, as where the layout was detected: then a value that goes on from one
 *   into the next is noted, too
 */
export declare function createFieldCutter(layout: FixedLayout, hasGutters: boolean): LineReader;
//# sourceMappingURL=cut-fields.d.ts.map
