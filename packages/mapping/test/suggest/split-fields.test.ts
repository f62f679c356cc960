import { transformRows } from "@rowmill/tables";
import { describe, expect, it } from "vitest";
import { suggestMapping, toMapping } from "../../src/index.ts";

/** What the proposal makes of a column with these values, row by row. */
async function partsOf(name: string, texts: readonly string[], target: readonly string[], others: readonly string[] = []) {
  const values = texts.map((value) => ({ value, count: 1 }));
  const source = { columns: [{ name, values }, ...others.map((other) => ({ name: other }))] };
  const { document } = suggestMapping(source, target);
  const csv = [[name, ...others], ...texts.map((text) => [text, ...others.map(() => "")])];
  const bytes = Buffer.from(csv.map((cells) => cells.map((cell) => `"${cell}"`).join(",")).join("\n"));
  const mapping = toMapping(document, { includeSuggested: true });
  const made: unknown[][] = [];
  if (mapping.fields.length === 0) return made;
  for await (const { rows } of transformRows(bytes, mapping)) made.push(...rows.map((row) => Object.values(row)));
  return made;
}

const GERMAN = ["Hauptstr. 5, 10115 Berlin", "Am Markt 12a, D-80331 München", "Rue du Lac 7, 1207 Genève"];
const GERMAN_PARTS = [
  ["Hauptstr. 5", "10115", "Berlin"],
  ["Am Markt 12a", "80331", "München"],
  ["Rue du Lac 7", "1207", "Genève"],
];
const AMERICAN = ["12 Main St, Springfield, IL 62704", "400 Elm Ave, Apt 3, Austin, TX 78701-1234"];

describe("one column with several parts is taken apart", () => {
  it("by an address of which the values show the parts", async () => {
    expect(await partsOf("Adresse", GERMAN, ["street", "zip", "city"])).toEqual(GERMAN_PARTS);
    expect(await partsOf("Address", AMERICAN, ["street", "city", "state", "zip"])).toEqual([
      ["12 Main St", "Springfield", "IL", "62704"],
      ["400 Elm Ave, Apt 3", "Austin", "TX", "78701-1234"],
    ]);
  });

  it("whatever its header is, and also where that names one of the parts", async () => {
    expect(await partsOf("Feld 7", GERMAN, ["street", "zip", "city"])).toEqual(GERMAN_PARTS);
    expect(await partsOf("Straße", GERMAN, ["street", "zip", "city"])).toEqual(GERMAN_PARTS);
  });

  it("by a name that is written with the family name first", async () => {
    const names = ["Lovelace, Ada", "van der Berg, Jan Willem"];
    expect(await partsOf("Full name", names, ["first_name", "last_name"])).toEqual([
      ["Ada", "Lovelace"],
      ["Jan Willem", "van der Berg"],
    ]);
    expect(await partsOf("Full name", ["Ada Lovelace", "Jan Berg"], ["first_name", "last_name"])).toEqual([
      ["Ada", "Lovelace"],
      ["Jan", "Berg"],
    ]);
  });

  it.each<[string, string, readonly string[], readonly string[], readonly string[]]>([
    ["values that have no parts", "Adresse", ["Berlin", "Hauptstr. 5", "n/a"], ["zip", "city"], []],
    ["a part that has a column of its own", "Adresse", GERMAN, ["zip", "city"], ["Ort"]],
    ["one part alone", "Feld 7", GERMAN, ["city"], []],
  ])("but not for %s", async (_, name, texts, target, others) => {
    const source = {
      columns: [{ name, values: texts.map((value) => ({ value, count: 1 })) }, ...others.map((other) => ({ name: other }))],
    };
    const { document } = suggestMapping(source, target);
    expect(JSON.stringify(document.fields)).not.toContain('"extract"');
  });

  it("the same in any order of the columns", () => {
    const column = (name: string) => ({ name, values: GERMAN.map((value) => ({ value, count: 1 })) });
    const from = (names: string[]) =>
      suggestMapping({ columns: names.map(column) }, ["zip", "city"]).document.fields.map((field) => field.from);
    expect(from(["Lieferadresse", "Rechnungsadresse", "Qx"])).toEqual(from(["Qx", "Rechnungsadresse", "Lieferadresse"]));
    // Which of two unnamed ones is meant, nothing says.
    expect(from(["Qx", "Qy"])).toEqual([undefined, undefined]);
  });
});
