import { describe, expect, it } from "vitest";
import { frameOf, type FrameOptions } from "../../src/frame/table-frame.ts";

/** The frame of rows that are written as lines with `|` between the cells. */
function frame(lines: readonly string[], options: FrameOptions = { complete: true }) {
  return frameOf(
    lines.map((line) => line.split("|").map((cell) => cell.trim())),
    options,
  );
}

const DATA = ["1|Ada|2024-01-02|3.5", "2|Bob|2024-01-03|4.0", "3|Cy|2024-01-04|5.25"];

describe("a header", () => {
  it("may be one row, several, or none", () => {
    expect(frame(["id|name|day|n", ...DATA])).toMatchObject({ headerRows: 1, columnNames: ["id", "name", "day", "n"], dataStart: 1 });
    expect(frame(DATA)).toMatchObject({ headerRows: 0, columnNames: [], dataStart: 0 });
  });

  it("of groups over names is joined from top to bottom, a group standing for the empty cells after it", () => {
    const rows = ["Region|2023||2024|", "|Q1|Q2|Q1|Q2", "North|1|2|3|4", "South|5|6|7|8", "West|9|1|2|3"];
    expect(frame(rows)).toMatchObject({ headerRows: 2, columnNames: ["Region", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2"] });
  });

  it("may end with a row of units", () => {
    const rows = ["time|speed|name|temp", "[s]|[m/s]||[°C]", "1|2.5|a|20", "2|2.75|b|21", "3|3.5|c|22"];
    expect(frame(rows)).toMatchObject({ headerRows: 2, unitsRow: 1, columnNames: ["time [s]", "speed [m/s]", "name", "temp [°C]"] });
  });

  it("may go on below its names with a word over some columns", () => {
    const rows = ["|||2014|2013", "unit|staff|others|total|total", "||||restated", "North|1|2|3|4", "South|5|6|11|12", "West|9|1|10|9"];
    expect(frame(rows)).toMatchObject({
      headerRows: 3,
      columnNames: ["unit", "staff", "others", "2014 total", "2013 total restated"],
      dataStart: 3,
    });
  });

  it("of groups may have long names", () => {
    const rows = [
      "unit|who works here with a contract for more than a year||Comments that are published beside the row|",
      "|men|women||",
      "North|1|2|-|3",
      "South|5|6|-|7",
    ];
    expect(frame(rows)).toMatchObject({ preambleRows: 0, headerRows: 2 });
  });

  it("may have years for names", () => {
    expect(frame(["city|2001|2002|2003", "Bonn|120|130|140", "Rome|150|180|190"]).headerRows).toBe(1);
    expect(frame(["district|2022", "AK-1|-14.6", "AL-1|-31.7", "AL-2|-33.4"]).headerRows).toBe(1);
    expect(frame(["John Smith|WA|418-Y11-4111", "Mary Hart|CA|319-Z19-4341", "Evan Nolan|IL|219-X32-3301"]).headerRows).toBe(0);
    expect(frame(["1999|4", "2000|5", "2001|7"]).headerRows).toBe(0);
    expect(frame(["Ada|1999", "Bob|2001", "Cy|2000"]).headerRows).toBe(0);
  });

  it("of questions over answers is seen by how few answers a row has", () => {
    const rows = [
      "id|Where do you live?||||Age||",
      "|North|South|East|West|< 18|18-60|> 60",
      "11|North|||||18-60|",
      "12||South|||< 18||",
      "13|||East||||> 60",
    ];
    expect(frame(rows)).toMatchObject({ headerRows: 2, dataStart: 2 });
    expect(frame(rows).columnNames.slice(0, 3)).toEqual(["id", "Where do you live? North", "Where do you live? South"]);
  });

  it("of text over text is one row, also where the second looks like it", () => {
    expect(frame(["name|city|state", "Ada|London|open", "Bob|Bonn|closed", "Cy|Rome|open"])).toMatchObject({ headerRows: 1 });
  });

  it("of groups is seen over text by its gaps", () => {
    const rows = [
      "Person||Place|",
      "first|last|city|country",
      "Ada|Lovelace|London|UK",
      "Alan|Turing|Wilmslow|UK",
      "Grace|Hopper|New York|US",
    ];
    expect(frame(rows)).toMatchObject({ headerRows: 2, columnNames: ["Person first", "Person last", "Place city", "Place country"] });
  });

  it("is not a row of data in which words stand for missing numbers", () => {
    expect(frame(["id|name|day|n", "1|Ada|unknown|none yet", ...DATA]).headerRows).toBe(1);
  });

  it("is what the caller says", () => {
    expect(frame(DATA, { header: true }).headerRows).toBe(1);
    expect(frame(["id|name|day|n", ...DATA], { header: false })).toMatchObject({ headerRows: 0, headerConfidence: 1 });
  });
});

describe("a preamble", () => {
  it.each<[what: string, above: readonly string[]]>([
    ["titles", ["Report 2024", "made today"]],
    ["a title and a blank line", ["Report 2024", ""]],
    ["a padded title", ["Report 2024|||", "|||"]],
    ["keys and values", ["Station|Berlin", "Sensor|X-5", ""]],
    ["padded keys and values", ["Station|Berlin||", "Sensor|X-5||", "|||"]],
    ["notes with a delimiter by chance", ["Sales of the north|of the south|and so on", ""]],
  ])("of %s is skipped", (_, above) => {
    expect(frame([...above, "id|name|day|n", ...DATA])).toMatchObject({ preambleRows: above.length, headerRows: 1, width: 4 });
  });

  it("as wide as the table is told from groups of columns by its long text", () => {
    const rows = ["Created as a new data set by the administrator on Monday|Sample 22", "cm-1|%T", "4000|98.7", "3999|98.5", "3998|97.1"];
    expect(frame(rows)).toMatchObject({ preambleRows: 1, headerRows: 1 });
  });

  it("may be longer than the table", () => {
    expect(frame(["Created|Sample 012 by Analyst|January 20", "cm-1|A", "4000|0.5", "3999|0.25", "3998|0.75"])).toMatchObject({
      preambleRows: 1,
      columnNames: ["cm-1", "A"],
    });
  });
});

describe("the end of a table", () => {
  it("comes before notes, which are left out", () => {
    expect(frame(["id|name|day|n", ...DATA, "", "Source: the office of the office"])).toMatchObject({
      dataEnd: 4,
      footer: { from: 5, to: 6 },
    });
  });

  it("does not come before a record that broke off", () => {
    expect(frame(["id|name|day|n", ...DATA, "4|D"])).toMatchObject({ dataEnd: 5, footer: { from: 5, to: 5 } });
  });

  it("is not looked for in a sample", () => {
    expect(frame(["id|name|day|n", ...DATA, "", "Source: the office of the office"], {}).dataEnd).toBe(6);
  });

  it("may have totals, which stay and are pointed at", () => {
    expect(frame(["id|name|day|n", ...DATA, "Total|||12.75"])).toMatchObject({ dataEnd: 5, totalRows: [4] });
  });
});

describe("several tables", () => {
  const people = ["name|age", "Ada|36", "Bob|40"];

  it("are told apart by a gap and their widths; the largest is read", () => {
    expect(frame(["id|name|day|n", ...DATA, "", ...people])).toMatchObject({
      width: 4,
      dataEnd: 4,
      otherTables: [{ from: 5, to: 8, width: 2 }],
    });
    expect(frame([...people, "", "id|name|day|n", ...DATA])).toMatchObject({
      width: 4,
      preambleRows: 4,
      otherTables: [{ from: 0, to: 3, width: 2 }],
    });
  });

  it("are told apart without a gap by a header of another width", () => {
    const rows = ["id|name|day|n", ...DATA, "name|age|city", "Ada|36|London", "Bob|40|Bonn", "Cy|50|Rome"];
    expect(frame(rows)).toMatchObject({ width: 4, dataEnd: 4, otherTables: [{ from: 4, to: 8, width: 3 }] });
  });

  it("are one where rows only grow longer", () => {
    const rows = ["a|b", ...Array.from({ length: 50 }, () => "1|2"), ...Array.from({ length: 200 }, () => "1|2|3")];
    expect(frame(rows)).toMatchObject({ otherTables: [], dataEnd: 251 });
  });

  it("padded to one width are told apart by a gap, a title and other names", () => {
    const meetings = ["Meetings|||||", "who|when|with|||", "Ada|May|Bob|||", "||Cy|||", "||Di|||", "Ada|June|Cy|||"];
    const travel = ["Travel|||||", "who|days|where|why|how|cost", "Ada|12 - 15 May|Rome|Talks|Train|80", "Bob|3 June|Oslo|Talks|Ship|90"];
    expect(frame([...meetings, "|||||", ...travel])).toMatchObject({
      preambleRows: 1,
      columnNames: ["who", "when", "with", "", "", ""],
      dataEnd: 6,
      otherTables: [{ from: 7, to: 11 }],
    });
  });

  it("are one where the same names come again", () => {
    const rows = ["id|name|day|n", ...DATA];
    expect(frame([...rows, "", ...rows])).toMatchObject({ otherTables: [], dataEnd: 9 });
  });

  it("are one where a blank line stands among rows", () => {
    expect(frame(["id|name|day|n", ...DATA, "", ...DATA])).toMatchObject({ otherTables: [], dataEnd: 8 });
  });
});

it("has no width without rows", () => {
  expect(frame([])).toMatchObject({ width: 0, headerRows: 0, preambleRows: 0, dataEnd: 0 });
  expect(frame(["", ""])).toMatchObject({ width: 0, headerRows: 0 });
});
