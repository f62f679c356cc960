/**
 * A value as a line of JSON Lines that every reader of lines takes for one: Node's readline also ends a line at U+2028 and U+2029, which JSON may
 * hold as they are.
 */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}
