import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../src/kernel/kernel.ts";
import { startProfileKernel } from "../../src/values/profile-kernel.ts";
import { readColumnReport, readRowsReport } from "../../src/profile/read-report.ts";
import { createStructuralIndex } from "../../src/formats/delimited/structural-index.ts";

// The kernel with SIMD reads numbers, addresses and quotes in other ways than the one without. So each is the other's oracle.

interface Random {
  share(): number;
  below(limit: number): number;
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.below(10)).join("");
const of = (random: Random, letters: string, count: number) =>
  Array.from({ length: count }, () => letters[random.below(letters.length)]).join("");
const two = (number: number) => String(number).padStart(2, "0");
const HEX = "0123456789abcdefABCDEF";
const LETTERS = "abcdefghijklmnopqrstuvwxyzABC";

const MAKERS: Readonly<Record<string, (random: Random) => string>> = {
  integer: (random) => `${random.share() < 0.3 ? "-" : ""}${digits(random, 1 + random.below(17))}`,
  identifier: (random) => `0${digits(random, 1 + random.below(17))}`,
  decimal: (random) => `${random.share() < 0.3 ? "-" : ""}${digits(random, random.below(12))}.${digits(random, random.below(8))}`,
  comma: (random) => `${random.below(10_000)},${digits(random, 1 + random.below(4))}`,
  thousandths: (random) => `${1 + random.below(999)}.${digits(random, 3)}`,
  scientific: (random) => random.share().toExponential(4),
  date: (random) => `20${two(random.below(40))}-${two(1 + random.below(12))}-${two(1 + random.below(29))}`,
  instant: (random) => `2024-${two(1 + random.below(12))}-11T${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}Z`,
  either: (random) => `${1 + random.below(28)}/${1 + random.below(12)}/20${two(random.below(40))}`,
  uuid: (random) => [8, 4, 4, 4, 12].map((count) => of(random, HEX, count)).join("-"),
  email: (random) =>
    `${of(random, `${LETTERS}.`, 1 + random.below(30))}@${of(random, `${LETTERS}..`, 1 + random.below(40))}.${of(random, LETTERS, 2)}`,
  "e-mail, nearly": (random) => of(random, `${LETTERS}@@.. ,;:<=>?"#()'*`, 5 + random.below(8)),
  amount: (random) => `€ ${random.below(100_000)}`,
  word: (random) => of(random, LETTERS, 1 + random.below(40)),
  category: (random) => of(random, "ab", 2),
  sentence: (random) => Array.from({ length: 1 + random.below(60) }, () => of(random, LETTERS, 1 + random.below(9))).join(" "),
  "text beyond ASCII": (random) => of(random, "aéß日Ж\u{ffee}\u00a0", 1 + random.below(30)),
  "text with quotes": (random) => of(random, `ab""',\n`, 1 + random.below(50)),
  blank: (random) => of(random, "  x", 1 + random.below(3)),
  nothing: () => "",
};

const KINDS = Object.keys(MAKERS);

describe("the two kernels", () => {
  it("count the same in any table, also once its columns have more values than are gathered", () => {
    const columns = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(columns, fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.constantFrom(0, 0.01, 0.3), (kinds, seed, strays) => {
        const text = makeTable(kinds, seed, strays);
        expect(profile(text, kinds.length, true)).toEqual(profile(text, kinds.length, false));
      }),
      { numRuns: 60 },
    );
  });

  it.each(KINDS)("count the same in a column of mostly %s", (kind) => {
    const text = makeTable([kind], 42, 0.02);
    expect(profile(text, 1, true)).toEqual(profile(text, 1, false));
  });
});

/** Everything that a kernel counts about a table, with room for few values, so that all ways of counting come up. */
function profile(text: string, width: number, simd: boolean) {
  const kernel = startProfileKernel(createKernel(simd));
  const dialect = { delimiter: ",", quote: '"', escape: '"', lineEnd: "\n", skipInitialSpace: false } as const;
  const index = createStructuralIndex(dialect, { maxRecordBytes: 1_000_000, maxCells: 100 }, kernel);
  kernel.exports.startProfile('"'.charCodeAt(0), 32, 2_048, 8, 64);
  kernel.exports.widenTable(width, width);
  index.append(Buffer.from(text));
  while (index.next(true)) {
    const { bytes, entries, addRowsAt } = kernel.exports;
    addRowsAt(bytes.value, entries.value, 0, index.fieldCount, 0, index.rowsBefore + 1, index.bytesBefore);
  }
  return { rows: readRowsReport(kernel), columns: Array.from({ length: width }, (_, column) => readColumnReport(kernel, column)) };
}

const ROWS = 1_500;

function makeTable(kinds: readonly string[], seed: number, strays: number): string {
  const random = createRandom(seed);
  const makers = kinds.map((kind) => MAKERS[kind] ?? MAKERS["integer"]);
  const all = Object.values(MAKERS);
  const row = () =>
    makers.map((maker) => quoted((random.share() < strays ? all[random.below(all.length)] : maker)?.(random) ?? "", random)).join(",");
  return Array.from({ length: ROWS }, () => `${row()}${random.share() < 0.02 ? "\r\n" : "\n"}`).join("");
}

function quoted(cell: string, random: Random): string {
  return /[",\r\n]/u.test(cell) || random.share() < 0.05 ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The same numbers for the same seed. */
function createRandom(seed: number): Random {
  let state = seed;
  const share = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 16_777_216;
  };
  return { share, below: (limit) => Math.floor(share() * limit) };
}
