import { describe, expect, it } from "vitest";
import { inferType } from "../../src/values/infer-type.ts";
import { Kind, KIND_COUNT } from "../../src/values/kind.ts";
import { readValue } from "../../src/values/read-value.ts";
import { createReading } from "../../src/values/reading.ts";

function kindCounts(values: readonly string[]): Float64Array {
  const counts = new Float64Array(KIND_COUNT);
  const reading = createReading();
  for (const value of values) {
    readValue(value, reading);
    counts[reading.kind] = (counts[reading.kind] ?? 0) + 1;
  }
  return counts;
}

function infer(...values: string[]) {
  return inferType(kindCounts(values), new Set(values).size);
}

const NO_AMOUNTS = { amounts: [], compactTimes: false, letters: new Set<string>() };

function inferWith(values: readonly string[], letters: string) {
  const amounts = new Float64Array(KIND_COUNT);
  const reading = createReading();
  for (const value of values) {
    readValue(value, reading);
    if (reading.kind === Kind.Currency || reading.kind === Kind.Percent) amounts[reading.pattern] = (amounts[reading.pattern] ?? 0) + 1;
  }
  const texts = { name: "x", minLength: 1, maxLength: 9, meanLength: 5, phraseShare: 0, codeShare: 0, wordsPerPhrase: 1 };
  return inferType(kindCounts(values), new Set(values).size, { ...texts, amounts, compactTimes: false, letters: new Set(letters) });
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
    [["75", "84.6", "83%", "19%", "20"], "decimal", "percent"],
    [["yes", "no", "yes", "no", "sometimes"], "string", null],
    [["10.0.0.1", "255.255.255.255"], "string", "ip"],
    [["::1", "2001:db8::1"], "string", "ip"],
    [["SW1A 1AA", "M1 1AE"], "string", "postal_code"],
    [["20240403", "20231225", "19990101"], "date", null],
    [["20240403", "20231325", "19990101"], "integer", null],
    [["1e5", "2E5"], "string", null],
    [["1e5", "2.5"], "decimal", null],
    [["12,50 €", "1.234,00 €"], "decimal", "currency"],
    [["Ada", "Bob"], "string", null],
    [["12", "Ada", "true", "2024-01-01"], "string", null],
  ])("reads %j as %s, %s", (values, type, semantic) => {
    expect(infer(...values)).toMatchObject({ type, semantic });
  });

  it("takes a type that four of five values have", () => {
    expect(infer("1", "2", "3", "4", "oops").type).toBe("integer");
    expect(infer("1", "2", "3", "oops").type).toBe("string");
  });

  it.each([
    ["zip", ["90210", "10001"], "postal_code"],
    ["billingZip", ["90210", "10001"], "postal_code"],
    ["mobile_no", ["4155552671", "4155552672"], "phone"],
    ["zip", ["hello", "world"], null],
    ["amount", ["90210", "10001"], null],
  ])("lets the name %j decide what %j are, if they look the part", (name, values, semantic) => {
    const lengths = values.map((value) => value.length);
    const evidence = {
      name,
      minLength: Math.min(...lengths),
      maxLength: Math.max(...lengths),
      meanLength: 5,
      phraseShare: 0,
      codeShare: 0,
      wordsPerPhrase: 1,
      ...NO_AMOUNTS,
    };
    expect(inferType(kindCounts(values), 2, evidence).semantic).toBe(semantic);
  });

  it.each([
    ["categorical", 1_000, 12, { phraseShare: 0, codeShare: 0, wordsPerPhrase: 1, meanLength: 6 }],
    ["identifier", 1_000, 990, { phraseShare: 0, codeShare: 1, wordsPerPhrase: 1, meanLength: 11 }],
    ["free_text", 1_000, 990, { phraseShare: 0.9, codeShare: 0, wordsPerPhrase: 9, meanLength: 50 }],
    [null, 1_000, 990, { phraseShare: 0, codeShare: 0, wordsPerPhrase: 1, meanLength: 8 }],
    [null, 4, 2, { phraseShare: 0, codeShare: 0, wordsPerPhrase: 1, meanLength: 8 }],
  ])("calls text %s: %d values, %d of them different, %j", (semantic, count, distinct, texts) => {
    const counts = new Float64Array(KIND_COUNT);
    counts[Kind.Text] = count;
    expect(inferType(counts, distinct, { name: "x", minLength: 1, maxLength: 99, ...NO_AMOUNTS, ...texts }).semantic).toBe(semantic);
  });

  it("lets one unambiguous number decide the decimal sign", () => {
    expect(infer("1.234", "2,5")).toMatchObject({ type: "decimal", decimalSign: "," });
    expect(infer("1,234", "2.5")).toMatchObject({ type: "decimal", decimalSign: "." });
    expect(infer("1.234", "1.234.567")).toMatchObject({ decimalSign: "," });
  });

  it.each([
    [["€ 1.234,50", "€ 12,00"], ","],
    [["$1,234.50", "$12.00"], "."],
    [["1.234 €", "950 €"], ","],
    [["$1,234", "$950"], "."],
    [["12,5 %", "7,25 %"], ","],
    [["5 %", "7 %"], null],
  ])("says the decimal sign of amounts and percentages: %j", (values, sign) => {
    expect(inferWith(values, "").decimalSign).toBe(sign);
  });

  it("takes single letters as truth values where they are the two answers of a question", () => {
    expect(inferWith(["J", "N", "J"], "jn").type).toBe("boolean");
    expect(inferWith(["O", "N", "N"], "on").type).toBe("boolean");
    expect(inferWith(["T", "N", "F"], "tnf").type).toBe("string");
    expect(inferWith(["F", "N"], "fn").type).toBe("string");
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
