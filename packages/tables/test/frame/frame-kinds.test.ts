import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/frame/table-frame.ts";

// Tables that chance makes, with around them what programs write there: each kind of it has to be known whatever the table is.

const NAMES = ["Day", "Amount", "City", "Count", "Note", "Rate", "Team", "Level", "Price", "Owner"];
const WORDS = ["Bonn", "Oslo", "Lyon", "Turin", "Cadiz", "Gdansk", "Porto", "Malmo", "Graz", "Ghent"];

interface Made {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table with a day, an amount, and columns of words and numbers behind. */
function made(leastWidth: number, mostWidth: number): fc.Arbitrary<Made> {
  return fc
    .record({
      width: fc.integer({ min: leastWidth, max: mostWidth }),
      count: fc.integer({ min: 6, max: 20 }),
      areWords: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
      seed: fc.integer({ min: 0, max: 1_000 }),
    })
    .map(({ width, count, areWords, seed }) => ({
      names: NAMES.slice(0, width),
      rows: Array.from({ length: count }, (_, row) =>
        Array.from({ length: width }, (_cell, column) => {
          if (column === 0)
            return `2024-${String((row % 12) + 1).padStart(2, "0")}-${String(((row * 5 + seed) % 28) + 1).padStart(2, "0")}`;
          if (column === 1) return `${(row * 37 + seed) % 900}.5${row % 10}`;
          return areWords[column] === true
            ? (WORDS[(row * 3 + column + seed) % WORDS.length] ?? "")
            : String((row * 7 + column + seed) % 500);
        }),
      ),
    }));
}

function found(rows: readonly (readonly string[])[]) {
  const { columnNames, headerRows, preambleRows, dataStart, footer } = frameOf(rows, { complete: true });
  return { names: columnNames, headerRows, above: preambleRows, dataStart, notes: footer.to - footer.from };
}

function check(table: fc.Arbitrary<Made>, around: (made: Made) => void): void {
  fc.assert(fc.property(table, around), { numRuns: 100 });
}

describe("a table is found", () => {
  it("under a line about the file that is nearly as wide", () => {
    check(made(5, 10), ({ names, rows }) => {
      const about = ["Report", "made on", "2024-03-01 10:12", "by Pat"];
      for (const line of [about, about.slice(0, 3), [...about, ...names.map(() => "")].slice(0, names.length)]) {
        expect(found([line, names, ...rows])).toMatchObject({ names, above: 1, headerRows: 1 });
      }
    });
  });

  it("under a record about the file", () => {
    check(made(4, 4), ({ names, rows }) => {
      const texts = rows.map((row, index) => [WORDS[index % 10] ?? "", "P", `item ${WORDS[(index * 3) % 10]}`, row[1] ?? ""]);
      const control = [
        ["Version", "Start", "End", "Sender"],
        ["5", "2022-06-01", "2022-06-30", "Company"],
      ];
      expect(found([...control, names, ...texts])).toMatchObject({ names, above: 2, headerRows: 1 });
    });
  });

  it("under settings, also where a spreadsheet program has filled them up", () => {
    const settings = fc.integer({ min: 2, max: 20 });
    fc.assert(
      fc.property(made(5, 10), settings, fc.boolean(), (table, count, isPadded) => {
        const { names, rows } = table;
        const lines = Array.from({ length: Math.min(count, rows.length) }, (_, at) => [
          `Setting ${WORDS[at % 10]} ${at}`,
          at % 3 ? `v${at}` : "9.5",
        ]);
        const padded = lines.map((line) => (isPadded ? [...line, ...names.map(() => "")].slice(0, names.length) : line));
        const gap = isPadded ? names.map(() => "") : [""];
        expect(found([...padded, gap, names, ...rows])).toMatchObject({ names, above: lines.length + 1, headerRows: 1 });
        expect(found([["[Header]"], ...padded, ["[Data]"], names, ...rows])).toMatchObject({ names, headerRows: 1 });
      }),
      { numRuns: 100 },
    );
  });

  it("without losing rows that grow", () => {
    const sizes = fc.record({ count: fc.integer({ min: 6, max: 30 }), base: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(sizes, ({ count, base }) => {
        const rows = Array.from({ length: count }, (_, row) => [
          `Stop${row}`,
          `00${row}_A`,
          ...Array.from({ length: row }, (_cell, column) => String(base + ((row - column) % 7) * 10)),
        ]);
        expect(found(rows)).toMatchObject({ above: 0, headerRows: 0, notes: 0 });
      }),
      { numRuns: 100 },
    );
  });

  it("above notes that a blank line separates from it, whatever they say", () => {
    const notes = fc.array(fc.constantFrom("Acme Corp", "Open", "Copyright (c) 2024", "Confidential", "a b"), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(made(4, 8), notes, fc.boolean(), (table, lines, isPadded) => {
        const { names, rows } = table;
        const pad = (cells: readonly string[]) => (isPadded ? [...cells, ...names.map(() => "")].slice(0, names.length) : cells);
        const below = [pad([""]), ...lines.map((line) => pad([line]))];
        expect(found([names, ...rows, ...below])).toMatchObject({ names, headerRows: 1, notes: lines.length });
      }),
      { numRuns: 100 },
    );
  });

  it("with columns for all cells of its rows where the header is shorter", () => {
    check(made(5, 10), ({ names, rows }) => {
      for (let cut = 3; cut < names.length; cut += 1) {
        const shorter = names.slice(0, cut);
        expect(found([shorter, ...rows]).names).toEqual([...shorter, ...names.slice(cut).map(() => "")]);
        const emptied = rows.map((row) => row.map((cell, column) => (column < cut ? cell : "")));
        expect(found([shorter, ...emptied])).toMatchObject({ names: shorter, above: 0 });
      }
    });
  });

  it("with a line drawn under its names, and one above them", () => {
    check(made(3, 8), ({ names, rows }) => {
      const drawn = names.map((name) => "-".repeat(Math.max(2, name.length)));
      expect(found([names, drawn, ...rows])).toMatchObject({ names, headerRows: 2, dataStart: 2 });
      expect(found([drawn, names, drawn, ...rows])).toMatchObject({ names, above: 1, headerRows: 2 });
    });
  });

  it("with a second row of names where the first has none", () => {
    check(made(3, 6), ({ names, rows }) => {
      const answers = ["Bus", "Train", "Bike"];
      const survey = rows.map((row, index) => [...row, ...answers.map((answer, at) => ((index + at) % 2 ? answer : ""))]);
      const first = [...names, "Which do you use?", "", ""];
      const second = [...names.map(() => ""), ...answers];
      const all = [...names, ...answers.map((answer) => `Which do you use? ${answer}`)];
      expect(found([first, second, ...survey])).toMatchObject({ names: all, headerRows: 2 });
    });
  });

  it("with the first head of its records, as with the others", () => {
    check(made(6, 9), ({ rows }) => {
      const orders = rows.flatMap((row, index) =>
        index % 3
          ? [["D", ...row]]
          : [
              ["H", String(1_000 + index), row[0] ?? ""],
              ["D", ...row],
            ],
      );
      expect(found(orders)).toMatchObject({ above: 0, headerRows: 0 });
    });
  });

  it("without a header of two rows where both are records of text", () => {
    const countries = ["Aruba,AW,AA", "Antigua,AG,AC", "Emirates,AE,AE", "Afghanistan,AF,AF", "Albania,AL,AL"].map((line) =>
      line.split(","),
    );
    expect(found([["Bonaire", "BQ", ""], ...countries])).toMatchObject({ headerRows: 0 });
  });
});
