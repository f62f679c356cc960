import { memoryScenario } from "./spreadsheets/memory.ts";
import { readScenario } from "./spreadsheets/read.ts";
import { writeScenario } from "./spreadsheets/write.ts";

/** What it costs to read and to write a workbook, beside exceljs. */
export const scenarios = {
  "read-inline": readScenario(false),
  "read-shared": readScenario(true),
  write: writeScenario,
  memory: memoryScenario,
};
