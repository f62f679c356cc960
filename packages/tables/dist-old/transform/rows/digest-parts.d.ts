/** The digests of rows, in temporary files by their first byte. */
export declare class DigestParts {
  #private;
  static create(temporaryFolder: string): Promise<DigestParts>;
  private constructor();
  /** Adds the digests of the next rows. */
  write(digests: readonly string[]): Promise<void>;
  /** A bit for each row that is the last with its digest. */
  lastOnes(): Promise<Uint8Array>;
  close(): Promise<void>;
}
//# sourceMappingURL=digest-parts.d.ts.map
