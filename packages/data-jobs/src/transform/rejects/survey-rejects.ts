import type { RejectedRow } from "@rowmill/tables";
import type { TransformJobResult } from "../transform-result-schema.ts";
import { readRejects } from "./read-rejects.ts";

/** What all rejected rows come to. */
export interface RejectsSurvey {
  readonly rows: number;
  /** The cells of the widest row. */
  readonly width: number;
  /** How often each rule and step rejected, the most frequent first. */
  readonly byRule: readonly { readonly rule: string; readonly column: string | null; readonly count: number }[];
  /** The first of them, as a result shows them. */
  readonly shown: TransformJobResult["rejects"];
}

/** How many rejected rows the result shows. */
const SHOWN_REJECTS = 100;

/** The longest value that the result shows, in characters. */
const SHOWN_LENGTH = 200;

/** Goes through a file of rejects once. */
export async function surveyRejects(path: string, signal: AbortSignal): Promise<RejectsSurvey> {
  const counts = new Map<string, { rule: string; column: string | null; count: number }>();
  const shown: TransformJobResult["rejects"] = [];
  let [rows, width] = [0, 0];
  for await (const reject of readRejects(path, signal)) {
    rows += 1;
    width = Math.max(width, reject.cells.length);
    if (shown.length < SHOWN_REJECTS) shown.push(shownReject(reject));
    for (const { rule, column = null } of reject.problems) {
      const key = JSON.stringify([rule, column]);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { rule, column, count: 1 });
    }
  }
  return { rows, width, byRule: [...counts.values()].toSorted((one, other) => other.count - one.count), shown };
}

function shownReject({ rowNumber: row, byteOffset, problems }: RejectedRow): TransformJobResult["rejects"][number] {
  return {
    row,
    byte_offset: byteOffset ?? null,
    problems: problems.map(({ column, field, value = null, rule, message }) => ({
      column: column ?? field ?? null,
      value: value === null ? null : cut(value),
      rule,
      message: cut(message),
    })),
  };
}

function cut(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
