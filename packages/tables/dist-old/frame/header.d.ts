import type { HeaderGuess } from "./header-guess.ts";
/**
 * Decides how many of the first rows of a table are its header.
 *
 * For: names over columns of numbers, dates and the like; different, filled names. Against: a cell that has the type of its column, or
 * that comes again in it. A table of text only has a header unless something speaks against it. The lowest of the first rows that must be
 * names makes those above it names, too: groups of columns, years, units; settings, and what stands more than five rows above, are titles.
 *
 * @param table - the rows without preamble and blank rows; the first few hundred do
 * @param width - how many cells they usually have
 */
export declare function detectHeader(table: readonly (readonly string[])[], width: number): HeaderGuess;
//# sourceMappingURL=header.d.ts.map
