import type { ProfileKernel } from "../values/profile-kernel.ts";
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
export declare function mendBlock(kernel: ProfileKernel, index: StructuralIndex): MendedBlock;
//# sourceMappingURL=repaired-block.d.ts.map
