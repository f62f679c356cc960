/**
 * The same text in memory of its own. A cell may be a view into a block of its file, which a long-lived cell would hold.
 * UTF-16 keeps what no UTF-8 can write: halves of surrogate pairs.
 */
export function ownedText(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
