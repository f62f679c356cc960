import type { Dialect, DialectOptions } from "./dialect.ts";

/** A dialect that may be the one of a file, and how usual it is, 0 to 1. */
export interface Candidate {
  readonly dialect: Dialect;
  readonly prior: number;
}

/** A delimiter, and how usual it is. */
export interface DelimiterCandidate {
  readonly delimiter: string | null;
  readonly prior: number;
}

/** The delimiters that a sample may have: the four usual ones, and any other sign that is in most of its lines. */
export function delimiterCandidates(sample: string): DelimiterCandidate[] {
  const lines = sample
    .slice(0, 32_768)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 100);
  const inLines = new Map<string, number>();
  for (const line of lines) {
    for (const sign of new Set(line)) {
      if (ODD_DELIMITERS.has(sign)) inLines.set(sign, (inLines.get(sign) ?? 0) + 1);
    }
  }
  const odd = [...inLines].filter(([, count]) => count >= lines.length * 0.8).map(([sign]) => sign);
  return [
    ...USUAL.filter(({ delimiter }) => sample.includes(delimiter)),
    ...odd.map((delimiter) => ({ delimiter, prior: delimiter === " " ? 0.4 : delimiter < " " ? 0.9 : 0.6 })),
    { delimiter: null, prior: 1 },
  ];
}

/** Every way of quoting that a sample gives reason to think of, with each delimiter. */
export function formatCandidates(sample: string, delimiters: readonly DelimiterCandidate[], options: DialectOptions): Candidate[] {
  return delimiters.flatMap(({ delimiter, prior }) =>
    quotes(sample, delimiter, options).flatMap((quoting) => {
      const plain = { dialect: { delimiter, ...quoting, skipInitialSpace: false }, prior: prior * (quoting.quote === "'" ? 0.9 : 1) };
      const spaced = quoting.quote !== null && delimiter !== " " && sample.includes(`${delimiter ?? "\n"} ${quoting.quote}`);
      // Without evidence that the blank belongs to the cell: a quote after it would open nothing.
      return spaced ? [plain, { dialect: { ...plain.dialect, skipInitialSpace: true }, prior: plain.prior }] : [plain];
    }),
  );
}

const USUAL = [
  { delimiter: ",", prior: 1 },
  { delimiter: ";", prior: 0.99 },
  { delimiter: "\t", prior: 0.99 },
  { delimiter: "|", prior: 0.97 },
] as const;

/** Signs that part cells in some files and are seldom part of a cell in every line. */
const ODD_DELIMITERS: ReadonlySet<string> = new Set(":~^#*¦§!&= \u0001\u001c\u001d\u001e\u001f");

type Quoting = Pick<Dialect, "quote" | "escape">;

function quotes(sample: string, delimiter: string | null, options: DialectOptions): Quoting[] {
  if (options.quote === null) return [{ quote: null, escape: null }];
  const marks = options.quote === undefined ? quoteMarks(sample, delimiter) : [options.quote];
  return marks.flatMap((quote) => {
    if (options.escape !== undefined) return [{ quote, escape: options.escape ?? quote }];
    const doubled = { quote, escape: quote };
    return sample.includes(`\\${quote}`) ? [doubled, { quote, escape: "\\" }] : [doubled];
  });
}

/** The double quote, and the apostrophe where cells start and end with it. */
function quoteMarks(sample: string, delimiter: string | null): string[] {
  const side = delimiter ?? "\n";
  const apostrophes = sample.includes(`${side}'`) && sample.includes(`'${side}`);
  return apostrophes ? ['"', "'"] : ['"'];
}
