/**
 * Writes a UUID of version 7 (RFC 9562, section 5.7): 48 bits of time, then chance, so that ids sort by their creation.
 *
 * @param random - 10 bytes of chance; 6 bits of them are overwritten by version and variant
 */
export function uuidv7(nowMs: number, random: Uint8Array): string {
  const time = Math.floor(nowMs).toString(16).padStart(12, "0");
  const hex = hexOf(random);
  const version = `7${hex.slice(1, 4)}`;
  const variant = variantDigits[((random[2] ?? 0) >> 4) & 3]! + hex.slice(5, 8);
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-${version}-${variant}-${hex.slice(8, 20)}`;
}

const variantDigits = ["8", "9", "a", "b"] as const;

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += hexBytes[byte]!;
  return hex;
}
