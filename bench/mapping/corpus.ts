import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The scorer that lies beside the corpora: it says what counts. */
interface Scorer {
  loadPairs(root: string, filter: (dataset: string, pair: string) => boolean): readonly GoldPair[];
  loadTable(file: string, maxRows: number): { readonly columns: readonly { readonly name: string; readonly values: readonly string[] }[] };
  scorePair(pair: GoldPair, prediction: Prediction, targets: number): PairScore;
}

/** Two tables, and which of their columns belong together. */
export interface GoldPair {
  readonly dataset: string;
  readonly pair: string;
  readonly source: string;
  readonly target: string;
}

/** What a matcher says, by the names of columns. */
export interface Prediction {
  readonly ranked: readonly (readonly [source: string, target: string, score: number])[];
  readonly assigned: readonly (readonly [source: string, target: string, confidence: number])[];
}

/** What the scorer finds in one prediction. */
export interface PairScore {
  readonly recallAtGT: number;
  readonly mrrSource: number;
  readonly mrrTarget: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly goldSize: number;
  /** Of each assigned pair: its confidence, and 1 if it is right. */
  readonly conf: readonly (readonly [confidence: number, right: 0 | 1])[];
}

/** The folder of the corpora. @throws Error if it is not there */
export function corporaFolder(): string {
  const folder = resolve(import.meta.dirname, "../..", process.env["ROWMILL_CORPORA"] ?? "../shared/corpora");
  if (!existsSync(join(folder, "score-mapping.mjs")))
    throw new Error(`There are no corpora in ${folder}. Set ROWMILL_CORPORA to their folder.`);
  return folder;
}

/** The scorer of the corpora. */
export async function loadScorer(folder: string): Promise<Scorer> {
  return (await import(pathToFileURL(join(folder, "score-mapping.mjs")).href)) as Scorer;
}
