import type { ZipArchive } from "../../../archive/open-zip.ts";
/** What a part of a package points to: its relations, by their ids. */
export type Relations = ReadonlyMap<string, Relation>;
export interface Relation {
  /** The last word of its type, which is the same in the transitional and the strict form: `worksheet`, `styles`. */
  readonly type: string;
  /** The name of the part in the package. */
  readonly part: string;
}
/** The parts of a workbook's package, found by their names as loosely as programs write them. */
export declare class WorkbookParts {
  #private;
  constructor(archive: ZipArchive);
  has(part: string): boolean;
  /** The part's bytes; none if it is not there. */
  open(part: string): AsyncGenerator<Uint8Array>;
  /** What a part points to; `""` is the package itself. Nothing if that was left out. */
  relations(part: string): Promise<Relations>;
  /** The names of all parts that match, as the package spells them. */
  matching(pattern: RegExp): string[];
}
//# sourceMappingURL=workbook-parts.d.ts.map
