import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import ExcelJS from "exceljs";
import type { Transformer } from "../task.ts";
import { changeRow } from "./change-row.ts";

/** csv-parse, and exceljs' streaming writer. All cells are texts, as Rowmill writes them without a type. */
export const transformWithExcelJs: Transformer = async (from, to, task) => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: to, useSharedStrings: false, useStyles: true });
  let sheet = workbook.addWorksheet("Sheet1");
  let rows = 0;
  let change: ((row: readonly string[]) => string[]) | undefined;
  for await (const row of createReadStream(from, { highWaterMark: 1024 * 1024 }).pipe(parse()) as AsyncIterable<string[]>) {
    if (rows === MAX_ROWS) {
      sheet.commit();
      sheet = workbook.addWorksheet("Sheet2");
      rows = 0;
    }
    sheet.addRow(change === undefined ? task.columns : change(row)).commit();
    change ??= changeRow(row, task);
    rows += 1;
  }
  await workbook.commit();
};

/** Of a sheet. */
const MAX_ROWS = 1_048_576;
