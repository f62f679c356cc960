import type { ColumnProfile, TableFormat } from "@rowmill/tables";

/** What a careful person reads in a file. What is left out is not compared. */
export interface Expected {
  readonly format?: TableFormat;
  readonly delimiter?: string | null;
  readonly quote?: string;
  readonly recordsPath?: string;
  readonly sheet?: string;
  /** Rows of data. */
  readonly rows: number;
  /** The names of the columns; `null` if the file does not name them. */
  readonly columns?: readonly string[] | null;
  readonly columnCount?: number;
  readonly first?: readonly (string | null)[];
  /** Codes that are among the findings. */
  readonly findings?: readonly string[];
  readonly profiles?: Readonly<Record<string, Partial<ColumnProfile>>>;
}

const decimal = { type: "decimal" } as const;
const identifier = { type: "string", semantic: "identifier" } as const;
const isd = "USAF,WBAN,STATION NAME,CTRY,ST,CALL,LAT,LON,ELEV(M),BEGIN,END".split(",");
const salesforce = { rows: 8, columns: ["Account Name", "Amount", "Close Date", "Stage"] };
const abc = ["a", "b", "c"];
const aim = "Time,Conc,Count,Live,DTC,Press,In,Mean,Status".split(",");
const sec = { format: "fixed-width", columns: ["Form Type", "Company Name", "CIK", "Date Filed", "File Name"] } as const;

/**
 * By kind and file. Where the description beside the files leaves a choice, the comment says what is compared. `11-fed.csv` may have its upper lines as
 * preamble or in the header; the first row of data is compared.
 */
