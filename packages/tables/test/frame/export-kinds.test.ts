import { describe, expect, it } from "vitest";
import { detectFormat, readRows } from "../../src/index.ts";

async function read(text: string) {
  const bytes = Buffer.from(text);
  const { format, dialect, columns, preambleRows, headerRows, hasHeader } = await detectFormat(bytes);
  const rows: (readonly (string | null)[])[] = [];
  for await (const batch of readRows(bytes)) rows.push(...batch.rows);
  return { format, delimiter: dialect?.delimiter, columns, preambleRows, headerRows, hasHeader, first: rows[0], count: rows.length };
}

function lines(count: number, line: (row: number) => string): string {
  return Array.from({ length: count }, (_, row) => `${line(row)}\n`).join("");
}

describe("an export", () => {
  it("of a bank has a delimiter at the end of each line, and narrow settings above", async () => {
    const text = `Bank S.A.;\nBox 2108;\n\n#Client;\nJAN KOWALSKI;\n\n#Day;#Text;#Account;#Amount;\n${lines(9, (row) => `2024-01-${10 + row};Shop ${row};'';-${row + 1},50;`)}`;
    expect(await read(text)).toMatchObject({ columns: ["#Day", "#Text", "#Account", "#Amount", "column_5"], count: 9 });
  });

  it("of SAP is drawn with lines that have no junctions", async () => {
    const rule = `${"-".repeat(30)}\n`;
    const text = `05.03.2024    List    1\n${rule}|Material |Plant|   Amount|\n${rule}${lines(8, (row) => `|${100_000 + row}   |1000 |   ${row * 7},50 |`)}${rule}`;
    expect(await read(text)).toMatchObject({ columns: ["Material", "Plant", "Amount"], first: ["100000", "1000", "0,50"], count: 8 });
  });

  it("of an accounting program starts with a record about the file that is longer than all others", async () => {
    const about = '"EXTF";700;21;"Batch";9;20240401080000000;;"RE";29098;55003;20240101;4;"EUR";;;""\n';
    const text = `${about}Amount;Side;Account;Contra;Day;Number\n${lines(9, (row) => `${row + 10},50;"S";1000${row};8400;1${row}03;"RE-${row}"`)}`;
    expect(await read(text)).toMatchObject({
      preambleRows: 1,
      headerRows: 1,
      columns: ["Amount", "Side", "Account", "Contra", "Day", "Number"],
      count: 9,
    });
  });

  it("has headings of sections in a column that has no name and nothing else", async () => {
    const text = `,Type,Date,Number,Amount\nIncome,,,,\n${lines(9, (row) => `,Invoice,03/1${row}/2024,${1000 + row},${row}.50`)}`;
    expect(await read(text)).toMatchObject({ headerRows: 1, columns: ["column_1", "Type", "Date", "Number", "Amount"], count: 10 });
  });

  it("of a logger has names, units and functions below a record about it, whatever is in that", async () => {
    const head =
      '"TOA5","CR1000","CR1000","1234","Std.27","CPU:prog","123","Table1"\n"TIMESTAMP","RECORD","Temp","RH"\n"TS","RN","Deg C","%"\n"","","Avg","Smp"\n';
    const text = head + lines(12, (row) => `"2024-03-05 ${10 + row}:00:00",${row},${row}.25,${50 + row}.5`);
    expect(await read(text)).toMatchObject({
      preambleRows: 1,
      headerRows: 3,
      columns: ["TIMESTAMP TS", "RECORD RN", "Temp Deg C Avg", "RH % Smp"],
    });
  });

  it("of statistics has settings above records of two columns, and no names", async () => {
    const settings =
      '"Title","CPI INDEX"\n"CDID","D7BT"\n"PreUnit",""\n"Unit","Index, base year"\n"Release date","20-03-2024"\n"Important Notes",\n';
    expect(await read(settings + lines(20, (row) => `"${1990 + row}","${row + 50}.5"`))).toMatchObject({
      preambleRows: 6,
      hasHeader: false,
      first: ["1990", "50.5"],
      count: 20,
    });
  });

  it("has years below the names of groups", async () => {
    const text = `;Sales;;Cost;\nRegion;2023;2024;2023;2024\n${lines(7, (row) => `R${row};1${row};2${row};3${row};4${row}`)}`;
    expect(await read(text)).toMatchObject({ columns: ["Region", "Sales 2023", "Sales 2024", "Cost 2023", "Cost 2024"], count: 7 });
  });

  it.each(["資料：総務省統計局", "Fonte: Istat", "Źródło: GUS", "Источник: Росстат", "※ 速報値", "Uwaga: dane wstępne"])(
    "has a note under its table in any language: %s",
    async (note) => {
      expect(await read(`name,total,male\n${lines(6, (row) => `Region ${row},${row + 100},${row + 40}`)}${note}\n`)).toMatchObject({
        count: 6,
      });
    },
  );

  it("has a title above values that blanks separate evenly", async () => {
    const text = `Station 10384 Berlin\nDate Time Temp RH Wind\n${lines(12, (row) => `${10 + row}.03.2024 ${10 + row}:00 ${row - 5}.5 ${row * 9} ${row}.25`)}`;
    expect(await read(text)).toMatchObject({ delimiter: " ", preambleRows: 1, columns: ["Date", "Time", "Temp", "RH", "Wind"], count: 12 });
  });
});

describe("a log", () => {
  it("is not separated by the commas of its times", async () => {
    const { delimiter } = await read(
      lines(12, (row) => `2024-03-05 10:22:${10 + row},${100 + row} INFO  [main] Started job ${row} in ${row} ms`),
    );
    expect(delimiter).not.toBe(",");
  });

  it("of names and values is not separated by what stands between these", async () => {
    const { delimiter } = await read(lines(12, (row) => `time=10:22:${10 + row} level=info msg=done id=${row}`));
    expect(delimiter).not.toBe("=");
  });

  it("of settings in lines has no header", async () => {
    expect(await read("Name: Anna\nPhone: 123\nCity: Bonn\nName: Bob\nPhone: 456\nCity: Rome\n")).toMatchObject({
      hasHeader: false,
      count: 6,
    });
  });
});
