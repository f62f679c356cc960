import type { Random } from "../harness/random.ts";

/** A cell as people, programs and attackers write it. */
export function randomCell(random: Random): string {
  return random.pick(MAKERS)(random);
}

/** A name of a column. */
export function randomName(random: Random, index: number): string {
  return random.pick([
    "id",
    "name",
    "Datum",
    "Preis €",
    "数量",
    "e-mail",
    "",
    " x ",
    "amount",
    `col${index}`,
    `col${index}`,
    "2024",
    "a,b",
  ]);
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.below(10)).join("");
const letters = (random: Random, alphabet: string, count: number) =>
  Array.from({ length: count }, () => [...alphabet][random.below([...alphabet].length)]).join("");

const MAKERS: readonly ((random: Random) => string)[] = [
  () => "",
  () => "",
  (random) => String(random.below(1_000)),
  (random) => digits(random, 1 + random.below(20)),
  (random) => `${random.chance(0.3) ? "-" : ""}${random.below(10_000)}.${digits(random, 1 + random.below(4))}`,
  (random) => `${random.below(1_000)},${digits(random, 1 + random.below(3))}`,
  (random) => `20${10 + random.below(20)}-0${1 + random.below(9)}-${10 + random.below(18)}`,
  (random) => `${1 + random.below(28)}.${1 + random.below(12)}.${1990 + random.below(40)}`,
  (random) => `${random.below(24)}:${10 + random.below(50)}`,
  (random) => letters(random, "abcdefghijklmnopqrstuvwxyz", 1 + random.below(12)),
  (random) => random.pick(["Bonn", "New York", "Köln", "Zürich", "Łódź", "東京", "Москва", "서울", "Αθήνα", "قاهرة", "Đà Nẵng", "😀👍🏽"]),
  (random) => random.list(14, () => letters(random, "abcdefgh", 2 + random.below(7))).join(" "),
  (random) => random.pick(["NULL", "N/A", "-", "null", "nan", "TRUE", "no", "x", "#REF!"]),
  (random) => `${letters(random, "abc", 5)}@${letters(random, "abc", 6)}.com`,
  (random) =>
    random.pick([" ", "  a ", "\u00a0", "\u3000", "\u0001", "\ufeff", "\u2028", "\u200b", "\u0085", "\t", "\u0000", "\u001a", "\ud800"]),
  (random) =>
    random.pick(['"', "'", '""', 'a"b', '"a', "it's", 'say ""hi""', "\\", '\\"', "a;b", "a,b", "a|b", "a\tb", "a\nb", "a\r\nb", "a\rb"]),
  (random) =>
    random.pick(["=1+1", "€ 5", "$1,234.50", "12 %", "1e308", "1e999", "0x1F", "007", "+49 30 123", "1.2.3.4", "http://a.b/c?d=e&f"]),
  (random) =>
    letters(
      random,
      random.pick(["x", "9", "a ", "é", "日", "h", "ACGT", "0123456789abcdef"]),
      random.below(random.chance(0.02) ? 20_000 : 60),
    ),
];
