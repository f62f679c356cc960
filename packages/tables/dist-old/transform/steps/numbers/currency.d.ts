/** The amount without the currency at either end, with the sign that stood before it. The text itself if there is none. */
export declare function withoutCurrency(text: string): string;
//# sourceMappingURL=currency.d.ts.map
