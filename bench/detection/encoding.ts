import { detectFormat } from "@rowmill/tables";
import { defineScenario } from "../harness/scenario.ts";
import { createRandom, type Random } from "./random.ts";
import { LANGUAGES } from "./languages.ts";

/** How often the encoding of a small table in one of many languages is found: right is what decodes to the same text. */
export const encoding = defineScenario({
  options: { files: 600, seed: 1 },
  peers: {
    rowmill: async ({ files, seed }) => {
      let right = 0;
      let sure = 0;
      let rightAndSure = 0;
      const startMs = performance.now();
      for (let index = 0; index < files; index += 1) {
        const { bytes, text } = makeText(createRandom(seed * 1_000_000 + index));
        const found = (await detectFormat(bytes)).encoding;
        const isRight = found !== null && decodes(bytes, found.name) === text;
        if (isRight) right += 1;
        if ((found?.confidence ?? 0) < 0.9) continue;
        sure += 1;
        if (isRight) rightAndSure += 1;
      }
      const millisecondsPerFile = (performance.now() - startMs) / files;
      return { rightShare: right / files, millisecondsPerFile, rightAtConfidence90Share: rightAndSure / Math.max(1, sure) };
    },
  },
  summarize: ({ median }) => [
    `rowmill ${(median("rowmill", "rightShare") * 100).toFixed(1)} % of the encodings; with a confidence of 0.9 or more ${(median("rowmill", "rightAtConfidence90Share") * 100).toFixed(1)} %`,
  ],
});

function makeText(random: Random): { readonly bytes: Uint8Array; readonly text: string } {
  const { words, encodings } = random.pick(LANGUAGES);
  const name = random.pick(encodings);
  const delimiter = random.pick([",", ";", "\t"]);
  const rows = Array.from({ length: random.pick([1, 2, 3, 5, 8, 15, 40]) }, (_, index) =>
    [String(index + 1), `${random.pick(words)} ${random.pick(words)}`, random.pick(words), (random.next() * 1000).toFixed(2)].join(
      delimiter,
    ),
  );
  const bytes = encode([["id", "name", "city", "amount"].join(delimiter), ...rows, ""].join("\n"), name);
  return { bytes, text: decodes(bytes, name) ?? "" };
}

/** Encodes with the decoder turned round; what an encoding does not have is left out. */
function encode(text: string, name: string): Uint8Array {
  const table = tableOf(name);
  return Uint8Array.from([...text].flatMap((sign) => table.get(sign) ?? []));
}

const tables = new Map<string, Map<string, number[]>>();

function tableOf(name: string): Map<string, number[]> {
  const known = tables.get(name);
  if (known) return known;
  const decoder = new TextDecoder(name);
  const made = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte += 1) {
    const sign = decoder.decode(Uint8Array.of(byte));
    if (sign.length === 1 && sign !== "\ufffd") made.set(sign, [byte]);
    for (let second = 0x40; byte > 0x80 && second < 0xff; second += 1) {
      const wide = decoder.decode(Uint8Array.of(byte, second));
      if (wide.length === 1 && wide !== "\ufffd" && !made.has(wide)) made.set(wide, [byte, second]);
    }
  }
  tables.set(name, made);
  return made;
}

function decodes(bytes: Uint8Array, name: string): string | undefined {
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    // A code page of DOS, which this decoder does not know: wrong, since none was written.
    return undefined;
  }
}
