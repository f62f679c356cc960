import { DIGEST_BYTES } from "./key-digest.ts";

/** Words of 32 bits in a digest. */
export const KEY_WORDS = DIGEST_BYTES / 4;

/** Whether two keys are the same. */
export function isSame(some: Uint32Array, at: number, others: Uint32Array, from: number): boolean {
  for (let word = 0; word < KEY_WORDS; word += 1) if (some[at + word] !== others[from + word]) return false;
  return true;
}
