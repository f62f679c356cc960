import type { Random } from "../harness/random.ts";

/** Damages bytes as disks, networks, editors and attackers do. */
export function mutate(file: Buffer, random: Random): Buffer {
  let bytes = file;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const from = random.below(bytes.length + 1);
    const to = Math.min(bytes.length, from + random.below(random.chance(0.5) ? 8 : 300));
    const [before, inside, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
    bytes = random.pick<() => Buffer>([
      () => before,
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, ...random.list(40, () => inside), after]),
      () => Buffer.concat([before, Buffer.from(inside.map((byte) => (random.chance(0.3) ? byte ^ (1 << random.below(8)) : byte))), after]),
      () => Buffer.concat([before, Buffer.from(random.pick(SIGNS), "latin1"), after]),
      () => Buffer.concat([before, Buffer.from(random.pick(SIGNS), "latin1"), inside, after]),
      () => Buffer.concat([before, Buffer.from(Array.from({ length: random.below(9) }, () => random.below(256))), after]),
      () => Buffer.concat([before, Buffer.alloc(random.below(random.chance(0.05) ? 100_000 : 200), random.pick(SIGNS), "latin1"), after]),
      () => Buffer.concat([after, before]),
    ])();
  }
  return bytes;
}

const SIGNS = [
  "\n",
  "\r",
  "\r\n",
  '"',
  '""',
  "'",
  ",",
  ";",
  "\t",
  "\0",
  "\x1a",
  "\xff",
  "\xfe\xff",
  "\xef\xbb\xbf",
  "\x1b$)C",
  "{",
  "}",
  "[",
  "]",
  "\\",
  "<",
  "PK\x05\x06",
  "x",
  "9",
  " ",
];
