import type { FileKind } from "../file-kind.ts";

const COLUMNS = 240;

/** Measurements: 240 columns of numbers, words, days and empty cells. */
export const wide: FileKind = {
  header: Array.from({ length: COLUMNS }, (_, column) => `measure_${column}`).join(","),
  row(id, random) {
    const cells: (string | number)[] = [id];
    for (let column = 1; column < COLUMNS; column += 1) {
      if (column % 8 === 0) cells.push(random.pick(WORDS));
      else if (column % 8 === 1) cells.push(random.share() < 0.5 ? "" : random.below(10));
      else if (column % 8 === 2) cells.push(`2024-0${1 + random.below(9)}-1${random.below(9)}`);
      else if (column % 2 === 0) cells.push(random.below(100_000));
      else cells.push((random.share() * 1_000).toFixed(2));
    }
    return cells.join(",");
  },
};

const WORDS = ["alpha", "beta", "gamma", "delta", "not measured", "north-west"];
