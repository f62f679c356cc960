// The bits of an entry of the structural index, as assembly/block.ts writes them.

/** Bits 0 to 27 of an entry: where the field ends, in bytes from the start of the block. */
export const OFFSET_BITS = 0x0fff_ffff;
/** Bit of an entry: what follows the field is two bytes long. Otherwise it is one. */
export const CRLF = 1 << 28;
/** Bit of an entry: the field has bytes that are not ASCII. */
export const NON_ASCII = 1 << 29;
/** Bit of an entry: the field starts and ends with the quote. Its text is what lies between, unescaped. */
export const QUOTED = 1 << 30;
/** Bit of an entry: the field is the last one of its row. */
export const ENDS_ROW = 1 << 31;
