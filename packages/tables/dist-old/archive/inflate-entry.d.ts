import type { ZipEntry } from "./zip-directory.ts";
import type { InflationBudget } from "./zip-limits.ts";
/** Inflates the packed bytes of an entry, counting every byte as it comes. */
export declare function inflateEntry(
  entry: ZipEntry,
  packed: AsyncIterable<Uint8Array>,
  budget: InflationBudget,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=inflate-entry.d.ts.map
