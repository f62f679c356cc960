import type { FixedLayout } from "../../table/fixed-layout.ts";
/** Fields that stand at fixed positions, as they were found in some lines. */
export interface DetectedLayout {
  readonly layout: FixedLayout;
  /** 0 to 1. */
  readonly confidence: number;
  /** The index of the line that is drawn under the header, if there is one. */
  readonly rulerLine: number | undefined;
}
/**
 * Finds the fields of text whose columns are lined up: by the line that is drawn under the header (`---- ----`), or by the gutters,
 * positions that are blank in every line. Values have to start or end at one position in each field, or it was chance.
 *
 * @param lines - the first lines of the file, as many as there are at hand
 */
export declare function detectLayout(lines: readonly string[]): DetectedLayout | undefined;
/** Whether hardly any of more lines has text that goes on from one field into the next. */
export declare function fitsFurther(lines: readonly string[], { layout }: DetectedLayout): boolean;
//# sourceMappingURL=detect-layout.d.ts.map
