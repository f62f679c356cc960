// Reads the first sheet of a workbook in a process of its own: `node read-workbook-program.ts FILE [maxInflationRatio]` prints what came of
// it and the most memory that it took. Started by attacks.test.ts, with a heap too small for what an attack unpacks to.
import { openWorkbook } from "../../../../src/formats/xlsx/read/open-workbook.ts";
import { openZip } from "../../../../src/archive/open-zip.ts";
import { fileAccess } from "../../../../src/archive/random-access.ts";

const [path = "", ratio] = process.argv.slice(2);
const readout = { rows: 0, characters: 0, problems: 0, code: "none", rssMb: 0 };
const access = await fileAccess(path);
try {
  const workbook = await openWorkbook(await openZip(access, { maxInflationRatio: ratio === undefined ? undefined : Number(ratio) }));
  const [sheet] = workbook.sheets;
  if (sheet) {
    for await (const { rows, problems } of workbook.rows(sheet)) {
      readout.rows += rows.length;
      readout.problems += problems.length;
      for (const row of rows) for (const cell of row) readout.characters += cell?.length ?? 0;
    }
  }
  workbook.close();
} catch (error) {
  readout.code = (error as { code: string }).code;
}
await access.close();
readout.rssMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(readout));
