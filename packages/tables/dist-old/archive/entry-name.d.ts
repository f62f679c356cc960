/**
 * Decodes the name of an entry: UTF-8 where the archive says so or the bytes are UTF-8, which no other encoding looks like by
 * chance; otherwise code page 437, which is what the ZIP format names (APPNOTE 6.3.10, appendix D).
 */
export declare function decodeEntryName(bytes: Uint8Array, saysUtf8: boolean): string;
//# sourceMappingURL=entry-name.d.ts.map
