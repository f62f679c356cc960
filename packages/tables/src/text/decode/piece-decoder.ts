/** Turns bytes into text, piece by piece with `stream`; what `TextDecoder` does, for more encodings. */
export interface PieceDecoder {
  /** The name of the encoding. */
  readonly encoding: string;
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
