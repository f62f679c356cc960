import { styleText } from "node:util";
import { type MappingResult, mappingResultSchema } from "@rowmill/data-jobs";
import { printTable, short } from "./print-table.ts";

/** Prints the result of a `mapping` job for people. */
export function printMapping(result: unknown): void {
  const { document, mappings, values, unmapped_input_columns, overall_confidence, warnings } = mappingResultSchema.parse(result);
  const found = new Map(mappings.map((pair) => [pair.reference_column, pair]));
  console.log(`\n${found.size} of ${document.fields.length} fields are filled, ${overall_confidence} % sure\n`);
  printTable(
    ["field", "from", "sure", "steps", "why"],
    document.fields.map(({ target }) => {
      const pair = found.get(target);
      if (!pair) return [short(target, 20), styleText("gray", "—"), "", "", ""];
      return [
        short(target, 20),
        short(pair.input_column, 24),
        `${pair.confidence} %`,
        pair.transformation === "direct" ? "" : short(pair.transformation, 20),
        short(pair.reasoning, 60),
      ];
    }),
  );
  for (const table of values) printValues(table);
  if (unmapped_input_columns.length > 0) console.log(`\nNot used: ${unmapped_input_columns.map((name) => short(name, 30)).join(", ")}`);
  for (const { message } of warnings) console.log(styleText("yellow", `\n${message}`));
  console.log();
}

function printValues({ target, pairs, open_rows }: MappingResult["values"][number]): void {
  const open = open_rows === 0 ? "" : styleText("yellow", `, ${open_rows} rows open`);
  console.log(styleText("bold", `\nValues of ${short(target, 30)}`) + open);
  for (const { source, target: meaning, confidence, count } of pairs.slice(0, 8)) {
    const to = meaning === null ? styleText("yellow", "?") : `${short(meaning, 24)} (${Math.round(confidence * 100)} %)`;
    console.log(`  ${short(source, 24)} → ${to}, ${count} rows`);
  }
  if (pairs.length > 8) console.log(`  … and ${pairs.length - 8} more`);
}
