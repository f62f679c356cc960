import type { FileKind } from "../file-kind.ts";

/** Sensor readings: 12 columns of numbers and nothing else. */
export const numeric: FileKind = {
  header: "t,a,b,c,d,e,f,g,h,i,j,k",
  row(id, random) {
    const cells: (string | number)[] = [id];
    for (let column = 0; column < 4; column += 1) cells.push(random.below(1_000_000), (random.share() * 200 - 100).toFixed(4));
    cells.push(random.share().toExponential(5), random.below(2), (random.share() * 1e9).toFixed(0));
    return cells.join(",");
  },
};
