// How many different values are kept of the first cells of a column. assembly/profile/column.ts has the same numbers.

/** A few more than are shown, because null tokens are taken out at the end. */
export const SAMPLE_LIMIT = 12;

/** A column with few different values must not be searched for more of them to its end. */
export const SAMPLED_CELLS = 1_000;
