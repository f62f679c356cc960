/**
 * The same text in memory of its own. A cell may be a view into a block of its file, which a long-lived cell would hold.
 * UTF-16 keeps what no UTF-8 can write: halves of surrogate pairs.
 */
export declare function ownedText(text: string): string;
//# sourceMappingURL=owned-text.d.ts.map
