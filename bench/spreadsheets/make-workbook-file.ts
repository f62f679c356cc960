import { writeWithExcelJsStream } from "./exceljs-write.ts";

// `node make-workbook-file.ts PATH ROWS shared|inline`: in a process of its own, so that its memory is not that of whoever reads the file.
const [path = "", rows, texts] = process.argv.slice(2);
await writeWithExcelJsStream(path, Number(rows), texts === "shared");
