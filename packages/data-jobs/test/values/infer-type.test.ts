import { describe, expect, it } from "vitest";
import { inferType } from "../../src/values/infer-type.ts";
import { KIND_COUNT } from "../../src/values/kind.ts";
import { readValue } from "../../src/values/read-value.ts";
import { createReading } from "../../src/values/reading.ts";

function infer(...values: string[]) {
  const counts = new Float64Array(KIND_COUNT);
  const reading = createReading();
  for (const value of values) {
    readValue(value, reading);
    counts[reading.kind] = (counts[reading.kind] ?? 0) + 1;
  }
  return inferType(counts, new Set(values).size);
}

describe("inferType", () => {
  it.each([
    [["1", "2", "-3"], "integer", null],
    [["1", "2.5"], "decimal", null],
    [["1,5", "2,25"], "decimal", null],
    [["1,234", "5,678"], "integer", null],
    [["1.234", "5.678"], "decimal", null],
    [["true", "false", "TRUE"], "boolean", null],
    [["Y", "N"], "boolean", null],
    [["Y", "Y"], "string", null],
    [["0", "1", "1"], "integer", null],
    [["2024-01-01", "2024-01-02"], "date", null],
    [["2024-01-01", "2024-01-02 10:00"], "datetime", null],
    [["10:00", "11:30"], "time", null],
    [["01234", "12345"], "string", "identifier"],
    [["12345678901234567", "12345678901234568"], "string", "identifier"],
    [["a@b.co", "c@d.org"], "string", "email"],
    [["https://a.b", "http://c.d/e"], "string", "url"],
    [["550e8400-e29b-41d4-a716-446655440000"], "string", "uuid"],
    [["+49 30 1234567", "(415) 555-2671"], "string", "phone"],
    [["£5.00", "£1,183.23", "0"], "decimal", "currency"],
    [["12%", "5.5 %"], "decimal", "percent"],
    [["Ada", "Bob"], "string", null],
    [["12", "Ada", "true", "2024-01-01"], "string", null],
  ])("reads %j as %s, %s", (values, type, semantic) => {
    expect(infer(...values)).toMatchObject({ type, semantic });
  });

  it("takes a type that four of five values have", () => {
    expect(infer("1", "2", "3", "4", "oops").type).toBe("integer");
    expect(infer("1", "2", "3", "oops").type).toBe("string");
  });

  it("lets one unambiguous number decide the decimal sign", () => {
    expect(infer("1.234", "2,5")).toMatchObject({ type: "decimal", decimalSign: "," });
    expect(infer("1,234", "2.5")).toMatchObject({ type: "decimal", decimalSign: "." });
    expect(infer("1.234", "1.234.567")).toMatchObject({ decimalSign: "," });
  });

  it("decides the order of dates by evidence, and says where there is none", () => {
    expect(infer("01/02/2024", "25/02/2024").dateOrder).toBe("day_first");
    expect(infer("01/02/2024", "02/25/2024").dateOrder).toBe("month_first");
    expect(infer("01/02/2024", "03/04/2024").dateOrder).toBe("ambiguous");
    expect(infer("01.02.2024", "03.04.2024").dateOrder).toBe("day_first");
    expect(infer("2024-01-02").dateOrder).toBeNull();
  });

  it("takes weak null tokens as missing only where the rest is not plain text", () => {
    expect(infer("1", "-", "?").weakTokensAreNull).toBe(true);
    expect(infer("Ada", "-").weakTokensAreNull).toBe(false);
    expect(infer("a@b.co", "none").weakTokensAreNull).toBe(true);
  });
});
