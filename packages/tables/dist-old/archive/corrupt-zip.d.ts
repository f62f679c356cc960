import { RowmillError } from "@rowmill/core/errors";
/** The error for an archive that is not as the ZIP format has it. `what` is the second half of a sentence. */
export declare function corruptZip(
  what: string,
  options?: {
    readonly entry?: string;
    readonly cause?: unknown;
  },
): RowmillError;
//# sourceMappingURL=corrupt-zip.d.ts.map
