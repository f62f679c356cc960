import { gzipSync } from "node:zlib";
import type { Random } from "../harness/random.ts";
import { makeZip, type ZipPart } from "../../archive/make-zip.ts";
import type { MadeFile } from "./made-file.ts";
import { mutate } from "./mutate.ts";

/** Packs a file as gzip or ZIP, or in both, whole or damaged. */
export function packed(file: MadeFile, random: Random): MadeFile {
  const once = random.chance(0.5) ? gzipped(file, random) : zipped(file, random);
  const twice = random.chance(0.1) ? zipped(once, random) : once;
  return random.chance(0.3) ? { ...twice, bytes: mutate(twice.bytes, random) } : twice;
}

function gzipped({ kind, name, bytes }: MadeFile, random: Random): MadeFile {
  const cut = random.chance(0.3) ? random.below(bytes.length + 1) : bytes.length;
  const members = [bytes.subarray(0, cut), bytes.subarray(cut), ...random.list(random.chance(0.05) ? 2_000 : 3, () => Buffer.alloc(0))];
  const content = Buffer.concat(members.map((member) => gzipSync(member)));
  const end = random.chance(0.1) ? Buffer.from("trailing bytes") : Buffer.alloc(0);
  return { kind: `${kind} in gzip`, name: `${name}${random.pick([".gz", ""])}`, bytes: Buffer.concat([content, end]) };
}

function zipped({ kind, name, bytes }: MadeFile, random: Random): MadeFile {
  const parts: ZipPart[] = [{ name, data: bytes, stored: random.chance(0.2), descriptor: random.chance(0.2) }];
  const others = random.list(3, (index): ZipPart => ({
    name: random.pick([`b${index}.csv`, "__MACOSX/._a", "folder/", name]),
    data: "a,b\n1,2\n",
  }));
  return { kind: `${kind} in zip`, name: "a.zip", bytes: makeZip(random.chance(0.5) ? [...parts, ...others] : [...others, ...parts]) };
}
