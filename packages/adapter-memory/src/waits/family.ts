import { HELD_UNTIL, isFinished } from "@rowmill/core/adapter";
import type { Row } from "../jobs/row.ts";

/** Which jobs are children of which: an index over the rows that have a parent. */
export class Families {
  readonly #families = new Map<string, { readonly all: Set<Row>; readonly unfinished: Set<Row> }>();

  add(row: Row): void {
    if (row.parentId === null) return;
    let family = this.#families.get(row.parentId);
    if (!family) this.#families.set(row.parentId, (family = { all: new Set(), unfinished: new Set() }));
    family.all.add(row);
    this.update(row);
  }

  /** Notes whether a row has finished, after its status has changed. */
  update(row: Row): void {
    if (row.parentId === null) return;
    const unfinished = this.#families.get(row.parentId)?.unfinished;
    if (isFinished(row.status)) unfinished?.delete(row);
    else unfinished?.add(row);
  }

  remove(row: Row): void {
    const family = row.parentId === null ? undefined : this.#families.get(row.parentId);
    family?.all.delete(row);
    family?.unfinished.delete(row);
    if (family?.all.size === 0) this.#families.delete(row.parentId!);
  }

  /** The ids of all jobs that have children. */
  parentIds(): Iterable<string> {
    return this.#families.keys();
  }

  childrenOf(parentId: string): ReadonlySet<Row> {
    return this.#families.get(parentId)?.all ?? NONE;
  }

  unfinishedOf(parentId: string): ReadonlySet<Row> {
    return this.#families.get(parentId)?.unfinished ?? NONE;
  }

  /** The held children of a job that there is room for, oldest first. */
  releasable({ id, childConcurrency }: Row): Row[] {
    if (childConcurrency === null) return [];
    const unfinished = [...this.unfinishedOf(id)];
    const held = unfinished.filter(isHeld).toSorted((a, b) => a.sequence - b.sequence);
    return held.slice(0, Math.max(0, childConcurrency - (unfinished.length - held.length)));
  }
}

const NONE: ReadonlySet<Row> = new Set();

function isHeld(row: Row): boolean {
  return row.status === "pending" && row.runAtMs === HELD_UNTIL.getTime();
}
