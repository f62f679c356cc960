import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggestValues, type TargetValue } from "../../src/index.ts";

const values = (...texts: readonly string[]) => texts.map((value) => ({ value, count: 1 }));
const targets = (...texts: readonly string[]): TargetValue[] => texts.map((value) => ({ value }));
const table = (source: readonly string[], target: readonly TargetValue[]) => suggestValues(values(...source), target).table;

describe("suggestValues", () => {
  it("maps what differs by case, accents and punctuation only", () => {
    expect(table(["ASTON-MARTIN", "citroen"], targets("Aston Martin", "Citroën", "Opel"))).toEqual({
      "ASTON-MARTIN": "Aston Martin",
      citroen: "Citroën",
    });
  });

  it("prefers the same text over one that differs by case", () => {
    expect(table(["a", "A"], targets("A", "a"))).toEqual({ a: "a", A: "A" });
  });

  it("maps countries from any language to codes, by name, short name and code of three letters", () => {
    const codes = ["DE", "FR", "GB", "US", "CI"].map((value) => ({ value }));
    expect(table(["Deutschland", "FRA", "Vereinigtes Königreich", "EE.UU.", "Elfenbeinküste"], codes)).toEqual({
      Deutschland: "DE",
      FRA: "FR",
      "Vereinigtes Königreich": "GB",
      "EE.UU.": "US",
      Elfenbeinküste: "CI",
    });
  });

  it("tells a list by labels, so that IN is Indiana among states and India among countries", () => {
    const states = [
      { value: "IN", label: "Indiana" },
      { value: "CA", label: "California" },
    ];
    const countries = [
      { value: "IN", label: "India" },
      { value: "CA", label: "Canada" },
    ];
    expect(table(["Calif.", "indiana"], states)).toEqual({ "Calif.": "CA", indiana: "IN" });
    expect(table(["Kanada", "Indien"], countries)).toEqual({ Kanada: "CA", Indien: "IN" });
  });

  it.each<[string, readonly string[], readonly TargetValue[], Record<string, string>]>([
    ["currencies", ["Japanischer Yen", "euro"], targets("EUR", "JPY", "USD"), { "Japanischer Yen": "JPY", euro: "EUR" }],
    [
      "languages",
      ["tedesco", "français"],
      [
        { value: "de", label: "German" },
        { value: "fr", label: "French" },
      ],
      { tedesco: "de", français: "fr" },
    ],
    ["weekdays", ["Mittwoch", "sön"], targets("Monday", "Wednesday", "Sunday"), { Mittwoch: "Wednesday", sön: "Sunday" }],
    ["months", ["März", "août"], targets("March", "August", "May"), { März: "March", août: "August" }],
    ["sexes", ["weiblich", "hombre", "♂"], targets("female", "male"), { weiblich: "female", hombre: "male", "♂": "male" }],
    ["truth values", ["ja", "Nein", "X", "0"], targets("true", "false"), { ja: "true", Nein: "false", X: "true", "0": "false" }],
    ["priorities", ["dringend", "faible"], targets("Low", "Normal", "High", "Urgent"), { dringend: "Urgent", faible: "Low" }],
    ["units", ["EL", "kg", "Prise"], targets("tablespoon", "kilogram", "pinch"), { EL: "tablespoon", kg: "kilogram", Prise: "pinch" }],
  ])("knows %s", (_, source, target, expected) => {
    expect(table(source, target)).toEqual(expected);
  });

  it("passes over words that most values have, and the start of paths", () => {
    const stages = targets("Stage I", "Stage II", "Stage IIA", "Stage IV");
    expect(table(["IIA", "Stage IV: T1/N0"], stages)).toEqual({ IIA: "Stage IIA", "Stage IV: T1/N0": "Stage IV" });
    expect(table(["Kathmandu"], targets("Asia/Kathmandu", "Asia/Tokyo"))).toEqual({ Kathmandu: "Asia/Kathmandu" });
  });

  it("leaves a value open that names several targets, or maps it to the target for several", () => {
    expect(table(["brazil or argentina"], targets("Brazil", "Argentina"))).toEqual({});
    expect(table(["white;asian"], targets("White", "Asian", "More than one race"))).toEqual({ "white;asian": "More than one race" });
  });

  it("takes different numbers for different values", () => {
    expect(table(["Grade 1"], targets("Grade 11", "Grade 12"))).toEqual({});
  });

  it("leaves open what is like nothing, with the rows that have it", () => {
    const { pairs, openRows } = suggestValues(
      [
        { value: "zebra", count: 7 },
        { value: "red", count: 2 },
      ],
      targets("Red", "Blue"),
    );
    expect(openRows).toBe(7);
    expect(pairs).toMatchObject([
      { source: "zebra", target: null, confidence: 0, reason: expect.stringMatching(/\.$/) },
      { source: "red", target: "Red", confidence: 0.98, reason: "The same but for case, accents and punctuation." },
    ]);
  });

  it("is sure only of equal texts and names of lists", () => {
    const { pairs } = suggestValues(values("Urine", "boulevrd"), targets("Urine specimen", "Boulevard", "Avenue"));
    expect(pairs.every(({ target, confidence }) => target !== null && confidence < 0.9)).toBe(true);
  });

  it("answers the same for every order of values and targets", () => {
    const word = fc.constantFrom(
      "Red",
      "red wine",
      "Wine",
      "IIA",
      "Stage IIA",
      "ja",
      "Deutschland",
      "DE",
      "x1",
      "x2",
      "",
      "é",
      "a/b",
      "blue",
    );
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.uniqueArray(word, { minLength: 1 }), (source, target) => {
        const forwards = table(source, targets(...target));
        const backwards = table(source.toReversed(), targets(...target.toReversed()));
        expect(backwards).toEqual(forwards);
        for (const answer of Object.values(forwards)) expect(target).toContain(answer);
        // What a target allows stays as it is.
        for (const value of source) if (target.includes(value)) expect(forwards[value]).toBe(value);
      }),
      { numRuns: 200 },
    );
  });
});
