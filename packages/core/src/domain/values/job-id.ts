/**
 * Writes a UUID of version 7 (RFC 9562, section 5.7): 48 bits of time, then chance, so that ids sort by their creation.
 *
 * @param random - a UUID of version 4, whose chance it takes: all of it but the first 48 bits
 */
export function uuidv7(nowMs: number, random: string): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}
