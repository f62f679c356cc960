/** How many rows travel in one chunk. */
const ROWS_PER_CHUNK = 2_000;

/**
 * Writes orders of a web shop as CSV, as real exports look: addresses with commas, notes with quotes and line breaks, names
 * from everywhere, codes with leading zeros, empty cells, and here and there a row that somebody has edited by hand.
 * The same seed gives the same bytes.
 */
export function* orders(rowCount: number, seed: number): Generator<Uint8Array> {
  const random = xorshift32(seed);
  const encoder = new TextEncoder();
  let text = `${HEADER}\r\n`;
  for (let row = 1; row <= rowCount; row += 1) {
    text += blemish(row, orderRow(row, random));
    if (row % ROWS_PER_CHUNK === 0 || row === rowCount) {
      yield encoder.encode(text);
      text = "";
    }
  }
}

const HEADER =
  "order_id,ordered_at,customer_no,customer,email,phone,country,postcode,address,sku,product,quantity,unit_price,discount,total,paid,shipped_on,tracking_url,notes";

const PEOPLE = [
  ["Ada", "Nowak", "PL"],
  ["Zoë", "Janssen", "NL"],
  ["Jürgen", "Müller", "DE"],
  ["Chloé", "Lefèvre", "FR"],
  ["Søren", "Østergård", "DK"],
  ["Marta", "García", "ES"],
  ["Liam", "O'Brien", "IE"],
  ["Aiko", "田中", "JP"],
  ["Grace", "Okafor", "NG"],
  ["Tom", "Baker", "GB"],
] as const;

const PRODUCTS = [
  ["Notebook, A5, dotted", 7.9],
  ['Desk lamp 12" brass', 64.5],
  ["Fountain pen", 38],
  ["Ink, 50 ml, midnight", 14.25],
  ["Tea pot; cast iron", 79.99],
  ["Wool blanket", 129],
  ["Espresso cups (6)", 42.6],
  ["Poster 50x70", 24.95],
] as const;

const NOTES = [
  "",
  "",
  "",
  "",
  "",
  "Leave at the door",
  'Gift: "Happy birthday!"',
  "Ring twice,\nthen wait",
  "=SUM(A1:A9)",
  "fragile  ",
] as const;

function orderRow(row: number, random: () => number): string[] {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const [first, last, country] = pick(PEOPLE);
  const customerNo = Math.floor(random() * 40_000);
  const [product, price] = pick(PRODUCTS);
  const quantity = 1 + Math.floor(random() ** 3 * 12);
  const discountPercent = random() < 0.25 ? 5 * (1 + Math.floor(random() * 6)) : 0;
  const orderedAt = new Date(Date.UTC(2025, 0, 1) + row * 137_000 + Math.floor(random() * 90_000));
  const isShipped = random() < 0.93;
  const shippedOn = new Date(orderedAt.getTime() + random() * 5 * 86_400_000).toISOString().slice(0, 10);
  return [
    `ORD-${String(row).padStart(7, "0")}`,
    orderedAt.toISOString().slice(0, 19).replace("T", " "),
    String(customerNo).padStart(6, "0"),
    `${first} ${last}`,
    `customer${customerNo}@${pick(["example.com", "example.org", "mail.example.net"])}`,
    random() < 0.7
      ? `+${30 + Math.floor(random() * 60)} ${100 + Math.floor(random() * 900)} ${100_000 + Math.floor(random() * 900_000)}`
      : "",
    country,
    String(1_000 + Math.floor(random() * 89_000)).padStart(5, "0"),
    `${1 + Math.floor(random() * 200)} ${pick(["Mill Lane", "Hauptstraße", "Rue de l'Église", "Calle Mayor"])}, Flat ${1 + Math.floor(random() * 40)}`,
    `SKU-${Math.floor(random() * 900) + 100}`,
    product,
    String(quantity),
    price.toFixed(2),
    `${discountPercent}%`,
    (quantity * price * (1 - discountPercent / 100)).toFixed(2),
    random() < 0.9 ? "true" : "false",
    isShipped ? shippedOn : "",
    isShipped ? `https://track.example.com/${Math.floor(random() * 1e9).toString(36)}` : "",
    pick(NOTES),
  ];
}

/** What happens to files on their way: every so many rows something is not as it should be. */
function blemish(row: number, cells: string[]): string {
  // The notes cell is missing: an old export.
  if (row % 25_013 === 0) return toLine(cells.slice(0, -1));
  // An address was typed in with its comma, and never quoted.
  if (row % 40_009 === 0) return `${cells.join(",")}\r\n`;
  if (row % 9_001 === 0) cells[11] = "two";
  if (row % 7_013 === 0) cells[12] = "N/A";
  if (row % 5_003 === 0) cells[3] += "  ";
  return toLine(cells);
}

function toLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}

/** Pseudo-random numbers from 0 up to 1, by a seed: xorshift32 (Marsaglia, 2003). */
function xorshift32(seed: number): () => number {
  let state = seed === 0 ? 1 : seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
