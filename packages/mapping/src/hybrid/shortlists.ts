import type { ColumnMatch } from "../columns/match-columns.ts";
import type { Nearness } from "./nearness.ts";
import type { OpenColumns } from "./open-columns.ts";

/** Columns of the smaller side in one question, and candidates for each: of 57 x 736 columns, 20 hold 85 % of the right ones, 10 hold 77 %. */
const COLUMNS_PER_QUESTION = 25;
const CANDIDATES = 10;
const NEAREST = 5;
/** Settled columns are among the best candidates, too: so many are looked through for open ones. */
const LOOKED_THROUGH = 60;

/** Questions about a few columns of the smaller side and their best candidates, each candidate once in a question. */
export function shortlists(match: ColumnMatch, open: OpenColumns, nearness: Nearness | undefined): OpenColumns[] {
  const bySource = open.sources.length < open.targets.length;
  const [small, large] = bySource ? [open.sources, open.targets] : [open.targets, open.sources];
  const isOpen = new Set(large);
  const candidates = (column: number) => {
    const ranked = bySource
      ? match.candidatesOfSource(column, LOOKED_THROUGH).map(({ target }) => target)
      : match.candidatesOfTarget(column, LOOKED_THROUGH).map(({ source }) => source);
    const near = nearness === undefined ? [] : large.toSorted((a, b) => nearTo(b) - nearTo(a)).slice(0, NEAREST);
    function nearTo(other: number): number {
      return (bySource ? nearness?.(column, other) : nearness?.(other, column)) ?? 0;
    }
    return [...ranked.filter((other) => isOpen.has(other)).slice(0, CANDIDATES), ...near];
  };
  const questions: OpenColumns[] = [];
  for (let at = 0; at < small.length; at += COLUMNS_PER_QUESTION) {
    const asked = small.slice(at, at + COLUMNS_PER_QUESTION);
    const others = [...new Set(asked.flatMap(candidates))].toSorted((a, b) => a - b);
    if (others.length > 0) questions.push(bySource ? { sources: asked, targets: others } : { sources: others, targets: asked });
  }
  return questions;
}
