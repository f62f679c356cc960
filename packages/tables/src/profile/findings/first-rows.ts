/** How many row numbers a finding shows. */
export const ROW_LIMIT = 5;

/** The first rows of several lists together. */
export function firstRows(lists: readonly (readonly number[])[]): number[] {
  return lists
    .flat()
    .toSorted((a, b) => a - b)
    .slice(0, ROW_LIMIT);
}
