import { type MatchTable, matchColumns, profileTable } from "@rowmill/mapping";
import { analyzeFile } from "@rowmill/tables";
import { defineScenario } from "../harness/scenario.ts";
import type { Figures } from "../harness/figures.ts";
import { corporaFolder, type GoldPair, loadScorer, type PairScore, type Prediction } from "./corpus.ts";

const DATASETS = ["fabricated", "codemeta", "bank2ynab", "smutf", "valentine-magellan"];

/** How often columns are matched rightly, offline, on pairs of tables whose mapping is known. Both files are profiled as a job would. */
export const accuracy = defineScenario({
  options: {},
  peers: Object.fromEntries(DATASETS.map((dataset) => [dataset, () => measure(dataset)])),
  summarize: (results) =>
    DATASETS.map((dataset) => {
      const figure = (name: string) => results.median(dataset, name).toFixed(3);
      return `${dataset}: R@GT ${figure("recallAtGT")}, MRR ${figure("mrr")}, P ${figure("precision")}, R ${figure("recall")}, F1 ${figure("f1")}, precision at 0.9 ${figure("precisionAt90")}, no hand needed ${figure("shareAt90")}`;
    }),
});

async function measure(dataset: string): Promise<Figures> {
  const folder = corporaFolder();
  const { loadPairs, loadTable, scorePair } = await loadScorer(folder);
  const scores: PairScore[] = [];
  for (const pair of loadPairs(folder, (name) => name === dataset)) {
    const source = await profiled(pair.source, namesOf(loadTable(pair.source, 1)));
    const target = await profiled(pair.target, namesOf(loadTable(pair.target, 1)));
    scores.push(scorePair(pair, predict(source, target), target.columns.length));
  }
  const sure = scores.flatMap(({ conf }) => conf).filter(([confidence]) => confidence >= 0.9);
  const mean = (of: (score: PairScore) => number) => scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return {
    pairs: scores.length,
    recallAtGT: mean(({ recallAtGT }) => recallAtGT),
    mrr: mean(({ mrrTarget }) => mrrTarget),
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
    precisionAt90: sure.filter(([, right]) => right === 1).length / sure.length,
    // Of all pairs that a careful person would make: those that were shown as sure, and are right.
    shareAt90: sure.filter(([, right]) => right === 1).length / scores.reduce((sum, { goldSize }) => sum + goldSize, 0),
  };
}

function namesOf({ columns }: { readonly columns: readonly { readonly name: string }[] }): string[] {
  return columns.map(({ name }) => name);
}

/** The columns of a file as a mapping job sees them. The first row is a header, also where it is the only one. */
async function profiled(path: GoldPair["source"], names: readonly string[]): Promise<MatchTable> {
  const profile = await analyzeFile(path, { header: true, delimiter: ",", topValues: 200, thread: false });
  const { columns } = profileTable(profile);
  return { columns: names.map((name, index) => ({ ...columns[index], name })) };
}

function predict(source: MatchTable, target: MatchTable): Prediction {
  const match = matchColumns(source, target);
  const name = (table: MatchTable, index: number) => table.columns[index]?.name ?? "";
  return {
    ranked: target.columns.flatMap((_, index) =>
      match
        .candidatesOfTarget(index, source.columns.length)
        .map((pair) => [name(source, pair.source), name(target, pair.target), pair.score] as const),
    ),
    assigned: match.assigned.map((pair) => [name(source, pair.source), name(target, pair.target), pair.confidence] as const),
  };
}
