import type { ColumnMapping } from "../document/document-schema.ts";
import { headerFingerprint } from "../document/source-columns.ts";
import type { BoundColumn } from "./bind-columns.ts";

/** How the columns of a file differ from those that a template was made for. Positions count from 0. */
export interface TemplateDifference {
  /** Whether both have the same names, in whatever order. */
  readonly sameColumns: boolean;
  /** Columns that stand at another position. */
  readonly moved: readonly { readonly id: string; readonly name: string; readonly from: number; readonly to: number }[];
  /** Columns that have another name, and how they were found. */
  readonly renamed: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly by: BoundColumn["by"];
    readonly confidence: number;
  }[];
  /** Columns of the template that the file does not have, with the targets that need them. */
  readonly missing: readonly { readonly id: string; readonly name: string; readonly targets: readonly string[] }[];
  /** Columns that the template does not know. */
  readonly added: readonly { readonly id: string; readonly name: string; readonly index: number }[];
  /** Targets that stay empty because a source column is missing. */
  readonly lost: readonly { readonly target: string; readonly required: boolean; readonly columns: readonly string[] }[];
}

type SourceColumn = ColumnMapping["source"]["columns"][number];

/**
 * Compares the columns of a template with those of a file.
 * @param bound - where each column of the template is in the file
 * @param file - the columns of the file, as they stand in the bound document
 */
export function compareColumns(
  template: readonly SourceColumn[],
  bound: readonly (BoundColumn | undefined)[],
  file: readonly SourceColumn[],
): Omit<TemplateDifference, "lost" | "missing"> {
  const found = template.flatMap(({ id, name, index: given }, place) => {
    const one = bound[place];
    return one ? [{ id, name, index: given ?? place, ...one }] : [];
  });
  const taken = new Set(found.map(({ place }) => place));
  return {
    sameColumns: headerFingerprint(template.map(({ name }) => name)) === headerFingerprint(file.map(({ name }) => name)),
    moved: found.flatMap(({ id, name, index, place }) => (index === place ? [] : [{ id, name, from: index, to: place }])),
    renamed: found.flatMap(({ id, name, place, by, confidence }) => {
      const to = file[place]!.name;
      return to === name ? [] : [{ id, from: name, to, by, confidence }];
    }),
    added: file.flatMap(({ id, name }, index) => (taken.has(index) ? [] : [{ id, name, index }])),
  };
}
