const USUAL = [",", ";", "\t", "|"];

/** A sentence is no name. */
const NAME = /^\p{L}[^.!?]{0,40}$/u;

/** The names in the only cell of a row, of which there must be so many. */
export function namesOf(row: readonly (string | null)[], width: number): readonly string[] | undefined {
  const [line = ""] = row;
  if (row.length !== 1 || width < 2 || line === null) return undefined;
  for (const delimiter of USUAL) {
    const names = line.split(delimiter).map((name) => name.trim().replaceAll(/^"|"$/g, ""));
    const areNames = names.every((name) => NAME.test(name)) && new Set(names).size === names.length;
    if (names.length === width && areNames) return names;
  }
  return undefined;
}
