import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FileKind, Random } from "./file-kind.ts";
import { mixed } from "./files/mixed.ts";
import { numeric } from "./files/numeric.ts";
import { quoted } from "./files/quoted.ts";
import { utf8 } from "./files/utf8.ts";
import { wide } from "./files/wide.ts";

/** The files that the benches of tables read. */
export const FILE_KINDS = { mixed, wide, quoted, utf8, numeric } satisfies Record<string, FileKind>;

export type FileKindName = keyof typeof FILE_KINDS;

/**
 * The path of a made-up CSV file of about so many megabytes. Written once for each kind and size, into the system's folder for
 * temporary files; the same bytes every time.
 */
export async function tableFile(kind: FileKindName, megabytes: number): Promise<string> {
  const path = pathOf(kind, megabytes);
  // In a process of its own: the peak of memory of the one at hand is what is measured.
  if (!existsSync(path)) await promisify(execFile)(process.execPath, [import.meta.filename, kind, String(megabytes)]);
  return path;
}

function pathOf(kind: FileKindName, megabytes: number): string {
  return join(tmpdir(), `rowmill-bench-${kind}-${megabytes}.csv`);
}

async function writeTableFile(kind: FileKindName, megabytes: number): Promise<void> {
  const path = pathOf(kind, megabytes);
  const { header, row } = FILE_KINDS[kind];
  const random = createRandom(12_345);
  const out = createWriteStream(`${path}.part`);
  out.write(`${header}\n`);
  for (let id = 1; out.bytesWritten + out.writableLength < megabytes * 1e6;) {
    let rows = "";
    for (; rows.length < CHUNK_LENGTH; id += 1) rows += `${row(id, random)}\n`;
    if (!out.write(rows)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
  await rename(`${path}.part`, path);
}

const CHUNK_LENGTH = 256 * 1024;

/** A linear congruential generator. */
function createRandom(seed: number): Random {
  let state = seed;
  const share = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(share() * limit);
  return { share, below, pick: (values) => values[below(values.length)] ?? "" };
}

if (import.meta.main) await writeTableFile(process.argv[2] as FileKindName, Number(process.argv[3]));
