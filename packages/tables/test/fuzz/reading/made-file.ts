/** A file that was made up. */
export interface MadeFile {
  /** Its format, for the report. */
  readonly kind: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** The same before it was encoded, if it is text. */
export interface MadeContent {
  readonly kind: string;
  readonly name: string;
  readonly content: string | Buffer;
}
