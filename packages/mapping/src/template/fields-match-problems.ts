import type { ColumnMapping } from "../document/document-schema.ts";
import type { Problem } from "../problem.ts";
import type { TemplateDifference } from "./difference.ts";

type FieldsMatch = ColumnMapping["source"]["fieldsMatch"];

/** What `source.fieldsMatch` of a template forbids about the columns of a file. A column that was found under another name counts as found. */
export function fieldsMatchProblems(
  rule: FieldsMatch,
  { missing, added, moved }: Pick<TemplateDifference, "missing" | "added" | "moved">,
  columnCount: number,
): Problem[] {
  const path = "source.fieldsMatch";
  const lacks = missing.map(({ name }) => ({ path, message: `${quoted(rule)}: the file has no column ${quoted(name)}` }));
  const exceeds = added.map(({ name }) => ({ path, message: `${quoted(rule)}: the template does not know the column ${quoted(name)}` }));
  switch (rule) {
    case "exact":
      return [
        ...lacks,
        ...exceeds,
        ...moved.map(({ name, from, to }) => ({
          path,
          message: `${quoted(rule)}: the column ${quoted(name)} is number ${to + 1} and should be ${from + 1}`,
        })),
      ];
    case "equal":
      return [...lacks, ...exceeds];
    case "subset":
      return lacks;
    case "superset":
      return exceeds;
    case "partial":
      return missing.length === columnCount && columnCount > 0
        ? [{ path, message: `${quoted(rule)}: the file has none of the columns of the template` }]
        : [];
    case undefined:
      return [];
  }
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text ?? "");
}
