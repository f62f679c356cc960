import type { Random } from "../../harness/random.ts";
import type { MadeContent } from "../made-file.ts";
import { randomCell } from "../random-cell.ts";

/** A JSON document or JSON Lines, strict or as people write it by hand. */
export function jsonFile(random: Random): MadeContent {
  const keys = Array.from({ length: 1 + random.below(6) }, (_, index) =>
    random.pick([`k${index}`, `k${index}`, "id", "a.b", "", "__proto__", "名前", "k\n"]),
  );
  const shape = random.pick(["object", "object", "row", "value"]);
  const record = (): string => {
    if (random.chance(0.03)) return random.pick(["null", "1", "{}", "[]", '"x"', "{", '{"a":', "[1,", "tru", "{a:1}", "nothing"]);
    if (shape === "row") return `[${keys.map(() => value(random, 2)).join(",")}]`;
    if (shape === "value") return value(random, 1);
    return object(random, random.chance(0.1) ? [...keys, `n${random.below(1_000)}`] : keys.filter(() => random.chance(0.9)), 2);
  };
  const records = Array.from({ length: random.chance(0.05) ? random.below(1_500) : random.below(30) }, record);
  const form = random.below(6);
  const lineEnd = random.pick(["\n", "\r\n", "\n\n"]);
  if (form < 2) return { kind: "jsonl", name: random.pick(["a.jsonl", "a.ndjson", "a.json", "a.txt"]), content: records.join(lineEnd) };
  const list = `[${records.join(random.pick([",", ",\n", ", \n  "]))}${random.chance(0.05) ? "," : ""}]`;
  const content = random.pick([
    list,
    list,
    `{"meta": {"n": ${records.length}}, "data": ${list}}`,
    `{"a": {"b": {"c": ${list}}}, "other": [1, 2]}`,
    records.join(random.pick([" ", ",", "\u001e", ""])),
    `${"[".repeat(random.below(random.chance(0.2) ? 20_000 : 30))}1`,
    `{"columns": ["a", "b"], "data": [[1, 2], [3, 4]]}`,
    `// comment\n${list}`,
  ]);
  return { kind: "json", name: random.pick(["a.json", "a.geojson", "a.txt", "a"]), content };
}

function object(random: Random, keys: readonly string[], depth: number): string {
  return `{${keys.map((key) => `${JSON.stringify(key)}${random.pick([":", ": ", " :\t"])}${value(random, depth)}`).join(random.pick([",", ", "]))}}`;
}

function value(random: Random, depth: number): string {
  if (depth > 0 && random.chance(0.2)) {
    return random.chance(0.5)
      ? object(
          random,
          random.list(4, (index) => `i${index}`),
          depth - 1,
        )
      : `[${random.list(5, () => value(random, depth - 1)).join(",")}]`;
  }
  return random.pick<() => string>([
    () => JSON.stringify(randomCell(random)),
    () => JSON.stringify(randomCell(random)),
    () => String(random.below(1_000) / random.pick([1, 8, 1e9])),
    () =>
      random.pick([
        "true",
        "false",
        "null",
        "-0",
        "1e400",
        "NaN",
        "Infinity",
        "01",
        ".5",
        "'x'",
        "undefined",
        '"\\ud800"',
        '"\\u0000"',
        '"\\x"',
        '"',
      ]),
    () => `${"9".repeat(random.below(random.chance(0.05) ? 3_000 : 25))}1`,
  ])();
}
