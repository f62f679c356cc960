import type { RejectedRow } from "@rowmill/tables";
import type { TransformLedger } from "./ledger.ts";

/** The most results of a SARIF file: tools that show them read the file whole. All rows are in the file of rejects. */
const MAX_RESULTS = 1_000;

/**
 * The problems of a transform as SARIF 2.1.0. A result is a problem of a row: its line is the number of the row, as a spreadsheet shows it.
 * @param rejects - the rejected rows, of which the first are taken
 */
export async function sarifOf(ledger: TransformLedger, rejects: AsyncIterable<RejectedRow>): Promise<object> {
  const rules = [...new Set(ledger.rejected_by_rule.map(({ rule }) => rule))];
  const results: object[] = [];
  for await (const row of rejects) {
    results.push(...row.problems.map((problem) => resultOf(ledger, row, problem, rules)));
    if (results.length >= MAX_RESULTS) break;
  }
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Rowmill", rules: rules.map((id) => ({ id, shortDescription: { text: `Rows that break ${id}` } })) } },
        artifacts: [
          {
            location: { uri: encodeURIComponent(ledger.input.name) },
            length: ledger.input.size_bytes,
            hashes: { "sha-256": ledger.input.sha256 },
          },
        ],
        results: results.slice(0, MAX_RESULTS),
        properties: { rows: ledger.rows, rejected_by_rule: ledger.rejected_by_rule, job_id: ledger.job_id },
      },
    ],
  };
}

function resultOf(
  { input }: TransformLedger,
  { rowNumber, byteOffset }: RejectedRow,
  { rule, message, column, field, value }: RejectedRow["problems"][number],
  rules: readonly string[],
): object {
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: "error",
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURIComponent(input.name), index: 0 },
          region: { startLine: rowNumber, ...(byteOffset !== undefined && { byteOffset }) },
        },
        logicalLocations: [{ name: column ?? field ?? "row", kind: "member", fullyQualifiedName: `row ${rowNumber}` }],
      },
    ],
    properties: { row: rowNumber, column: column ?? field ?? null, value: value ?? null },
  };
}
