import type { ProfileKernel } from "../values/profile-kernel.ts";
import { CRLF, NON_ASCII, OFFSET_BITS } from "../kernel/entry-bits.ts";
import type { StructuralIndex } from "../formats/delimited/structural-index.ts";

/** A block that was copied, and its index. */
export interface MendedBlock {
  readonly text: number;
  readonly entries: number;
}

/**
 * Copies a block in which some bytes are not UTF-8 into the memory of its kernel, each such byte as U+FFFD, which is what they are
 * wherever a text is made of them. Fields keep their flags, so they end where the copy says.
 */
export function mendBlock(kernel: ProfileKernel, index: StructuralIndex): MendedBlock {
  const { exports, memory } = kernel;
  const fieldCount = index.fieldCount;
  const text = exports.reserve(index.text().length * 3 + fieldCount + 64) >>> 0;
  const entries = exports.reserve(fieldCount * 4) >>> 0;
  // The memory may have grown, so the views come after.
  const from = index.text();
  const fields = index.entries();
  const to = Buffer.from(memory.buffer, text);
  const mended = new Uint32Array(memory.buffer, entries, fieldCount);
  let start = 0;
  let position = 0;
  for (let field = 0; field < fieldCount; field += 1) {
    const entry = fields[field] ?? 0;
    const end = entry & OFFSET_BITS;
    if (entry & NON_ASCII) position += to.write(from.toString("utf8", start, end), position);
    else position += from.copy(to, position, start, end);
    mended[field] = (entry & ~(OFFSET_BITS | CRLF)) | position;
    position += 1;
    start = end + 1 + ((entry & CRLF) >>> 28);
  }
  return { text, entries };
}
