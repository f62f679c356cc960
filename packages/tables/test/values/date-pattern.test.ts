import { describe, expect, it } from "vitest";
import { datePatterns } from "../../src/values/date-pattern.ts";
import { readValue } from "../../src/values/read-value.ts";
import { createReading } from "../../src/values/reading.ts";

function patterns(values: readonly string[], order: "day_first" | "month_first" | null = null) {
  const reading = createReading();
  const counts = new Map<number, number>();
  for (const value of values) {
    readValue(value, reading);
    counts.set(reading.pattern, (counts.get(reading.pattern) ?? 0) + 1);
  }
  return datePatterns([...counts], order);
}

describe("datePatterns", () => {
  it.each([
    ["2024-04-03", "yyyy-MM-dd"],
    ["2024/4/3", "yyyy/M/d"],
    ["03.04.2024", "dd.MM.yyyy"],
    ["3-Apr-24", "d-MMM-yy"],
    ["3. April 2024", "d. MMMM yyyy"],
    ["April 3, 2024", "MMMM d, yyyy"],
    ["20240403T134510Z", "yyyyMMdd'T'HHmmssX"],
    ["2024-04-03T13:45:10.250+02:00", "yyyy-MM-dd'T'HH:mm:ss.SSSxxx"],
    ["2024-04-03 1:45 pm", "yyyy-MM-dd h:mm a"],
    ["Wed, 03 Apr 2024 13:45:10 GMT", "EEE, dd MMM yyyy HH:mm:ss zzz"],
    ["Wed Apr 03 13:45:10 +0000 2024", "EEE MMM dd HH:mm:ss xx yyyy"],
    ["9:05", "H:mm"],
    ["5 pm", "h a"],
    ["1:24.6", "m:ss.S"],
    ["1992-Nov-02", "yyyy-MMM-dd"],
    ["05 29 2006", "dd MM yyyy"],
    ["12 Jun 1998 - 14:30", "dd MMM yyyy - HH:mm"],
    ["2024:04:03 13:45:10", "yyyy:MM:dd HH:mm:ss"],
    ["20240403134510", "yyyyMMddHHmmss"],
    ["2016/12/11 8:42:47 AM GMT+5", "yyyy/MM/dd h:mm:ss a zzz"],
    ["14:30 Uhr", "HH:mm 'Uhr'"],
    ["04/2024", "MM/yyyy"],
    ["14. 1. 2019", "d. M. yyyy"],
    ["24 de noviembre de 2016", "dd 'de' MMMM 'de' yyyy"],
    ["2017年8月11日", "yyyy年M月d日"],
    ["2017년 8월", "yyyy년 M월"],
    ["2019. 5. 9.", "yyyy. M. d."],
    ["10/Nov/2022:19:07:44 +0000", "dd/MMM/yyyy:HH:mm:ss xx"],
    ["April 9, 2020 at 1:01 am", "MMMM d, yyyy 'at' h:mm a"],
    ["05/01/2020 09.30.00", "dd/MM/yyyy HH.mm.ss"],
    ["05/01/2020 9.30", "dd/MM/yyyy H.mm"],
    ["05-JAN-20 09.30.00.000000 AM", "dd-MMM-yy hh.mm.ss.SSSSSS a"],
    ["2020-01-05-09.30.00", "yyyy-MM-dd-HH.mm.ss"],
    ["5.1.2020 klo 9.30", "d.M.yyyy 'klo' H.mm"],
    ["2020.01.05.", "yyyy.MM.dd."],
    ["Tue Jan 02 2024 14:14:51 GMT+0100 (CET)", "EEE MMM dd yyyy HH:mm:ss 'GMT'xx"],
  ])("writes %j as %j", (value, pattern) => {
    expect(patterns([value])).toEqual([{ pattern, count: 1 }]);
  });

  it("takes numbers of two digits as the others are written", () => {
    expect(patterns(["11/12/2024", "1/2/2024", "11/12/2023"], "day_first")).toEqual([{ pattern: "d/M/yyyy", count: 3 }]);
    expect(patterns(["11/12/2024", "01/02/2024"], "month_first")).toEqual([{ pattern: "MM/dd/yyyy", count: 2 }]);
  });

  it("tells different ways apart, the most frequent first", () => {
    expect(patterns(["2024-01-02", "3 Apr 2024", "2024-01-03"])).toEqual([
      { pattern: "yyyy-MM-dd", count: 2 },
      { pattern: "d MMM yyyy", count: 1 },
    ]);
  });
});
