import type { CaseResult } from "./suite.ts";

/** Counts right and wrong: of each kind, of all cases, and of those whose answer had a high confidence. */
export function summarize(results: readonly CaseResult[]): string {
  const lines = [...Map.groupBy(results, ({ kind }) => kind)]
    .filter(([kind]) => kind !== undefined)
    .map(([kind, ofKind]) => `${count(ofKind)}  ${kind}`);
  const sure = results.filter(({ confidence = 0 }) => confidence >= HIGH_CONFIDENCE);
  if (sure.length > 0) lines.push(`with a confidence of ${HIGH_CONFIDENCE} or more: ${count(sure)}`);
  return [...lines, count(results)].join("\n");
}

const HIGH_CONFIDENCE = 0.9;

function count(results: readonly CaseResult[]): string {
  const right = results.filter(({ isRight }) => isRight).length;
  return `${right} right, ${results.length - right} wrong`;
}
