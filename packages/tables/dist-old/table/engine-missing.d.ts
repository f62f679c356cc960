import { RowmillError } from "@rowmill/core/errors";
/** The error for an engine whose package, an optional peer dependency, could not be loaded. */
export declare function engineMissing(engine: "csv-parse" | "exceljs", cause: unknown): RowmillError;
//# sourceMappingURL=engine-missing.d.ts.map
