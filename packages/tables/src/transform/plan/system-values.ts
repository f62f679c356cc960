import { createHash } from "node:crypto";
import type { SystemValue } from "../mapping.ts";
import type { SourceRow } from "../rows/row-stage.ts";
import { type ColumnReader, InvalidStep, type RowValues } from "../steps/cell-step.ts";
import type { SystemFacts } from "./plan-resources.ts";

const NAMES: readonly string[] = ["$row", "$file", "$sheet", "$jobTime", "$id"] satisfies readonly SystemValue[];

export function isSystemValue(name: string): name is SystemValue {
  return NAMES.includes(name);
}

/** Reads one of the system's values. @throws InvalidStep where the file is needed for an id, and is not known */
export function systemReader(name: SystemValue, facts: SystemFacts | undefined, parameter: string): ColumnReader {
  switch (name) {
    case "$row":
      return ({ rowNumber }) => String(rowNumber);
    case "$file":
      return constant(facts?.fileName ?? null);
    case "$sheet":
      return constant(facts?.sheet ?? null);
    case "$jobTime":
      return constant((facts?.jobTime ?? new Date(0)).toISOString());
    case "$id": {
      const fileId = facts?.fileId;
      if (fileId === undefined)
        throw new InvalidStep(
          parameter,
          "$id is made of the file's hash, which a stream does not have before its end: pass the option fileId",
        );
      return (row) => rowId(fileId, row);
    }
  }
}

function constant(value: string | null): ColumnReader {
  return () => value;
}

/** A UUID (version 8) of file and row. Rows that were made of one row have different ones. */
function rowId(fileId: string, row: RowValues): string {
  const part = (row as SourceRow).part ?? 0;
  const hex = createHash("sha256")
    .update(JSON.stringify([fileId, row.rowNumber, part]))
    .digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
