/**
 * The characters that a text of XML stands for: entities are replaced and line ends are LF, as XML 1.0 has it (2.11, 4.6).
 * What is no entity of XML itself stays as it is.
 */
export declare function xmlText(raw: string): string;
/** As `xmlText`, and with the escapes `_x000D_` that a spreadsheet writes for what XML cannot hold (ECMA-376, 22.9.2.19). */
export declare function cellText(raw: string): string;
//# sourceMappingURL=xml-text.d.ts.map
