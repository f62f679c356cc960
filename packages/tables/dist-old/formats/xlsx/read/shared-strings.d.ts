/** The texts that cells of a workbook name by their number. */
export interface SharedStrings {
  readonly count: number;
  get(index: number): string | undefined;
  /** Frees the memory and the temporary file. */
  close(): void;
}
/**
 * Keeps the shared strings of a workbook, however many: as bytes, 32 MB of them in memory and the rest in a temporary file, with the
 * position of each eighth, and as texts the short ones that were asked for last, and some long ones: a workbook of 100 kB may name a text of a
 * megabyte in ten thousand cells, and so they are one text.
 *
 * Half a gigabyte of texts in a list of JavaScript strings was what took other readers past a gigabyte.
 */
export declare class SharedStringStore implements SharedStrings {
  #private;
  count: number;
  constructor(memoryBytes?: number);
  /** @throws RowmillError `FILE_TOO_LARGE_INFLATED` */
  add(text: string): void;
  get(index: number): string | undefined;
  close(): void;
}
/** From here on a text is kept: less is copied faster than it is looked up. */
export declare const LONG_LENGTH = 4096;
//# sourceMappingURL=shared-strings.d.ts.map
