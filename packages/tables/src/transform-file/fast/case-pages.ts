import type { Kernel } from "../../kernel/kernel.ts";
import { transformExports } from "./transform-kernel.ts";

/**
 * Fills the kernel's pages of a case: for each code point of a page its other case, or 0 where that has another length in UTF-8 or
 * depends on the letters around it. A page whose text is the same in both cases is left out.
 */
export function placeCasePages(kernel: Kernel, to: "upper" | "lower"): void {
  const changed = (text: string) => (to === "upper" ? text.toUpperCase() : text.toLowerCase());
  for (let page = 0; page < PAGES; page += 1) {
    // No letters: a lone surrogate is none.
    if (page >= FIRST_SURROGATE_PAGE && page <= LAST_SURROGATE_PAGE) continue;
    const codes = Array.from({ length: PAGE_SIZE }, (_, index) => page * PAGE_SIZE + index);
    const text = String.fromCharCode(...codes);
    if (changed(text) === text) continue;
    const at = transformExports(kernel).makeCasePage(to === "upper", page) >>> 0;
    const others = codes.map((code) => {
      const letter = String.fromCharCode(code);
      const other = changed(letter);
      // The one rule of the root locale about neighbours: a sigma at the end of a word.
      const isAsked = other.length !== 1 || Buffer.byteLength(other) !== Buffer.byteLength(letter) || letter === "Σ";
      return isAsked ? 0 : other.charCodeAt(0);
    });
    new Uint16Array(kernel.memory.buffer, at, PAGE_SIZE).set(others);
  }
}

const PAGES = 256;
const PAGE_SIZE = 256;
const FIRST_SURROGATE_PAGE = 0xd8;
const LAST_SURROGATE_PAGE = 0xdf;
