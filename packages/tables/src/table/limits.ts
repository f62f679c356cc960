/**
 * How many columns a table may have unless the caller allows more, and how many are profiled: as many as a sheet of Excel has. A row of 16 million
 * commas must not become 16 million texts.
 */
export const MAX_COLUMNS = 16_384;

/** How many rows a sheet has since Excel 2007. */
export const MAX_SHEET_ROWS = 1_048_576;
