/**
 * Whether a spreadsheet would take a cell for a formula and run it, so that a file with it needs a guard: what starts with `=`, `@`, a tab or a
 * carriage return, and what starts with `+` or `-` and is no plain number, phone number or hyphen. Their full-width forms count, too.
 * See https://owasp.org/www-community/attacks/CSV_Injection.
 */
export declare function isFormula(text: string): boolean;
//# sourceMappingURL=formula.d.ts.map