export const expectations: Readonly<Record<string, Expected>> = {
  "01-decimals-of-17-digits/19-prob.xlsx": { rows: 12, profiles: { p: { ...decimal, min: 0.020584494295802447 } } },
  "01-decimals-of-17-digits/fix17-semi.txt": {
    rows: 40,
    columns: null,
    columnCount: 3,
    profiles: { column_1: decimal, column_3: decimal },
  },
  "01-decimals-of-17-digits/prob-small.csv": { rows: 300, profiles: { p: decimal, q: decimal } },
  "01-decimals-of-17-digits/prob.csv": { rows: 300, profiles: { p: decimal, score: decimal } },
  "01-decimals-of-17-digits/sav-blank-16.txt": { rows: 40, columns: null, columnCount: 3, profiles: { column_2: decimal } },
  "01-decimals-of-17-digits/sav-blank-18.txt": {
    rows: 40,
    columns: null,
    columnCount: 3,
    profiles: { column_1: decimal, column_2: decimal },
  },
  "01-decimals-of-17-digits/sav-comma-18-hdr.txt": { rows: 40, columns: ["x", "y", "z"], profiles: { x: decimal, y: decimal, z: decimal } },
  "01-decimals-of-17-digits/t-d15-lead0.csv": { rows: 2, profiles: { x: { ...decimal, min: 0.000338418990373611 } } },
  "01-decimals-of-17-digits/t-d18-int.csv": { rows: 2, profiles: { x: { ...decimal, max: 23.384189903736115 } } },
  "02-prose-above-fixed-width/isd-nonotes-60.txt": { format: "fixed-width", rows: 60, columns: isd },
  "02-prose-above-fixed-width/isd-notes-60.txt": { format: "fixed-width", rows: 60, columns: isd },
  "02-prose-above-fixed-width/sec-20.idx": { ...sec, rows: 20 },
  "02-prose-above-fixed-width/sec-nopre.txt": {
    ...sec,
    rows: 300,
    first: ["1-A POS", "ACME HOLDINGS INC", "1000", "2020-01-10", "files/data/1000/0000-20-000000.txt"],
  },
  "03-blanks-part-evenly-but-fixed-width-wins/bl-a.txt": { rows: 60, columns: null, columnCount: 3, first: ["1958", "1", "300"] },
  "03-blanks-part-evenly-but-fixed-width-wins/bl-c.txt": { rows: 60, columns: null, columnCount: 3, first: ["0", "0", "0"] },
  "03-blanks-part-evenly-but-fixed-width-wins/bl-f.txt": { rows: 60, columns: ["id", "x", "y"], first: ["1000", "0", "0"] },
  "03-blanks-part-evenly-but-fixed-width-wins/bl-g.txt": { rows: 200, columns: null, columnCount: 5, first: ["1000", "0", "0", "0", "0"] },
  "03-blanks-part-evenly-but-fixed-width-wins/bl-j.txt": { rows: 60, columns: null, columnCount: 3, first: ["600", "0", "0.0"] },
  // "Mounted on" is two words over one column, so the gutters between whole words are the way to read it.
  "03-blanks-part-evenly-but-fixed-width-wins/df.txt": {
    rows: 5,
    columns: ["Filesystem", "1K-blocks", "Used", "Available", "Use%", "Mounted on"],
    first: ["/dev/sda1", "41251137", "12345679", "26789011", "31%", "/mnt/d1"],
  },
  "03-blanks-part-evenly-but-fixed-width-wins/ndbc-20.txt": {
    rows: 20,
    columnCount: 18,
    first: "2023 01 01 00 50 301 1.0 3.6 3.04 4.36 2.45 181 1017.5 11.4 11.1 999.0 99.0 99.00".split(" "),
  },
  // COMMAND has blanks within its values.
  "03-blanks-part-evenly-but-fixed-width-wins/psaux.txt": {
    rows: 8,
    columns: "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND".split(" "),
    first: ["root", "1", "0.0", "0.1", "168001", "11001", "?", "Ss", "Jan01", "0:01", "/usr/bin/prog --opt 1"],
  },
  "03-blanks-part-evenly-but-fixed-width-wins/sap24.txt": {
    rows: 9,
    columns: ["Order id", "Order date", "First name", "Last name", "Phone number", "# of items", "# of delivery days"],
  },
  "03-blanks-part-evenly-but-fixed-width-wins/stat545.txt": {
    rows: 3,
    columns: null,
    first: "179.989 0 4 26 0.945 0.496 0.099".split(" "),
  },
  "03-blanks-part-evenly-but-fixed-width-wins/tabs-and-blanks.txt": {
    rows: 8,
    columns: ["name", "x", "y", "z"],
    first: ["n0", "0", "0", "0"],
  },
  "03-blanks-part-evenly-but-fixed-width-wins/v-hdr.txt": { rows: 60, columns: ["year", "month", "value", "flag"] },
  "04-gutter-inside-of-a-field/fw-cities.txt": {
    rows: 40,
    columns: ["CODE", "CITY", "ST", "POP"],
    first: ["100", "New York", "NY", "3981725"],
  },
  "04-gutter-inside-of-a-field/fw-titles.txt": { rows: 60, columns: ["ID", "TITLE", "PAY", "START"] },
  "04-gutter-inside-of-a-field/fwf-1gap-hdr.txt": { rows: 30, columns: ["CODE", "TYPE", "DATE", "AMOUNT", "NAME", "F"] },
  "04-gutter-inside-of-a-field/readr984b.txt": { rows: 36, columns: null, first: ["01001", "Autumn County", "AL", "0", "0"] },
  "04-gutter-inside-of-a-field/readr984c.txt": { rows: 36, columns: null, first: ["01001", "Elm County", "AL", "0", "0"] },
  "05-fixed-width-sparse-columns/bom.txt": {
    rows: 7,
    columns: ["Qty", "Value", "Parts", "Description", "MAN_PART_NO", "VENDOR"],
    first: ["1", "330kOhm", "R7", "Resistor", "AB-R-330K-5", "Shop A"],
  },
  "06-metadata-line-above-the-header/16-libre.csv": {
    rows: 10,
    columns: [
      "Device",
      "Serial Number",
      "Device Timestamp",
      "Record Type",
      "Historic Glucose mmol/L",
      "Scan Glucose mmol/L",
      "Non-numeric Rapid-Acting Insulin",
    ],
  },
  "06-metadata-line-above-the-header/control.tsv": { rows: 12, columns: ["Country", "Product", "URI", "UPC"] },
  "06-metadata-line-above-the-header/pre5-08.csv": { rows: 10, columns: "Device,Serial,Stamp,Type,Hist,Scan,Rapid,Long".split(",") },
  "06-metadata-line-above-the-header/pre5-10.csv": {
    rows: 10,
    columns: "Device,Serial,Stamp,Type,Hist,Scan,Rapid,Long,Notes,Strip".split(","),
  },
  // Units and kinds of processing below the names are joined with them.
  "06-metadata-line-above-the-header/toa5-14.dat": { rows: 15, columnCount: 14, findings: ["preamble_skipped"] },
  "06-metadata-line-above-the-header/toaci1.dat": { rows: 9, columns: ["TMSTAMP", "RECNBR", "Batt", "Temp", "RH"] },
  "07-padded-settings-above-the-table/20-lvm.lvm": { rows: 12, columns: ["X_Value", "Voltage", "Current", "Comment"] },
  "07-padded-settings-above-the-table/aim-12-12-nopad.csv": { rows: 12, columns: aim, findings: ["preamble_skipped"] },
  "07-padded-settings-above-the-table/aim-12-12-pad.csv": { rows: 12, columns: aim, findings: ["preamble_skipped"] },
  "07-padded-settings-above-the-table/aim-12-20-pad.csv": { rows: 20, columns: aim, findings: ["preamble_skipped"] },
  "07-padded-settings-above-the-table/aim.csv": { rows: 12, findings: ["preamble_skipped"], profiles: { Time: { type: "time" } } },
  "07-padded-settings-above-the-table/ss-full.csv": {
    rows: 8,
    columns: ["Sample_ID", "Sample_Name", "I7_Index_ID", "index", "Sample_Project", "Description"],
  },
  "08-rows-that-grow-are-dropped-as-preamble/tri-12.csv": { rows: 12, columns: null, first: ["Stop0", "0000_A"] },
  "08-rows-that-grow-are-dropped-as-preamble/tri-12.xlsx": { rows: 12, columns: null },
  "09-first-records-taken-as-header-of-two-rows/textonly-nohdr.csv": { rows: 6, columns: null },
  // A header of one row is the worst that is right.
  "09-first-records-taken-as-header-of-two-rows/textonly-nohdr2.csv": { rows: 5, columns: null },
  "10-tilde-quotes/01-usda-food.txt": {
    delimiter: "^",
    quote: "~",
    rows: 6,
    columns: null,
    first: ["01000", "0100", "Butter, salted", "BUTTER, SALTED", "", "", "Y", "", "0", "", "6.38", "4.27", "8.07", "3.87"],
  },
  "10-tilde-quotes/02-usda-nut.txt": { delimiter: "^", quote: "~", rows: 16, columns: null },
  "11-other-sheets-are-silent/23-readme-first.xlsx": { sheet: "Data", rows: 60, findings: ["other_tables"] },
  "11-other-sheets-are-silent/30-three-sheets.xlsx": { sheet: "Jan", rows: 20, findings: ["other_tables"] },
  "12-notes-under-the-table-become-records/foot-sf-4.csv": { ...salesforce, findings: ["footer_skipped"] },
  "12-notes-under-the-table-become-records/foot-sf-5.csv": { ...salesforce, findings: ["footer_skipped"] },
  "12-notes-under-the-table-become-records/foot-sf-padded.csv": { ...salesforce, findings: ["footer_skipped"] },
  "12-notes-under-the-table-become-records/foot-sf-short.csv": { ...salesforce, findings: ["footer_skipped"] },
  "13-header-shorter-than-rows/duck18403.csv": { rows: 9, columns: ["id", "timestamp", "price", "volume", "side", "column_6"] },
  "13-header-shorter-than-rows/hdr-short-trail.csv": { rows: 15, columns: ["date", "amount", "text", "column_4"] },
  "13-header-shorter-than-rows/short-3.csv": { rows: 15, columns: ["date", "amount", "text", "column_4", "column_5", "column_6"] },
  "13-header-shorter-than-rows/trail-rows2.csv": { rows: 12, columns: abc },
  "14-comment-lines/c-note-colon.txt": { rows: 58, columnCount: 6, first: ["1958", "3", "1958.167", "315.20", "314.20", "-1"] },
  "14-comment-lines/co2-names.txt": { rows: 58, columnCount: 7 },
  "14-comment-lines/f-30lines.txt": { rows: 58, columnCount: 6 },
  "14-comment-lines/iis.txt": {
    rows: 12,
    columns: "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken".split(" "),
  },
  "15-totals-with-longer-labels/05-quickbooks-pl.xlsx": { rows: 9, findings: ["total_rows"] },
  "15-totals-with-longer-labels/22-googleads.csv": { rows: 10, findings: ["total_rows"] },
  "15-totals-with-longer-labels/tot-t14.csv": { rows: 9, findings: ["total_rows"] },
  "15-totals-with-longer-labels/tot-t15.csv": { rows: 9, findings: ["total_rows"] },
  // The lines above "Time Period" may be preamble or part of the header.
  "16-second-header-row-missed/11-fed.csv": { rows: 19, first: ["1962-01-02", "3.2", "4.02"] },
  "16-second-header-row-missed/26-merged3.xlsx": {
    rows: 8,
    columnCount: 7,
    first: ["C1", "10", "11", "0.01", "12", "13", "0.01111111111111111"],
  },
  "16-second-header-row-missed/gen-1.csv": { rows: 10, columns: ["Stichtag", "Bevölkerung Anzahl"] },
  "16-second-header-row-missed/gen-3.csv": { rows: 8, columns: ["Kreis", "Jahr", "Männlich Anzahl", "Weiblich Anzahl"] },
  "16-second-header-row-missed/sm-1.csv": {
    rows: 9,
    columns: [
      "Respondent ID",
      "Collector ID",
      "Start Date",
      "Which do you use? Bus",
      "Which do you use? Train",
      "Which do you use? Bike",
      "Age? Response",
    ],
  },
  "16-second-header-row-missed/sm-4.csv": {
    rows: 9,
    columns: ["Respondent ID", "Start Date", "Rate these Food", "Rate these Staff", "Rate these Room", "Age Response"],
  },
  "17-first-parent-record-dropped/38-hurdat.txt": { rows: 24 },
  "17-first-parent-record-dropped/hd-2.txt": { rows: 33, columns: null },
  "18-dashes-under-a-delimited-header/sqlcmd-semi.csv": { rows: 6, columns: ["id", "name", "amount"], findings: ["ruling_lines"] },
  "18-dashes-under-a-delimited-header/sqlcmd.csv": { rows: 6, columns: ["id", "name", "amount"], findings: ["ruling_lines"] },
  "19-json-arrays-of-values-beside-the-records/j1.json": { rows: 3, columns: ["a"], findings: ["values_outside"] },
  "19-json-arrays-of-values-beside-the-records/j3.json": { rows: 3, columns: ["a", "b"] },
  "19-json-arrays-of-values-beside-the-records/j4.json": { rows: 3, columnCount: 2, recordsPath: "rows" },
  // Records under keys of their own: read as rows, or a finding that reports them.
  "20-json-records-that-are-not-found/dict-of-records.json": { rows: 12, columnCount: 4 },
  "20-json-records-that-are-not-found/j8.json": { rows: 60, recordsPath: "1" },
  "21-zone-names-are-read-as-utc/t-z-cet.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T08:30:00Z" } } },
  "21-zone-names-are-read-as-utc/t-z-est.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T14:30:00Z" } } },
  "21-zone-names-are-read-as-utc/t-z-gmt1.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T08:30:00Z" } } },
  "22-year-first-dates-of-two-digits/t-ymd2-a.csv": { rows: 3, profiles: { x: { type: "date", min: "2020-01-05", max: "2021-03-28" } } },
  "22-year-first-dates-of-two-digits/t-ymd2-b.csv": { rows: 4, profiles: { x: { type: "date", min: "2024-01-05", max: "2024-01-31" } } },
  "23-amounts-with-signs/amt-cr.csv": { rows: 8, profiles: { Amt: decimal } },
  "23-amounts-with-signs/amt-minus-sp-dollar.csv": { rows: 8, profiles: { Amt: { ...decimal, max: -11.5 } } },
  "23-amounts-with-signs/amt-sp-minus.csv": { rows: 8, profiles: { Amt: { ...decimal, max: -11.5 } } },
  "23-amounts-with-signs/apos-neg.csv": { rows: 4, profiles: { amt: { ...decimal, min: -75.63 } } },
  "23-amounts-with-signs/t-tm-dec.csv": { rows: 3, profiles: { x: { ...decimal, min: -250.5 } } },
  "23-amounts-with-signs/t-tm-int.csv": { rows: 4, profiles: { x: { type: "integer", min: -250, max: 30 } } },
  "24-times-with-other-signs/t-d-db2.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T09:30:00" } } },
  "24-times-with-other-signs/t-d-fi.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T09:30:00" } } },
  "24-times-with-other-signs/t-d-hu1.csv": { rows: 2, profiles: { x: { type: "date", min: "2020-01-05" } } },
  "24-times-with-other-signs/t-d-it.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T09:30:00" } } },
  "24-times-with-other-signs/t-d-ora.csv": { rows: 2, profiles: { x: { type: "datetime", min: "2020-01-05T09:30:00" } } },
  "25-codes-taken-for-phone-numbers/t-ph-acct.csv": { rows: 3, profiles: { account: { semantic: null } } },
  "25-codes-taken-for-phone-numbers/t-ph-inv.csv": { rows: 3, profiles: { invoice: { semantic: null } } },
  "25-codes-taken-for-phone-numbers/t-ph-ndc442.csv": { rows: 3, profiles: { ndc: { semantic: null } } },
  "25-codes-taken-for-phone-numbers/t-ph-ndc532.csv": { rows: 3, profiles: { ndc: { semantic: null } } },
  "26-header-in-another-delimiter-and-double-wrapped-rows/eq.csv": { rows: 2, first: ["1", "0012", "2024-01-05"] },
  "26-header-in-another-delimiter-and-double-wrapped-rows/hdr-comma-rows-semi.csv": { rows: 12, columns: ["id", "name", "amount", "date"] },
  "26-header-in-another-delimiter-and-double-wrapped-rows/whole-quoted-inner.csv": { rows: 12, findings: ["wrapped_rows"] },
  "27-workbook-codes-by-number-format/01-zipfmt.xlsx": { rows: 6, first: ["02134", "0000123", "012-34-5678", "10.5"] },
  "28-codes-with-zeros-and-a-point/icd-005.csv": { rows: 200, profiles: { code: identifier } },
  "28-codes-with-zeros-and-a-point/icd-025.csv": { rows: 200, profiles: { code: identifier } },
  "28-codes-with-zeros-and-a-point/int-005.csv": { rows: 200, profiles: { code: identifier } },
};
