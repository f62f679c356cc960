import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../../src/analyze/analyze-file.ts";

const repository = resolve(import.meta.dirname, "../../../../..");
const corpus = resolve(repository, process.env["ROWMILL_CORPORA"] ?? "../shared/corpora", "csv-spectrum");
const present = existsSync(corpus);
if (!present) process.stdout.write(`csv-spectrum was skipped: there is no ${corpus}. Set ROWMILL_CORPORA to the folder of the corpora.\n`);

/** Wrong upstream: the phone number in its CSV is another one than in its JSON. */
const WRONG_UPSTREAM = "location_coordinates.csv";

describe.skipIf(!present)("csv-spectrum", async () => {
  const names = present ? await readdir(join(corpus, "csvs")) : [];

  it.each(names.filter((name) => name !== WRONG_UPSTREAM))("%s is read as its JSON says", async (name) => {
    const expected = JSON.parse(await readFile(join(corpus, "json", name.replace(".csv", ".json")), "utf8")) as Record<string, string>[];
    const profile = await analyzeFile(join(corpus, "csvs", name), { thread: false });
    const header = profile.columns.map((column) => column.name);
    const rows = profile.sampleRows.map(({ cells }) => Object.fromEntries(header.map((key, index) => [key, cells[index]])));
    expect(rows).toEqual(expected);
  });
});
