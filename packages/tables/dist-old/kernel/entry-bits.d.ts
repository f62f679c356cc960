/** Bits 0 to 27 of an entry: where the field ends, in bytes from the start of the block. */
export declare const OFFSET_BITS = 268435455;
/** Bit of an entry: what follows the field is two bytes long. Otherwise it is one. */
export declare const CRLF: number;
/** Bit of an entry: the field has bytes that are not ASCII. */
export declare const NON_ASCII: number;
/** Bit of an entry: the field starts and ends with the quote. Its text is what lies between, unescaped. */
export declare const QUOTED: number;
/** Bit of an entry: the field is the last one of its row. */
export declare const ENDS_ROW: number;
//# sourceMappingURL=entry-bits.d.ts.map
