/**
 * A text that stays behind when its batch is gone: cut to `KEPT_LENGTH`, with `…` as the last sign if something is missing.
 */
export declare function keptText(value: string): string;
//# sourceMappingURL=kept-text.d.ts.map
