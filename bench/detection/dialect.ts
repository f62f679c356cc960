import { detectFormat } from "@rowmill/tables";
import { parse as csvParse } from "csv-parse/sync";
import Papa from "papaparse";
import { defineScenario } from "../harness/scenario.ts";
import { makeListCase, makeTableCase, type DetectionCase } from "./make-case.ts";
import { createRandom } from "./random.ts";

/**
 * How often the dialect of a made-up file is found: `files` tables in dialects and with pollution that chance picks, a quarter of them
 * files of one column. Right is the delimiter; quote and escape too, where the file has some and the peer says which.
 */
export const dialect = defineScenario({
  options: { files: 2_000, seed: 1 },
  peers: {
    rowmill: ({ files, seed }) =>
      measure(files, seed, async (made) => {
        const { dialect: found, preambleRows, headerRows } = await detectFormat(Buffer.from(made.text));
        const right =
          found !== null &&
          found.delimiter === made.delimiter &&
          (!made.quoted || found.quote === made.quote) &&
          (!made.escaped || found.escape === made.escape);
        const isLayoutRight = made.delimiter === null || (preambleRows === made.preambleRows && headerRows === made.headerRows);
        return { right, confidence: found?.confidence ?? 0, isLayoutRight };
      }),

    // Answers "," for a file of one column, which is right if it has no comma.
    papaparse: ({ files, seed }) =>
      measure(files, seed, async ({ text, delimiter }) => {
        const found = Papa.parse(text, { preview: 20 }).meta.delimiter;
        return { right: delimiter === null ? !text.includes(found) : found === delimiter };
      }),

    // It does not tell what it found: right is what makes rows of the right width.
    "csv-parse": ({ files, seed }) =>
      measure(files, seed, async ({ text, width }) => {
        try {
          const rows: string[][] = csvParse(text, { delimiter_auto: true, relax_column_count: true, relax_quotes: true });
          return { right: rows.filter((row) => row.length === width).length * 2 > rows.length };
        } catch {
          return { right: false };
        }
      }),
  },
  summarize: ({ median }) => [
    `rowmill ${percent(median("rowmill", "rightShare"))}, papaparse ${percent(median("papaparse", "rightShare"))}, csv-parse ${percent(median("csv-parse", "rightShare"))} of the dialects`,
    `rowmill: preamble and header rows ${percent(median("rowmill", "layoutRightShare"))}; with a confidence of 0.9 or more, ${percent(median("rowmill", "rightAtConfidence90Share"))} are right`,
  ],
});

interface Answer {
  readonly right: boolean;
  readonly confidence?: number;
  readonly isLayoutRight?: boolean;
}

async function measure(files: number, seed: number, detect: (made: DetectionCase) => Promise<Answer>) {
  const cases = Array.from({ length: files }, (_, index) => {
    const random = createRandom(seed * 1_000_000 + index);
    return random.chance(0.25) ? makeListCase(random) : makeTableCase(random);
  });
  const answers: Answer[] = [];
  const startMs = performance.now();
  for (const made of cases) answers.push(await detect(made));
  const millisecondsPerFile = (performance.now() - startMs) / files;
  const between = (from: number, to: number) => answers.filter(({ confidence = -1 }) => confidence >= from && confidence < to);
  return {
    rightShare: share(answers),
    millisecondsPerFile,
    layoutRightShare:
      answers.filter(({ right, isLayoutRight }) => right && isLayoutRight === true).length /
      Math.max(1, answers.filter(({ right }) => right).length),
    rightBelowConfidence70Share: share(between(0, 0.7)),
    rightAtConfidence70Share: share(between(0.7, 0.9)),
    rightAtConfidence90Share: share(between(0.9, 1.1)),
    filesBelowConfidence90: between(0, 0.9).length,
  };
}

function share(answers: readonly Answer[]): number {
  return answers.length === 0 ? 0 : answers.filter(({ right }) => right).length / answers.length;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
