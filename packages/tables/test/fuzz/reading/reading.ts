import type { FuzzMode } from "../harness/mode.ts";
import type { Random } from "../harness/random.ts";
import { checkFile } from "./check-file.ts";
import { encode } from "./encode.ts";
import { delimitedFile } from "./files/delimited-file.ts";
import { drawnFile } from "./files/drawn-file.ts";
import { fixedWidthFile } from "./files/fixed-width-file.ts";
import { freeTextFile } from "./files/free-text-file.ts";
import { jsonFile } from "./files/json-file.ts";
import { workbookFile } from "./files/workbook-file.ts";
import type { MadeFile } from "./made-file.ts";
import { mutate } from "./mutate.ts";
import { packed } from "./pack.ts";
import { randomOptions } from "./random-options.ts";

/** Reads files of every format, whole and damaged, in every way there is. */
export const reading: FuzzMode = {
  makeCase(random) {
    const made = makeFile(random);
    const damaged = random.chance(0.5) ? mutate(made.bytes, random) : made.bytes;
    const file = random.chance(0.15) ? packed({ ...made, bytes: damaged }, random) : { ...made, bytes: damaged };
    const options = randomOptions(file, random);
    const plan = {
      samples: [random.pick([0, 1, 2]), random.pick([5, 20, 100, 1_000])],
      cuts: Array.from({ length: random.below(4) }, () => random.below(file.bytes.length + 1)).toSorted((a, b) => a - b),
      inThread: random.chance(0.02),
      chunkBytes: random.pick([1, 7, 100, 4_096, 1_000_000]),
    };
    return { kind: file.kind, bytes: file.bytes, about: { options, plan }, run: () => checkFile(file, options, plan) };
  },
};

function makeFile(random: Random): MadeFile {
  const make = random.pick(MAKERS);
  const made = make(random);
  return typeof made.content === "string"
    ? { kind: made.kind, name: made.name, bytes: encode(made.content, random) }
    : { ...made, bytes: made.content };
}

/** Those with the most code more often. */
const MAKERS = [
  delimitedFile,
  delimitedFile,
  delimitedFile,
  fixedWidthFile,
  freeTextFile,
  drawnFile,
  jsonFile,
  jsonFile,
  workbookFile,
  workbookFile,
];
