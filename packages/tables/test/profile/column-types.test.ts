import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeFile } from "../../src/index.ts";

async function profileOf(name: string, ...values: readonly string[]) {
  const lines = values.map((value, index) => `r${index},"${value}"`);
  const { columns } = await analyzeFile(Buffer.from(`id,${name}\n${lines.join("\n")}\n`), { thread: false });
  const [, column] = columns;
  if (!column) throw new Error("there is no second column");
  return column;
}

describe("a column's type", () => {
  it("is a date and time where fourteen digits are one in all of it", async () => {
    expect(await profileOf("stamp", "20240403134510", "20231225000000", "20240101235959")).toMatchObject({
      type: "datetime",
      datePattern: "yyyyMMddHHmmss",
      min: "2023-12-25T00:00:00",
      max: "2024-04-03T13:45:10",
    });
  });

  it("has the decimal sign of its amounts", async () => {
    expect(await profileOf("price", "€ 1.234,50", "€ 12,00", "€ 950")).toMatchObject({
      semantic: "currency",
      decimalSign: ",",
      max: 1234.5,
    });
  });

  it("is boolean for two letters that answer a question, and no other two", async () => {
    expect(await profileOf("Newsletter", "J", "N", "J")).toMatchObject({ type: "boolean" });
    expect(await profileOf("side", "N", "F", "N")).toMatchObject({ type: "string" });
  });

  it("counts words for a missing value as missing among numbers, and says which", async () => {
    expect(await profileOf("value", "1.5", "unknown", "2.5", "#####", "3.5")).toMatchObject({
      type: "decimal",
      nullCount: 2,
      disagreeing: { count: 0 },
    });
  });

  it("is a number whatever the digits that a program writes for one", async () => {
    const decimals = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-12, max: 1e12 }), { minLength: 1, maxLength: 8 });
    const forms = fc.constantFrom(
      (x: number) => x.toFixed(18),
      (x: number) => x.toExponential(17),
      (x: number) => x.toExponential(20),
      (x: number) => `-${x.toFixed(20)}`,
    );
    await fc.assert(
      fc.asyncProperty(decimals, forms, async (numbers, form) => {
        const texts = numbers.map(form);
        const { type, min } = await profileOf("p", ...texts);
        expect(type).toBe("decimal");
        expect(min).toBeCloseTo(Math.min(...texts.map(Number)), 3);
      }),
      { numRuns: 100 },
    );
  });

  it("is an identifier where a zero stands before another digit, before a point too", async () => {
    expect(await profileOf("code", "250.00", "038.11", "401.9", "428.0")).toMatchObject({ type: "string", semantic: "identifier" });
    expect(await profileOf("share", "0.25", "0.5", "12.5")).toMatchObject({ type: "decimal" });
    expect(await profileOf("latitude", "+20.310", "-009.500", "+0.5")).toMatchObject({ type: "decimal", min: -9.5 });
  });

  it("counts an integer with its minus behind among numbers, and the apostrophe of a guarded one as none of it", async () => {
    expect(await profileOf("quantity", "100-", "250-", "30", "7-")).toMatchObject({ type: "integer", min: -250, max: 30 });
    expect(await profileOf("years", "1990-", "2001-", "1985-")).toMatchObject({ type: "string" });
    expect(await profileOf("amount", "'-75.63", "12.00", "8.00")).toMatchObject({ type: "decimal", min: -75.63 });
  });

  it("is no phone number for codes with hyphens, nor under the name of a code", async () => {
    expect(await profileOf("drug", "50242-040-62", "00069-541-66")).toMatchObject({ semantic: null });
    expect(await profileOf("order no", "415-555-2671", "415-555-2672")).toMatchObject({ semantic: null });
    expect(await profileOf("contact", "415-555-2671", "415-555-2672")).toMatchObject({ semantic: "phone" });
  });

  it("has the year in front where the first number is the steady one", async () => {
    const day = fc.record({
      year: fc.integer({ min: 20, max: 24 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 2, max: 27 }),
    });
    const days = fc.array(day, { minLength: 8, maxLength: 30 });
    const two = (number: number) => String(number).padStart(2, "0");
    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom("-", "/", "."), async (all, separator) => {
        // The days go from one end of the month to the other, so that there is something to see.
        const ends = [
          { year: 22, month: 3, day: 1 },
          { year: 22, month: 4, day: 28 },
        ];
        const texts = [...all, ...ends].map(({ year, month, day: date }) => [year, month, date].map(two).join(separator));
        const { min, datePattern, dateOrder } = await profileOf("when", ...texts);
        const least = texts.toSorted()[0]?.split(separator).join("-");
        // Few different dates with points are taken as German ones.
        if (separator === "." && new Set(texts).size < 8) return;
        expect({ min, dateOrder, datePattern }).toEqual({
          min: `20${least}`,
          dateOrder: null,
          datePattern: `yy${separator}MM${separator}dd`,
        });
      }),
      { numRuns: 60 },
    );
  });

  it("has the day in front where the last number is the steady one", async () => {
    expect(await profileOf("when", "01-03-24", "15-04-24", "28-05-23")).toMatchObject({ min: "2023-05-28", datePattern: "dd-MM-yy" });
    expect(await profileOf("when", "22.02.18", "03.05.19")).toMatchObject({ min: "2018-02-22" });
  });
});
