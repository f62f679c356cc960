import { describe, it } from "vitest";

/** What must be true of an implementation, by the sentence that says so. A case rejects where it is not true. */
export type Cases<Subject> = Readonly<Record<string, (subject: Subject) => Promise<void>>>;

/** Cases, by what they are about. */
export type Aspects<Subject> = Readonly<Record<string, Cases<Subject>>>;

/**
 * Registers every case with vitest as a test of its own.
 *
 * Cases are values and not calls of `it`, so that this package can also run them against implementations that must fail.
 *
 * @param use - makes a fresh subject, runs a case on it, and clears up
 */
export function registerCases<Subject>(
  name: string,
  aspects: Aspects<Subject>,
  use: (run: (subject: Subject) => Promise<void>) => Promise<void>,
): void {
  describe(name, () => {
    for (const [aspect, cases] of Object.entries(aspects)) {
      describe(aspect, () => {
        for (const [sentence, run] of Object.entries(cases)) it(sentence, () => use(run));
      });
    }
  });
}
