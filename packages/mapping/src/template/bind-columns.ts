import { matchColumns } from "../columns/match-columns.ts";
import { foldText } from "../names/fold-text.ts";
import type { MatchColumn } from "../table/column.ts";

/** Matching takes some 10 microseconds a pair, on the event loop: more columns than this without a name in common are two different files. */
const MAX_MATCHED_PAIRS = 10_000;

/** A column of a template. */
export interface TemplateColumn {
  readonly name: string;
  /** Its position in the file that the template was made for. */
  readonly index: number;
  readonly aliases: readonly string[];
  /** Whether the document refers to it. The matcher looks only for such columns. */
  readonly isUsed: boolean;
}

/** Where a column of a template is in another file, and how it was found. */
export interface BoundColumn {
  /** Its position in the file. */
  readonly place: number;
  /** `name`: by its name (case and accents aside), `alias`: by another name that the template lists, `matcher`: by what the names mean. */
  readonly by: "name" | "alias" | "matcher";
  /** How sure the matcher is, 0 to 1; 1 for names and aliases. */
  readonly confidence: number;
}

/**
 * Finds the columns of a template in another file, each at most once: by exact name, by name without case and accents, by alias, then by the
 * matcher. A name that several columns could have is not guessed. Returns one entry for each column of the template.
 */
export function bindColumns(
  template: readonly TemplateColumn[],
  file: readonly MatchColumn[],
  minConfidence: number,
): (BoundColumn | undefined)[] {
  const bound: (BoundColumn | undefined)[] = template.map(() => undefined);
  const taken = new Set<number>();
  const bind = (column: number, place: number, by: BoundColumn["by"], confidence = 1) => {
    bound[column] = { place, by, confidence };
    taken.add(place);
  };
  const free = () => template.flatMap((_, column) => (bound[column] ? [] : [column]));

  bindEqualNames(template, file, bind);
  for (const [by, namesOf] of [
    ["name", ({ name }: TemplateColumn) => [name]],
    ["alias", ({ aliases }: TemplateColumn) => aliases],
  ] as const) {
    const wanted = placesBy(free(), (column) => namesOf(template[column]!).map(comparedName));
    const found = placesBy(
      file.flatMap((_, place) => (taken.has(place) ? [] : [place])),
      (place) => [comparedName(file[place]!.name)],
    );
    for (const [name, columns] of wanted) {
      const places = (found.get(name) ?? []).filter((place) => !taken.has(place));
      const [column, place] = [columns[0]!, places[0]];
      if (columns.length === 1 && places.length === 1 && place !== undefined && !bound[column]) bind(column, place, by);
    }
  }
  const wanted = free().filter((column) => template[column]!.isUsed);
  const places = file.flatMap((_, place) => (taken.has(place) ? [] : [place]));
  if (wanted.length * places.length > 0 && wanted.length * places.length <= MAX_MATCHED_PAIRS) {
    const source = places.map((place) => file[place]!);
    const target = wanted.map((column) => ({ name: template[column]!.name, aliases: template[column]!.aliases }));
    for (const pair of matchColumns({ columns: source }, { columns: target }).assigned) {
      if (pair.confidence >= minConfidence) bind(wanted[pair.target]!, places[pair.source]!, "matcher", pair.confidence);
    }
  }
  return bound;
}

/**
 * Columns of the same name are bound in their order if both sides have as many of them. Otherwise only those are that stand where they stood:
 * nothing says which of the others are meant.
 */
function bindEqualNames(
  template: readonly TemplateColumn[],
  file: readonly MatchColumn[],
  bind: (column: number, place: number, by: BoundColumn["by"]) => void,
): void {
  const columnsByName = placesBy([...template.keys()], (column) => [template[column]!.name]);
  const placesByName = placesBy([...file.keys()], (place) => [file[place]!.name]);
  for (const [name, columns] of columnsByName) {
    const places = placesByName.get(name) ?? [];
    const inOrder = columns.toSorted((one, other) => template[one]!.index - template[other]!.index);
    for (const [nth, column] of inOrder.entries()) {
      const { index } = template[column]!;
      const place = columns.length === places.length ? places[nth] : places.find((one) => one === index);
      if (place !== undefined) bind(column, place, "name");
    }
  }
}

/** A name without case, accents, and whether its words are separated by spaces, dots, hyphens or underscores. */
function comparedName(name: string): string {
  return foldText(name)
    .replaceAll(/[\s_.-]+/g, " ")
    .trim();
}

function placesBy(places: readonly number[], namesOf: (place: number) => readonly string[]): Map<string, number[]> {
  const byName = new Map<string, number[]>();
  for (const place of places) {
    for (const name of new Set(namesOf(place))) {
      const same = byName.get(name);
      if (same) same.push(place);
      else byName.set(name, [place]);
    }
  }
  return byName;
}
