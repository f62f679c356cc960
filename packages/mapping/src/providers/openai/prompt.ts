import type { AskedColumn, ProviderQuestion } from "../mapping-provider.ts";
import { INSTRUCTIONS } from "./answer-form.ts";

/** What is sent: fixed instructions, and the question as JSON. */
export interface Prompt {
  readonly instructions: string;
  readonly data: string;
}

/** The prompt of a question. Names and values stand inside the JSON only, so that none of them can end it. */
export function promptOf(question: ProviderQuestion): Prompt {
  const data =
    question.kind === "columns"
      ? { source: question.source.map(columnData), target: question.target.map(columnData) }
      : { fields: question.fields };
  return { instructions: INSTRUCTIONS[question.kind], data: JSON.stringify(data) };
}

/** Without the keys that say nothing. */
function columnData({ type, ...column }: AskedColumn) {
  return type === undefined || type === "any" ? column : { ...column, type };
}
