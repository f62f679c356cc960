/** Encodings that are recognized and that nothing here decodes. */
export type UnreadableEncoding = "johab" | "euc-tw" | "ebcdic";
/**
 * Refuses text in an encoding that is known and cannot be read, before it becomes letters that nobody wrote.
 * @throws RowmillError `FILE_FORMAT_UNSUPPORTED`
 */
export declare function assertReadable(encoding: string): void;
/** Whether bytes are the letters, digits and blanks of EBCDIC, where a blank is 0x40 and a line ends with 0x15, 0x25 or not at all. */
export declare function isEbcdic(bytes: Uint8Array): boolean;
/**
 * Whether bytes that pass for Chinese in GB18030 are EUC-TW: there no character starts with 0xA4 to 0xC3, while in GB18030 four
 * in ten do, the most frequent ones.
 */
export declare function isEucTw(bytes: Uint8Array): boolean;
//# sourceMappingURL=unreadable-encoding.d.ts.map
