import type { ColumnMappingField } from "../document/document-schema.ts";
import { referencesOfField } from "../document/column-references.ts";
import type { MappingSuggestion } from "../suggest/suggest-mapping.ts";
import type { TemplateBinding } from "./bind-template.ts";

/** The pairs of a bound template, for `remembered` of `suggestMapping`: their columns are taken. */
export function pairsOfBinding({ document }: TemplateBinding): { readonly source: string; readonly target: string }[] {
  const names = new Map(document.source.columns.map(({ id, name }) => [id, name]));
  return document.fields.flatMap(({ from, target, hidden }) => {
    const columns = [from ?? []].flat();
    const source = names.get(columns[0] ?? "");
    return hidden || columns.length !== 1 || source === undefined ? [] : [{ source, target }];
  });
}

/**
 * Fills the targets that lost their source with what is proposed for them. All other fields stay as the template has them.
 * @param suggestion - made for the columns of the binding's document (option `columns`)
 */
export function completeBinding({ document, difference }: TemplateBinding, suggestion: MappingSuggestion): MappingSuggestion {
  const lost = new Set(difference.lost.map(({ target }) => target));
  const kept = document.fields.filter(({ target }) => !lost.has(target));
  const used = new Set(kept.flatMap((field) => [...referencesOfField(field)]));
  const taken = new Set(document.fields.map(({ target }) => target));
  const proposed = new Map(suggestion.document.fields.map((field) => [field.target, field]));
  const fields = document.fields.flatMap((field): ColumnMappingField[] => {
    const other = lost.has(field.target) ? proposed.get(field.target) : undefined;
    if (!other || other.status === "unmapped") return [field];
    const references = [...referencesOfField(other)];
    const hidden = references.flatMap((reference) => {
      const one = proposed.get(reference);
      return one?.hidden && !taken.has(reference) ? [one] : [];
    });
    const columns = [...references, ...hidden.flatMap((one) => [...referencesOfField(one)])];
    if (columns.some((column) => used.has(column))) return [field];
    for (const column of columns) used.add(column);
    return [...hidden, other];
  });
  const known = new Set(document.source.columns.map(({ id }) => id));
  const mapped = fields.filter(({ confidence }) => confidence !== undefined);
  const sum = mapped.reduce((total, { confidence = 0 }) => total + confidence, 0);
  return {
    ...suggestion,
    document: { ...document, fields },
    unmappedSource: [...known].filter((id) => !used.has(id)),
    unmappedTarget: fields.filter(({ status }) => status === "unmapped").map(({ target }) => target),
    overallConfidence: Math.round((100 * sum) / Math.max(1, mapped.length)) / 100,
  };
}
