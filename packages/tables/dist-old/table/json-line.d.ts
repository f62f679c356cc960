/**
 * A value as a line of JSON Lines that every reader of lines takes for one: Node's readline also ends a line at U+2028 and U+2029, which JSON may
 * hold as they are.
 */
export declare function jsonLine(value: unknown): string;
//# sourceMappingURL=json-line.d.ts.map
