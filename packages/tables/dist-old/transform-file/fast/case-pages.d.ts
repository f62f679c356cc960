import type { Kernel } from "../../kernel/kernel.ts";
/**
 * Fills the kernel's pages of a case: for each code point of a page its other case, or 0 where that has another length in UTF-8 or
 * depends on the letters around it. A page whose text is the same in both cases is left out.
 */
export declare function placeCasePages(kernel: Kernel, to: "upper" | "lower"): void;
//# sourceMappingURL=case-pages.d.ts.map
