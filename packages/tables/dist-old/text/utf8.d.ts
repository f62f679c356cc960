/** How many sequences of more than one byte are UTF-8, and how many bytes cannot be. */
export interface Utf8Count {
  valid: number;
  invalid: number;
}
/** Adds the sequences of `bytes` to a count. Overlong forms, surrogates and code points over U+10FFFF are invalid. */
export declare function countUtf8(bytes: Uint8Array, count: Utf8Count): void;
/** The last bytes, up to 3, if they are the start of a sequence that the next chunk may complete. */
export declare function incompleteTail(bytes: Uint8Array): Uint8Array;
//# sourceMappingURL=utf8.d.ts.map
