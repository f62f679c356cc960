import ExcelJS from "exceljs";
import { batches, COLUMN_NAMES, isDay } from "./orders.ts";

/** Writes the workbook with exceljs' streaming writer. */
export async function writeWithExcelJsStream(filename: string, rows: number, useSharedStrings: boolean): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings, useStyles: true });
  const sheet = workbook.addWorksheet("Orders");
  sheet.addRow(COLUMN_NAMES).commit();
  for (const batch of batches(rows)) {
    for (const row of batch) sheet.addRow(row.map(exceljsValue)).commit();
  }
  await workbook.commit();
}

/** Writes the workbook with exceljs' whole workbook in memory. */
export async function writeWithExcelJs(filename: string, rows: number): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Orders");
  sheet.addRow(COLUMN_NAMES);
  for (const batch of batches(rows)) for (const row of batch) sheet.addRow(row.map(exceljsValue));
  await workbook.xlsx.writeFile(filename);
}

function exceljsValue(value: number | string | boolean, column: number): number | string | boolean | Date {
  return isDay(column) ? new Date(value as string) : value;
}
