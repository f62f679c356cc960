/** Reads numeric entities and the named ones of HTML 4. Others stay as they are. */
export declare function decodeHtml(text: string): string;
//# sourceMappingURL=html-entities.d.ts.map
