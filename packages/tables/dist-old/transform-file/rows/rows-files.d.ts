/** The files of a transform by rows. */
export interface RowsFiles extends AsyncDisposable {
  readonly output: WrittenFile;
  readonly rejects: WrittenFile | undefined;
  /** Brings what was written to the disk. */
  flush(): Promise<void>;
}
/** A file that is written from a place to its end. */
export interface WrittenFile {
  /** Its size. */
  readonly bytes: number;
  write(chunk: Uint8Array): Promise<void>;
}
/** Creates the files of a transform, or cuts them to a mark. */
export declare function openRowsFiles(
  path: string,
  rejectsPath: string | undefined,
  mark:
    | {
        readonly outputOffset: number;
        readonly rejectsOffset: number;
      }
    | undefined,
): Promise<RowsFiles>;
//# sourceMappingURL=rows-files.d.ts.map
