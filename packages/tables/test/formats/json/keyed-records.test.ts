import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectFormat, readRows } from "../../../src/index.ts";
import { listOfKeyed } from "../../../src/formats/json/keyed-records.ts";

async function read(document: unknown, options: { recordsPath?: string } = {}) {
  const bytes = Buffer.from(JSON.stringify(document));
  const { recordsPath, columns } = await detectFormat(bytes, options);
  const rows: (readonly (string | null)[])[] = [];
  for await (const batch of readRows(bytes, options)) rows.push(...batch.rows);
  return { recordsPath, columns, rows };
}

const COUNTRIES = { DE: { name: "Germany", pop: 83 }, FR: { name: "France", pop: 68 }, IT: { name: "Italy", pop: 59 } };

describe("records that a document has by their keys", () => {
  it("are rows, with a column for the key", async () => {
    expect(await read(COUNTRIES)).toEqual({
      recordsPath: "*",
      columns: ["key", "name", "pop"],
      rows: [
        ["DE", "Germany", "83"],
        ["FR", "France", "68"],
        ["IT", "Italy", "59"],
      ],
    });
  });

  it("are one record with the path of the document, and rows with their own", async () => {
    expect((await read(COUNTRIES, { recordsPath: "" })).rows).toHaveLength(1);
    expect((await read({ a: { x: 1 }, b: 5 }, { recordsPath: "*" })).rows).toEqual([
      ["a", "1", null],
      ["b", null, "5"],
    ]);
  });

  it.each([
    ["different keys", { name: { first: "Ada" }, address: { city: "Bonn" }, job: { title: "Engineer" } }],
    ["two records", { a: { x: 1 }, b: { x: 2 } }],
    ["single values", { a: 1, b: 2, c: 3 }],
    ["a list of records in each", { a: { items: [{ x: 1 }] }, b: { items: [{ x: 2 }] }, c: { items: [{ x: 3 }] } }],
  ])("are not objects of %s", async (_, document) => {
    expect((await read(document)).recordsPath).not.toBe("*");
  });

  it("become a list wherever their bytes are cut, and whatever is in them", async () => {
    const value = fc.oneof(
      fc.dictionary(
        fc.string({ maxLength: 4 }).filter((key) => key !== "key"),
        fc.jsonValue({ maxDepth: 2 }),
        { maxKeys: 3 },
      ),
      fc.integer(),
      fc.string({ unit: "grapheme" }),
      fc.constant([{ a: "}" }]),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: "grapheme", maxLength: 5 }), value), { maxLength: 6 }),
        fc.nat({ max: 2 }),
        fc.integer({ min: 1, max: 9 }),
        async (entries, indent, size) => {
          const text = `{${entries.map(([key, item]) => `${JSON.stringify(key)} : ${JSON.stringify(item, null, indent)}`).join(" ,\n")}}\n`;
          const bytes = Buffer.from(text);
          const chunks = (async function* () {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          })();
          const list = Buffer.concat(await Array.fromAsync(listOfKeyed(chunks))).toString();
          const expected = entries.map(([key, item]) =>
            typeof item === "object" && !Array.isArray(item) ? { key, ...JSON.parse(JSON.stringify(item)) } : { key, value: item },
          );
          expect(JSON.parse(list)).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
    );
  });
});

describe("an array of an object and an array of objects", () => {
  it("has its records in the latter", async () => {
    const found = await read([{ page: 1, pages: 3 }, [{ id: 1 }, { id: 2 }]]);
    expect(found).toEqual({ recordsPath: "1", columns: ["id"], rows: [["1"], ["2"]] });
    expect((await read([{ page: 1 }, { total: 3 }, [{ id: 7 }]])).rows).toEqual([["7"]]);
  });

  it("has its records in the former where more objects follow, or the array has single values", async () => {
    expect((await read([{ a: 1 }, [{ b: 1 }], { a: 3 }])).rows).toHaveLength(3);
    expect((await read([{ a: 1 }, [1, 2]])).recordsPath).toBe("");
  });

  it("is read by the path that is asked for", async () => {
    expect((await read([{ page: 1 }, { data: [{ id: 5 }] }], { recordsPath: "1.data" })).rows).toEqual([["5"]]);
  });
});
