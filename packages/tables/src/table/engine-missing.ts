import { RowmillError } from "@rowmill/core/errors";

/** The error for an engine whose package, an optional peer dependency, could not be loaded. */
export function engineMissing(engine: "csv-parse" | "exceljs", cause: unknown): RowmillError {
  return new RowmillError("OPTION_INVALID", `The engine "${engine}" needs the package ${engine}: install it, or leave the option out`, {
    cause,
    retriable: false,
  });
}
