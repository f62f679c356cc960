import { RowmillError } from "@rowmill/core/errors";
import type { Cell } from "../table/table-reader.ts";
import { keyDigest } from "./keys/key-digest.ts";
import { KeySet } from "./keys/key-set.ts";
import type { Limits } from "./rule-schema.ts";

/** A limit for the whole that does not hold. */
export interface LimitProblem {
  readonly limit: keyof Limits;
  readonly field?: string | undefined;
  /** A sentence for the owner of the file. */
  readonly message: string;
}

interface Counts {
  readonly read: number;
  readonly added: number;
  readonly written: number;
  readonly rejected: number;
}

interface Limit {
  readonly count?: number | undefined;
  readonly share?: number | undefined;
}

/** Watches the limits for the whole. Limits by `count` are seen as soon as they are passed, those by `share` at the end. */
export class LimitWatch {
  readonly #limits: Limits;
  readonly #nulls: readonly { readonly field: string; readonly place: number; readonly limit: Limit; count: number }[];
  readonly #duplicates: readonly {
    readonly field: string;
    readonly place: number;
    readonly limit: Limit;
    readonly seen: KeySet;
    count: number;
  }[];
  readonly #problems: LimitProblem[] = [];

  /** @param fields - the names of the fields, by their places */
  constructor(limits: Limits = {}, fields: readonly string[], temporaryFolder: string) {
    this.#limits = limits;
    const place = (field: string) => fields.indexOf(field);
    this.#nulls = (limits.nullValues ?? []).map((limit) => ({ field: limit.field, place: place(limit.field), limit, count: 0 }));
    this.#duplicates = (limits.duplicateValues ?? []).map((limit) => ({
      field: limit.field,
      place: place(limit.field),
      limit,
      seen: new KeySet(temporaryFolder),
      count: 0,
    }));
  }

  /** The limits that do not hold, known until now. */
  get problems(): readonly LimitProblem[] {
    return this.#problems;
  }

  /** Counts rows of the result. Limits by count that are passed are in `problems` afterwards. */
  take(rows: readonly { readonly values: readonly Cell[] }[], counts: Counts): void {
    for (const { values } of rows) {
      for (const watch of this.#nulls) if ((values[watch.place] ?? "") === "") watch.count += 1;
      for (const watch of this.#duplicates) {
        const value = values[watch.place] ?? "";
        if (value !== "" && !watch.seen.add(keyDigest([value]))) watch.count += 1;
      }
    }
    this.#judge(counts, false);
  }

  /** Judges the whole. */
  end(counts: Counts): void {
    this.#judge(counts, true);
  }

  close(): void {
    for (const { seen } of this.#duplicates) seen.close();
  }

  #judge(counts: Counts, isEnd: boolean): void {
    const { rowCount, rejects } = this.#limits;
    const { written, rejected } = counts;
    this.#problems.length = 0;
    if (rowCount?.maximum !== undefined && written > rowCount.maximum)
      this.#add("rowCount", undefined, `There are more than ${rowCount.maximum} rows`);
    if (isEnd && rowCount?.minimum !== undefined && written < rowCount.minimum) {
      this.#add("rowCount", undefined, `There are ${written} rows, at least ${rowCount.minimum} are expected`);
    }
    if (rejects) this.#judgeOne("rejects", undefined, rejects, rejected, written + rejected, isEnd, "rows are rejected");
    for (const { field, limit, count } of this.#nulls)
      this.#judgeOne("nullValues", field, limit, count, written, isEnd, `values of ${field} are missing`);
    for (const { field, limit, count } of this.#duplicates) {
      this.#judgeOne("duplicateValues", field, limit, count, written, isEnd, `values of ${field} have come before`);
    }
  }

  #judgeOne(
    name: keyof Limits,
    field: string | undefined,
    { count: most, share }: Limit,
    count: number,
    of: number,
    isEnd: boolean,
    what: string,
  ): void {
    if (most !== undefined && count > most) this.#add(name, field, `${count} ${what}, at most ${most} are allowed`);
    else if (isEnd && share !== undefined && count > share * of) {
      this.#add(name, field, `${count} of ${of} ${what}, at most ${share * 100} % are allowed`);
    }
  }

  #add(limit: keyof Limits, field: string | undefined, message: string): void {
    this.#problems.push({ limit, ...(field === undefined ? {} : { field }), message });
  }
}

/** The error for a file that passes a limit. */
export function limitExceeded(problems: readonly LimitProblem[]): RowmillError {
  return new RowmillError("DATA_LIMIT_EXCEEDED", `The data passes a limit: ${problems.map(({ message }) => message).join("; ")}`, {
    details: { problems },
    retriable: false,
  });
}
