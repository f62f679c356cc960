/**
 * The text of a number cell: the shortest decimal that reads back as the same number, so that `1.1000000000000001`, which is
 * what a spreadsheet writes for 1.1, is `1.1` again. Digits that a number of 64 bits cannot hold are kept if they are there.
 * What is no number stays as it is.
 */
export declare function numberText(raw: string): string;
//# sourceMappingURL=number-text.d.ts.map
