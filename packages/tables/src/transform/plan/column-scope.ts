import { InvalidStep } from "../steps/cell-step.ts";
import type { SourceColumn } from "../mapping.ts";

/** A column that steps can name. */
export interface ScopeColumn {
  readonly name: string;
  /** The id that the mapping gives it, if it does. */
  readonly id?: string | undefined;
  /** Its position in the file, if it is a column of the file. */
  readonly source?: number | undefined;
}

/** The columns of the rows at one point: those of the file, then what row steps make of them. */
export class ColumnScope {
  readonly columns: readonly ScopeColumn[];

  constructor(columns: readonly ScopeColumn[]) {
    this.columns = columns;
  }

  /**
   * The position of a column by its id or its name.
   * @throws InvalidStep if there is none, or if several have the name
   */
  find(reference: string, parameter: string): number {
    const byId = this.columns.findIndex(({ id }) => id === reference);
    if (byId >= 0) return byId;
    const first = this.columns.findIndex(({ name }) => name === reference);
    if (first < 0) throw new InvalidStep(parameter, `There is no column ${JSON.stringify(reference)}${this.#similar(reference)}`);
    if (this.columns.some(({ name }, index) => name === reference && index > first)) {
      throw new InvalidStep(
        parameter,
        `Several columns are called ${JSON.stringify(reference)}: give them ids in source.columns, with their index`,
      );
    }
    return first;
  }

  has(reference: string): boolean {
    return this.columns.some(({ id, name }) => id === reference || name === reference);
  }

  #similar(reference: string): string {
    const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, "");
    const similar = this.columns.find(({ name }) => plain(name) === plain(reference));
    return similar ? `: do you mean ${JSON.stringify(similar.name)}?` : "";
  }
}

/** The columns of the file with the ids of the mapping. Calls `problem` for ids that fit no column. */
export function fileScope(
  names: readonly string[],
  known: readonly SourceColumn[],
  problem: (index: number, message: string) => void,
): ColumnScope {
  const ids = new Map<number, string>();
  const seen = new Set<string>();
  for (const [index, { id, name, index: position }] of known.entries()) {
    if (seen.has(id)) problem(index, `Another column has the id ${JSON.stringify(id)}, too`);
    seen.add(id);
    const places = names.flatMap((other, at) => (other === name ? [at] : []));
    const place = position !== undefined && places.includes(position) ? position : places[0];
    if (places.length > 1 && place !== position)
      problem(index, `Several columns are called ${JSON.stringify(name)}: choose one by its index`);
    // A column that is not there is a problem only where it is used.
    if (place !== undefined) ids.set(place, id);
  }
  return new ColumnScope(names.map((name, index) => ({ name, id: ids.get(index), source: index })));
}
