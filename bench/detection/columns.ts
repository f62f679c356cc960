import type { Random } from "./random.ts";

/** A column of a made-up table: its name and a maker of values. */
export interface MadeColumn {
  readonly name: string;
  readonly value: () => string;
}

type Kind = readonly [names: readonly string[], make: (random: Random) => string];

/** Makes a column of a kind that chance picks. */
export function makeColumn(random: Random, kinds: readonly Kind[] = KINDS): MadeColumn {
  const [names, make] = random.pick(kinds);
  const missing = random.chance(0.25) ? random.pick([0.05, 0.2, 0.6]) : 0;
  const token = random.pick(["", "", "", "NULL", "N/A", "-"]);
  return { name: random.pick(names), value: () => (missing > 0 && random.chance(missing) ? token : make(random)) };
}

const FIRST = [
  "Ada",
  "Bob",
  "Çelik",
  "Dörte",
  "Émile",
  "Fatima",
  "Grace",
  "Hans-Peter",
  "Ines",
  "Jürgen",
  "Kofi",
  "Li",
  "Mary Ann",
  "O'Brien",
];
const LAST = ["Lovelace", "Müller", "O'Neill", "Nguyen", "Smith", "de la Cruz", "Ivanova", "Jones Jr.", "van Dijk", "D'Angelo"];
const CITY = ["London", "Köln", "New York", "São Paulo", "Paris", "St. John's", "Frankfurt (Oder)", "Den Haag", "Tokyo", "Zürich"];
const STREET = ["Main St", "Hauptstraße", "Rue de la Paix", "5th Avenue", "Bahnhofstr.", "Elm Rd"];
const WORDS =
  "the quick order was sent late and customer asked for a refund which we did not give because box arrived open please call back soon".split(
    " ",
  );
const pad = (value: number, length = 2) => String(value).padStart(length, "0");
const int = (random: Random, limit: number) => String(random.below(limit));
const decimal = (random: Random, places: number) => (random.next() * random.pick([1, 10, 1000])).toFixed(places);
const group = (digits: string, sign: string) => digits.replace(/\B(?=(\d{3})+$)/g, sign);
const day = (random: Random) => ({ y: String(1990 + random.below(36)), m: pad(1 + random.below(12)), d: pad(1 + random.below(28)) });

/** Some words; with commas and other signs as people write them. */
export function sentence(random: Random, words = 3 + random.below(12)): string {
  const text = Array.from(
    { length: words },
    (_, index) => random.pick(WORDS) + (index < words - 1 && random.chance(0.12) ? random.pick([",", ",", ";", ":", " -"]) : ""),
  );
  return text.join(" ").replace(/^./, (first) => first.toUpperCase()) + random.pick([".", "", "!", "..."]);
}

export const TYPED_KINDS: readonly Kind[] = [
  [["id", "ID", "Nr", "no", "#"], (r) => int(r, 100_000)],
  [["qty", "count", "Anzahl", "Menge"], (r) => int(r, 100)],
  [["price", "amount", "value", "lat"], (r) => decimal(r, 2)],
  [["measure", "temp", "x", "y"], (r) => `${r.chance(0.3) ? "-" : ""}${decimal(r, 1 + r.below(5))}`],
  [["Date", "date", "created"], (r) => ((t) => `${t.y}-${t.m}-${t.d}`)(day(r))],
  [["Datum", "Date"], (r) => ((t) => `${t.d}.${t.m}.${t.y}`)(day(r))],
  [["Date", "Fecha"], (r) => ((t) => `${t.d}/${t.m}/${t.y}`)(day(r))],
  [["time", "Uhrzeit"], (r) => `${pad(r.below(24))}:${pad(r.below(60))}`],
  [["timestamp", "at"], (r) => ((t) => `${t.y}-${t.m}-${t.d}T${pad(r.below(24))}:${pad(r.below(60))}:${pad(r.below(60))}Z`)(day(r))],
  [["active", "flag"], (r) => r.pick(["true", "false"])],
];

export const KINDS: readonly Kind[] = [
  ...TYPED_KINDS,
  [
    ["created at", "updated_at"],
    (r) => ((t) => `${t.y}-${t.m}-${t.d} ${pad(r.below(24))}:${pad(r.below(60))}:${pad(r.below(60))}`)(day(r)),
  ],
  [["first name", "Vorname"], (r) => r.pick(FIRST)],
  [["name", "Name", "Kunde"], (r) => `${r.pick(FIRST)} ${r.pick(LAST)}`],
  [["name", "contact"], (r) => `${r.pick(LAST)}, ${r.pick(FIRST)}`],
  [["city", "Ort", "Ville"], (r) => r.pick(CITY)],
  [["address", "Adresse"], (r) => `${1 + r.below(200)} ${r.pick(STREET)}, ${r.pick(CITY)}`],
  [["note", "Bemerkung", "description"], (r) => sentence(r)],
  [["comment", "text"], (r) => sentence(r, 10 + r.below(30))],
  [["email", "E-Mail"], (r) => `${r.pick(["ada", "bob", "info"])}${r.below(99)}@example.${r.pick(["com", "org", "de"])}`],
  [["url", "link"], (r) => `https://example.com/${r.pick(["a", "p/q", "item"])}?id=${r.below(999)}&x=${r.below(9)}`],
  [["sku", "code", "ref"], (r) => `${r.pick(["AB", "MG", "XY"])}-${pad(r.below(9999), 4)}`],
  [["status", "type", "Kategorie"], (r) => r.pick(["open", "closed", "in progress"])],
  [["ip", "host"], (r) => `${r.below(256)}.${r.below(256)}.${r.below(256)}.${r.below(256)}`],
  [["phone", "Telefon"], (r) => `+49 ${r.below(900) + 100} ${r.below(900_000) + 100_000}`],
  [["Betrag", "Preis"], (r) => `${group(int(r, 10 ** (2 + r.below(4))), ".")},${pad(r.below(100))}`],
  [["total", "revenue"], (r) => `${group(int(r, 10 ** (3 + r.below(4))), ",")}.${pad(r.below(100))}`],
  [["share", "Anteil"], (r) => `${decimal(r, 1)}%`],
  [["cost", "fee"], (r) => `$${decimal(r, 2)}`],
  [["plz", "zip"], (r) => pad(r.below(99_999), 5)],
  [["tags", "list"], (r) => Array.from({ length: 1 + r.below(4) }, () => r.pick(WORDS)).join(r.pick([";", "|", ", "]))],
  [["payload", "json"], (r) => `{"id":${r.below(99)},"ok":${r.chance(0.5)}}`],
  [["file", "path"], (r) => `${r.pick(["C:\\data\\", "/var/log/", "docs/"])}${r.pick(WORDS)}_${r.below(99)}.${r.pick(["txt", "csv"])}`],
  [["size", "Maß"], (r) => `${r.below(20)}" x ${r.below(20)}"`],
  [["quote", "said"], (r) => `${sentence(r, 3)} "${r.pick(WORDS)} ${r.pick(WORDS)}" ${r.pick(WORDS)}`],
];
