/**
 * A text as it stands in the XML of a workbook. What XML cannot hold, and a carriage return, which it would change, are written as
 * `_x000D_`; a text that looks like such an escape has its underscore escaped (ECMA-376, 22.9.2.19).
 */
export declare function xmlEscaped(text: string): string;
//# sourceMappingURL=xml-escaped.d.ts.map
