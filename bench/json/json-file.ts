import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A record in each line, or an array of them. */
export type JsonFileKind = "jsonl" | "json";

/** The path of a made-up file of about so many megabytes: the same bytes every time, written once. */
export async function jsonFile(kind: JsonFileKind, megabytes: number): Promise<string> {
  const path = join(tmpdir(), `rowmill-bench-${megabytes}.${kind}`);
  if (existsSync(path)) return path;
  const out = createWriteStream(`${path}.part`);
  let written = 0;
  for (let id = 1; written < megabytes * 1e6;) {
    let chunk = "";
    for (; chunk.length < 256 * 1024; id += 1) {
      const separator = kind === "jsonl" ? "" : id === 1 ? "[" : ",\n";
      chunk += `${separator}${JSON.stringify(record(id))}${kind === "jsonl" ? "\n" : ""}`;
    }
    written += Buffer.byteLength(chunk);
    if (!out.write(chunk)) await once(out, "drain");
  }
  out.end(kind === "jsonl" ? "" : "]");
  await once(out, "close");
  await rename(`${path}.part`, path);
  return path;
}

/** An order: texts, numbers, a nested address, a list, a null now and then. */
function record(id: number): Readonly<Record<string, unknown>> {
  const n = (id * 7_919) % 10_007;
  return {
    id,
    created_at: new Date(Date.UTC(2024, 0, 1) + id * 61_000).toISOString(),
    customer: `Customer ${n}`,
    email: `customer${n}@example.com`,
    city: ["Köln", "Bonn", "São Paulo", "Paris", "London"][n % 5],
    total: n / 100,
    paid: n % 3 === 0,
    note: n % 4 === 0 ? null : `Leave it "at the door", please`,
    address: { street: `${n % 300} Main Street`, zip: String(10_000 + n) },
    tags: ["new", "gift"].slice(0, n % 3),
  };
}
