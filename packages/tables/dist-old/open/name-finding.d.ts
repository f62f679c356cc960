import type { Finding } from "../table/finding.ts";
import type { DetectedFormat } from "../table/detected-format.ts";
/** What is worth saying where the end of a file's name promises another format than the content has, or does not say that it is packed. */
export declare function nameFinding(
  table: Pick<DetectedFormat, "format" | "container" | "entry">,
  fileName: string | undefined,
): Finding | undefined;
//# sourceMappingURL=name-finding.d.ts.map
