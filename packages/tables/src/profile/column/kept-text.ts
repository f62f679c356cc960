/** The longest text that a profile keeps of a cell, in UTF-16 units. */
const KEPT_LENGTH = 256;

/**
 * A text that stays behind when its batch is gone: cut to `KEPT_LENGTH`, with `…` as the last sign if something is missing.
 */
export function keptText(value: string): string {
  return value.length <= KEPT_LENGTH ? detached(value) : `${detached(value.slice(0, KEPT_LENGTH - 1))}…`;
}

/**
 * A copy that owns its characters. V8 lets a substring of 13 or more characters point into the text it was cut from,
 * so one kept cell would hold a whole block of the file in memory.
 */
function detached(value: string): string {
  return value.length < 13 ? value : Buffer.from(value, "utf16le").toString("utf16le");
}
