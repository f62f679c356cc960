/**
 * Whether lines are of a language of their own, so that no delimiter parts them into cells: markup, vCards, sequences of genes, SQL,
 * mail, configuration, code. A table in a file of such a kind would be one by accident.
 *
 * @param lines - the first lines of a text, blank ones too
 */
export declare function isKnownText(lines: readonly string[]): boolean;
//# sourceMappingURL=known-text.d.ts.map
