import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MatchColumn, type MatchTable, matchColumns, rankCandidates } from "../../src/index.ts";

const WORDS = ["first name", "Nachname", "e-mail", "order date", "qty", "Betrag", "phone", "col1", "ASSTTY", "start", "end date", "city"];
const VALUES = [["a@b.com", "c@d.org"], ["2024-01-02"], ["12.5", "3"], ["Berlin", "Paris", "Rome"], []];
const columns = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...WORDS), values: fc.constantFrom(...VALUES) }).map(({ name, values }): MatchColumn => ({
    name,
    values: values.map((value) => ({ value, count: 1 })),
  })),
  { selector: ({ name }) => name, maxLength: 8 },
);

/** The chosen pairs by name, sorted. */
function chosen(source: MatchTable, target: MatchTable): string[] {
  return matchColumns(source, target)
    .assigned.map(
      (pair) => `${source.columns[pair.source]?.name} > ${target.columns[pair.target]?.name} ${pair.confidence} ${pair.score.toFixed(9)}`,
    )
    .toSorted();
}

const named = (...names: string[]): MatchTable => ({ columns: names.map((name) => ({ name })) });

describe("matchColumns", () => {
  it("finds the same pairs in any order of the columns", () => {
    fc.assert(
      fc.property(columns, columns, fc.infiniteStream(fc.nat()), (sources, targets, random) => {
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((item) => [random.next().value as number, item] as const)
            .toSorted((a, b) => a[0] - b[0])
            .map(([, item]) => item);
        const expected = chosen({ columns: sources }, { columns: targets });
        expect(chosen({ columns: shuffled(sources) }, { columns: shuffled(targets) })).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("gives each column to one other at most", () => {
    fc.assert(
      fc.property(columns, columns, (sources, targets) => {
        const { assigned } = matchColumns({ columns: sources }, { columns: targets });
        expect(new Set(assigned.map(({ source }) => source)).size).toBe(assigned.length);
        expect(new Set(assigned.map(({ target }) => target)).size).toBe(assigned.length);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps scores and confidence between 0 and 1", () => {
    fc.assert(
      fc.property(columns, columns, (sources, targets) => {
        for (const { candidates } of rankCandidates({ columns: sources }, { columns: targets })) {
          for (const { score, confidence } of candidates) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["an abbreviation of the list", "qty", "Quantity"],
    ["an abbreviation that no list has", "NumCreCa", "NumberCreditCards"],
    ["a name without its vowels", "gncd", "Agency ID"],
    ["a German compound", "Transaktionsdatum", "transaction_date"],
    ["a French phrase", "Date de naissance", "birth_date"],
    ["a Dutch word", "Bedrag", "amount"],
    ["a Polish word with accents", "Imię", "first name"],
    ["a Swedish compound", "Kontonummer", "account_number"],
    ["a Turkish word", "Soyadı", "last name"],
    ["a Spanish phrase", "Código postal", "zip"],
    ["an Italian word", "Cognome", "surname"],
    ["a Portuguese word", "Endereço", "address"],
    ["a misspelling", "adress", "address"],
    ["umlauts that are spelled out", "Empfaenger", "Empfänger"],
    ["a synonym", "telephone", "phone"],
  ])("understands %s", (_, source, target) => {
    expect(matchColumns(named(source), named(target, "unrelated thing")).assigned).toMatchObject([{ source: 0, target: 0 }]);
  });

  it.each([
    ["a consent", "Email consent", "Email"],
    ["the date of an opt-in", "Email opt-in date", "Email"],
    ["another number", "Address 2", "Address 1"],
    ["the other end", "Start date", "End date"],
    ["the other direction", "Debit", "Credit"],
    ["a column that says which of two a row is", "Debit/Kredit", "Debit"],
  ])("is not sure of %s", (_, source, target) => {
    const confidence = matchColumns(named(source), named(target)).assigned[0]?.confidence ?? 0;
    expect(confidence).toBeLessThan(0.7);
  });

  it("gives the target to the column without a qualifier", () => {
    const source = named("Email consent", "Email opt-in date", "E-mail");
    expect(matchColumns(source, named("Email")).assigned).toMatchObject([{ source: 2, target: 0 }]);
  });

  it("reads name as family name beside a first name", () => {
    const source = named("Vorname", "Name");
    expect(matchColumns(source, named("first_name", "last_name")).assigned).toMatchObject([{ source: 0 }, { source: 1 }]);
  });

  it("proposes columns without a name by their values", () => {
    const values = (...list: string[]) => list.map((value) => ({ value, count: 1 }));
    const source = {
      columns: [
        { name: "col1", values: values("a@b.com", "x@y.org") },
        { name: "col2", values: values("https://a.b", "https://c.d/e") },
      ],
    };
    const target = {
      columns: [
        { name: "link", values: values("https://x.y/z") },
        { name: "contact", values: values("me@me.me") },
      ],
    };
    expect(matchColumns(source, target).assigned).toMatchObject([
      { source: 1, target: 0 },
      { source: 0, target: 1 },
    ]);
  });

  it("does not choose a rejected pair", () => {
    const match = matchColumns(named("email"), named("email"), { rejected: [{ source: 0, target: 0 }] });
    expect(match.assigned).toEqual([]);
  });

  it("takes empty tables, and names without letters", () => {
    expect(matchColumns(named(), named("a")).assigned).toEqual([]);
    expect(matchColumns(named("", "  ", "???"), named("", "-")).targetCount).toBe(2);
  });

  it("says why", () => {
    expect(matchColumns(named("qty"), named("Quantity")).assigned[0]?.reasons).toEqual(['Both names mean "quantity".']);
  });
});
