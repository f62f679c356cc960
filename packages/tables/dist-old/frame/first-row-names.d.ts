import type { HeaderGuess } from "./header-guess.ts";
/** Decides about the first row alone, by votes of its cells. */
export declare function firstRowIsNames(table: readonly (readonly string[])[], width: number): HeaderGuess;
//# sourceMappingURL=first-row-names.d.ts.map
