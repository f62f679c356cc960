import type { Random } from "../harness/random.ts";

/** Writes a text in some encoding: mostly UTF-8. What the encoding does not have becomes a question mark. */
export function encode(text: string, random: Random): Buffer {
  if (random.chance(0.75)) return Buffer.from(text);
  return random.pick<() => Buffer>([
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(`\ufeff${text}`, "utf16le"),
    () => Buffer.from(text, "utf16le"),
    () => swapped(`\ufeff${text}`),
    () => swapped(text),
    () => utf32(text),
    () => Buffer.from(text, "latin1"),
    () => byTable(text, random.pick(LABELS)),
    () => byTable(text, random.pick(LABELS)),
  ])();
}

function swapped(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

function utf32(text: string): Buffer {
  const points = Uint32Array.from(["\ufeff", ...text], (character) => character.codePointAt(0) ?? 0);
  return Buffer.from(points.buffer);
}

const LABELS = [
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "koi8-r",
  "ibm866",
  "windows-1253",
  "shift_jis",
  "euc-jp",
  "gbk",
  "big5",
  "euc-kr",
  "iso-8859-2",
];

/** The bytes of each character, found by decoding all pairs of bytes. */
const tables = new Map<string, ReadonlyMap<string, Uint8Array>>();

function byTable(text: string, label: string): Buffer {
  let table = tables.get(label);
  if (!table) tables.set(label, (table = tableOf(label)));
  return Buffer.concat(Array.from(text, (character) => table.get(character) ?? QUESTION_MARK));
}

const QUESTION_MARK = Uint8Array.of(0x3f);

function tableOf(label: string): Map<string, Uint8Array> {
  const table = new Map<string, Uint8Array>();
  const decoder = new TextDecoder(label, { fatal: true });
  const add = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(text).length === 1 && !table.has(text)) table.set(text, Uint8Array.from(bytes));
    } catch {
      // These bytes are no character.
    }
  };
  for (let byte = 0; byte < 256; byte += 1) add(byte);
  if (!/^(?:shift_jis|euc-|gbk|big5)/.test(label)) return table;
  for (let first = 0x81; first < 255; first += 1) for (let second = 0x40; second < 255; second += 1) add(first, second);
  return table;
}
