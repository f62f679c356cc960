/** How many bytes the byte order mark of a UTF-8 file has: 3 or 0. */
export declare function byteOrderMarkLength(fd: number): number;
//# sourceMappingURL=byte-order-mark.d.ts.map
