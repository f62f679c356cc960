import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROWS_PER_CHUNK = 2_000;

/**
 * The path of a CSV file of contacts and amounts, 14 columns of all types, about a fifth of the rows with quotes.
 * Written once for each size, into the system's folder for temporary files; the same bytes every time.
 */
export async function contactsFile(megabytes: number): Promise<string> {
  const path = join(tmpdir(), `rowmill-bench-contacts-${megabytes}.csv`);
  if (existsSync(path)) return path;
  const random = linearCongruential(12_345);
  const out = createWriteStream(`${path}.part`);
  out.write("id,uuid,first_name,email,city,amount,quantity,rate,active,created_at,birth_date,zip,notes,status\n");
  for (let id = 1; out.bytesWritten + out.writableLength < megabytes * 1e6;) {
    let rows = "";
    for (let count = 0; count < ROWS_PER_CHUNK; count += 1, id += 1) rows += contactRow(id, random);
    if (!out.write(rows)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  await rename(`${path}.part`, path);
  return path;
}

const CITIES = ["Berlin", "New York", "São Paulo", "Zürich", "London", "Paris", '"Tokyo, JP"', "Madrid"];
const FIRST_NAMES = ["Anna", "Bob", "Chloé", "Dmitri", "Eve", "Farid"];
const STATUSES = ["open", "closed", "pending"];

function contactRow(id: number, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (values: readonly string[]) => values[below(values.length)]!;
  const hex = (digits: number) =>
    below(16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  const note = random() < 0.1 ? `"He said ""hi, ${id}"" and left"` : random() < 0.3 ? "" : `plain note ${below(1_000)}`;
  return `${[
    id,
    `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    pick(FIRST_NAMES),
    `contact${below(100_000)}@example.com`,
    pick(CITIES),
    (random() * 10_000).toFixed(2),
    below(100),
    random().toFixed(6),
    random() < 0.5,
    `2024-0${1 + below(9)}-1${below(9)}T0${below(9)}:15:00Z`,
    `19${50 + below(49)}-0${1 + below(9)}-2${below(9)}`,
    `0${1_000 + below(8_999)}`,
    note,
    pick(STATUSES),
  ].join(",")}\n`;
}

/** Pseudo-random numbers from 0 up to 1: the same for every run. */
function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
}
