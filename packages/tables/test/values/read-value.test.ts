import { describe, expect, it } from "vitest";
import { isoDate, isoDateTime } from "../../src/values/civil-time.ts";
import { Kind } from "../../src/values/kind.ts";
import { readValue } from "../../src/values/read-value.ts";
import { createReading } from "../../src/values/reading.ts";

const KIND_NAMES = new Map(Object.entries(Kind).map(([name, kind]) => [kind, name]));

function read(value: string) {
  const reading = createReading();
  readValue(value, reading);
  return { ...reading, kind: KIND_NAMES.get(reading.kind) };
}

describe("readValue", () => {
  describe("reads numbers", () => {
    it.each([
      ["0", "Integer", 0],
      ["42", "Integer", 42],
      ["-7", "Integer", -7],
      ["+7", "Integer", 7],
      ["999999999999999", "Integer", 999_999_999_999_999],
      ["12.5", "PointNumber", 12.5],
      [".5", "PointNumber", 0.5],
      ["-0.25", "PointNumber", -0.25],
      ["0.123", "PointNumber", 0.123],
      ["1234.567", "PointNumber", 1234.567],
      ["12,5", "CommaNumber", 12.5],
      ["1,234", "CommaOrGroup", 1.234],
      ["1.234", "PointOrGroup", 1.234],
      ["1,234,567", "CommaGrouped", 1_234_567],
      ["1,23,456", "CommaGrouped", 123_456],
      ["12,34,567.50", "PointNumber", 1_234_567.5],
      ["(1,234.50)", "PointNumber", -1234.5],
      ["($5.00)", "Currency", -5],
      ["−5", "Integer", -5],
      ["€ 1.234,56", "Currency", 1234.56],
      ["1\u202f234,5", "CommaNumber", 1234.5],
      ["1.234.567", "PointGrouped", 1_234_567],
      ["1 234 567", "BlankGrouped", 1_234_567],
      ["1'234'567", "BlankGrouped", 1_234_567],
      ["1,234.56", "PointNumber", 1234.56],
      ["1.234,56", "CommaNumber", 1234.56],
      ["1'234.50", "PointNumber", 1234.5],
      ["1.5e-7", "PointNumber", 1.5e-7],
      ["1e+5", "PointNumber", 100_000],
      [" 42 ", "Integer", 42],
      ["12%", "Percent", 12],
      ["5,5 %", "Percent", 5.5],
      ["£67.40", "Currency", 67.4],
      ["-€5", "Currency", -5],
      ["£1,183.23", "Currency", 1183.23],
      ["1,234.50-", "PointNumber", -1234.5],
      ["89.305,47-", "CommaNumber", -89_305.47],
      ["1.234,50- €", "Currency", -1234.5],
      ["Fr. 532.–", "Currency", 532],
      ["€ 5,-", "Currency", 5],
      ["1.250,-- €", "Currency", 1250],
      ["100 USD", "Currency", 100],
      ["0.45375800132751465", "PointNumber", 0.45375800132751465],
      ["0.000453758001327514", "PointNumber", 0.000453758001327514],
      ["7.579024130132574477e-01", "PointNumber", 0.7579024130132574],
      ["100.000000000000000000", "PointNumber", 100],
      ["0.12345678901234567890", "PointNumber", 0.12345678901234568],
      ["-009.500", "PointNumber", -9.5],
      ["100-", "TrailingMinus", -100],
      ["- $11.50", "Currency", -11.5],
      ["- 11,50 €", "Currency", -11.5],
      ["- 11.50", "PointNumber", -11.5],
      ["11.50 CR", "Currency", 11.5],
      ["1,011.50DR", "Currency", -1011.5],
      ["'-75.63", "Guarded", -75.63],
      ["'+4", "Guarded", 4],
    ])("%j as %s %d", (text, kind, number) => {
      expect(read(text)).toMatchObject({ kind, number });
    });
  });

  describe("leaves as text what a number would change", () => {
    it.each([
      ["007", "Identifier"],
      ["01234", "Identifier"],
      ["12345678901234567890", "Identifier"],
      ["12E5", "Exponent"],
      ["1e5", "Exponent"],
      ["007.1", "Identifier"],
      ["038.11", "Identifier"],
      ["12,34,56", "Text"],
      ["1.2.3", "Text"],
      ["0x1F", "Text"],
      ["Infinity", "Text"],
      ["--5", "Text"],
      ["5-", "TrailingMinus"],
      ["'5", "Text"],
      ["- 5", "Text"],
      ["5 or", "Text"],
      ["€", "Text"],
      ["%", "Text"],
      ["+", "Text"],
    ])("%j is %s", (text, kind) => {
      expect(read(text).kind).toBe(kind);
    });
  });

  describe("reads dates", () => {
    it.each([
      ["2024-04-03", "Date", "2024-04-03"],
      ["2024/4/3", "Date", "2024-04-03"],
      ["2024.04.03", "Date", "2024-04-03"],
      ["3 Apr 2024", "Date", "2024-04-03"],
      ["12-Dec-2019", "Date", "2019-12-12"],
      ["Dec 12, 2019", "Date", "2019-12-12"],
      ["September 1, 2020", "Date", "2020-09-01"],
      ["25/04/2024", "DateDayFirst", "2024-04-25"],
      ["04/25/2024", "DateMonthFirst", "2024-04-25"],
      ["03/04/2024", "DateEitherOrder", "2024-04-03"],
      ["22.02.18", "DateDayFirst", "2018-02-22"],
      ["03.04.2024", "DateDayFirst", "2024-04-03"],
      ["01-02-99", "DateEitherOrder", "1999-02-01"],
      ["2024-02-29", "Date", "2024-02-29"],
      ["1600-02-29", "Date", "1600-02-29"],
      ["3. April 2024", "Date", "2024-04-03"],
      ["3rd April 2024", "Date", "2024-04-03"],
      ["April 3rd, 2024", "Date", "2024-04-03"],
      ["12 März 2021", "Date", "2021-03-12"],
      ["7 août 2019", "Date", "2019-08-07"],
      ["Monday, December 25, 2023", "Date", "2023-12-25"],
      ["Apr 2024", "Date", "2024-04-01"],
      ["2024-04", "Date", "2024-04-01"],
      ["04/2024", "Date", "2024-04-01"],
      ["14. 1. 2019", "DateDayFirst", "2019-01-14"],
      ["1er juillet 2020", "Date", "2020-07-01"],
      ["24 de noviembre de 2016", "Date", "2016-11-24"],
      ["1 de enero del 2020", "Date", "2020-01-01"],
      ["2017年8月11日", "Date", "2017-08-11"],
      ["2017年8月", "Date", "2017-08-01"],
      ["2017년 8월 11일", "Date", "2017-08-11"],
      ["2019. 5. 9.", "Date", "2019-05-09"],
      ["2020.01.05.", "Date", "2020-01-05"],
      ["1992-Nov-02", "Date", "1992-11-02"],
      ["05 29 2006", "DateMonthFirst", "2006-05-29"],
      ["3 января 2021", "Date", "2021-01-03"],
      ["12 września 2020", "Date", "2020-09-12"],
    ])("%j as %s %s", (text, kind, iso) => {
      const reading = read(text);
      expect(reading.kind).toBe(kind);
      expect(isoDate(reading.number)).toBe(iso);
    });

    it.each([
      "2024-02-30",
      "2023-02-29",
      "2024-13-01",
      "31/04/2024",
      "32/01/2024",
      "2024-1-1-1",
      "12-Foo-2019",
      "2024-00-10",
      "13/2024",
      "2024:04:03",
      "1992-Foo-02",
      "04/1024",
      "2017年13月1日",
      "30. 2. 2019",
      "24 de nada de 2016",
      "2022-08-24 17",
      "20x4-01-01",
    ])("%j, which does not exist, as text", (text) => {
      expect(read(text).kind).toBe("Text");
    });
  });

  describe("reads times", () => {
    it.each([
      ["2024-04-03T13:45:10Z", "DateTime", "2024-04-03T13:45:10Z"],
      ["2024-04-03 13:45", "DateTime", "2024-04-03T13:45:00"],
      ["2018-02-25 12:34:56 +0000", "DateTime", "2018-02-25T12:34:56Z"],
      ["2024-04-03T13:45:10.250+02:00", "DateTime", "2024-04-03T11:45:10.250Z"],
      ["25/12/2023 23:59:59", "DateTimeDayFirst", "2023-12-25T23:59:59"],
      ["12/25/2023 1:05 PM", "DateTimeMonthFirst", "2023-12-25T13:05:00"],
      ["Mon, 25 Dec 2023 10:00:00 GMT", "DateTime", "2023-12-25T10:00:00Z"],
      ["Mon Dec 25 10:00:00 +0100 2023", "DateTime", "2023-12-25T09:00:00Z"],
      ["20240403T134510Z", "DateTime", "2024-04-03T13:45:10Z"],
      ["10/Nov/2022:19:07:44 +0100", "DateTime", "2022-11-10T18:07:44Z"],
      ["01.01.2022, 19:02 Uhr", "DateTimeDayFirst", "2022-01-01T19:02:00"],
      ["April 19, 2020 at 1:01 am", "DateTime", "2020-04-19T01:01:00"],
      ["Tue Jan 02 2024 14:14:51 GMT+0100 (CET)", "DateTime", "2024-01-02T13:14:51Z"],
      ["12 Jun 1998 - 14:30", "DateTime", "1998-06-12T14:30:00"],
      ["2024:04:03 13:45:10", "DateTime", "2024-04-03T13:45:10"],
      ["2012-08-03 18:31:59 +0200 CEST", "DateTime", "2012-08-03T16:31:59Z"],
      ["Tue, 11 Jul 2017 04:08:03 -0700 (PDT)", "DateTime", "2017-07-11T11:08:03Z"],
      ["2016/12/11 8:42:47 AM GMT+5", "DateTime", "2016-12-11T03:42:47Z"],
      ["2024年4月3日 13:45", "DateTime", "2024-04-03T13:45:00"],
      ["1/15/2020, 9:30:00\u202fAM", "DateTimeMonthFirst", "2020-01-15T09:30:00"],
      ["1/15/2020, 9:30:00\u00a0PM", "DateTimeMonthFirst", "2020-01-15T21:30:00"],
      ["15/01/2020 09.30.00", "DateTimeDayFirst", "2020-01-15T09:30:00"],
      ["15/01/2020 09.30", "DateTimeDayFirst", "2020-01-15T09:30:00"],
      ["15-JAN-20 09.30.00.000000 PM", "DateTime", "2020-01-15T21:30:00"],
      ["2020-01-05-09.30.00", "DateTime", "2020-01-05T09:30:00"],
      ["2020-01-05-09.30.00.123456", "DateTime", "2020-01-05T09:30:00.123"],
      ["5.1.2020 klo 9.30", "DateTimeDayFirst", "2020-01-05T09:30:00"],
      ["2020.01.05. 09:30", "DateTime", "2020-01-05T09:30:00"],
      ["2020-01-05 09:30:00 EST", "DateTime", "2020-01-05T14:30:00Z"],
      ["Sun Jan 05 09:30:00 CET 2020", "DateTime", "2020-01-05T08:30:00Z"],
      ["2020-01-05 09:30:00 IST", "DateTime", "2020-01-05T09:30:00"],
      ["2020-01-05 09:30:00 CST", "DateTime", "2020-01-05T09:30:00"],
    ])("%j as %s %s", (text, kind, iso) => {
      const reading = read(text);
      expect(reading.kind).toBe(kind);
      expect(isoDateTime(reading.number, reading.zoned)).toBe(iso);
    });

    it.each([
      ["13:45", "Time"],
      ["1:45 pm", "Time"],
      ["5 pm", "Time"],
      ["11 a.m.", "Time"],
      ["14:30 Uhr", "Time"],
      ["1:24.6", "Time"],
      ["61:24.6", "Text"],
      ["13 pm", "Text"],
      ["23:59:60", "Time"],
      ["24:00", "Text"],
      ["13:60", "Text"],
      ["13:45 pm", "Text"],
    ])("%j as %s", (text, kind) => {
      expect(read(text).kind).toBe(kind);
    });
  });

  describe("recognizes", () => {
    it.each([
      ["true", "Boolean"],
      ["FALSE", "Boolean"],
      ["Yes", "Boolean"],
      ["y", "BooleanLetter"],
      ["ada@example.com", "Email"],
      ["first.last+tag@sub.example.co.uk", "Email"],
      ["https://example.com/a?b=c", "Url"],
      ["www.example.com", "Url"],
      ["550e8400-e29b-41d4-a716-446655440000", "Uuid"],
      ["+49 30 1234567", "Phone"],
      ["+49 301 234 567", "Phone"],
      ["(415) 555-2671", "Phone"],
      ["415-555-2671", "Phone"],
      ["+4930123456", "Phone"],
      ["001-541-754-3010x1234", "Phone"],
      ["541.754.3010 ext. 12", "Phone"],
      ["01.23.45.67.89", "Phone"],
      ["055/9335300", "Phone"],
      ["0171 1234567", "Phone"],
      ["03-1234-5678", "Phone"],
      ["010-1234-5678", "Phone"],
      ["138-1234-5678", "Phone"],
      ["1-800-555-1234", "Phone"],
      ["192.168.10.12", "Ip"],
      ["10.0.0.1:8080", "Ip"],
      ["2001:db8::ff00:42:8329", "Ip"],
      ["::1", "Ip"],
      ["SW1A 1AA", "PostalCode"],
      ["K1A 0B1", "PostalCode"],
      ["1234 AB", "PostalCode"],
      ["12345-6789", "PostalCode"],
      ["s3://bucket/key", "Url"],
      ["#DIV/0!", "NullToken"],
      ["########", "NullToken"],
      ["NULL", "NullToken"],
      ["\\N", "NullToken"],
      ["N/A", "NullToken"],
      ["NA", "WeakNullToken"],
      ["unknown", "WeakNullToken"],
      ["Not available", "WeakNullToken"],
      ["TBD", "WeakNullToken"],
      ["0000-00-00", "WeakNullToken"],
      ["да", "Boolean"],
      ["Não", "Boolean"],
      ["-", "WeakNullToken"],
      ["?", "WeakNullToken"],
    ])("%j as %s", (text, kind) => {
      expect(read(text).kind).toBe(kind);
    });

    it.each([
      "Null",
      "a@b",
      "@example.com",
      "a@@b.c",
      "http://",
      "2000-2010",
      "300.1.1.1",
      "15-1031.00",
      "978-3-16-148410-0",
      "123-45-6789",
      "50242-040-62",
      "0002-1433-80",
      "12345-1234-1",
      "12345-1234-12",
      "12-345678-9",
      "2024-0012-33",
      "0-12345-67890-5",
      "550e8400-e29b-41d4-a716-44665544000g",
      "http://a b",
    ])("%j as nothing of the kind", (text) => {
      expect(["Text", "WeakNullToken"]).toContain(read(text).kind);
    });
  });

  it("answers hostile cells of a megabyte without delay", () => {
    const hostile = [
      "1,".repeat(500_000),
      "a@".repeat(500_000),
      " ".repeat(1_000_000),
      "(1".repeat(500_000),
      "1 ".repeat(1_000),
      "Jan ".repeat(500),
      "a.".repeat(600) + "@",
    ];
    for (const cell of hostile) expect(read(cell).kind).toBe("Text");
  });
});
