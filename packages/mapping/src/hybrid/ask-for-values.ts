import type { AskedValue } from "../providers/mapping-provider.ts";
import type { FieldValues } from "../suggest/field-values.ts";
import { suggestionOfPairs, type ValuePair } from "../values/suggest-values.ts";
import { shownText } from "./asked-column.ts";
import type { ProviderTalk } from "./provider-session.ts";

/** What is asked at most: values are few words each, but many. The most frequent ones are asked. */
const MAX_OPEN_VALUES = 40;
const MAX_ALLOWED_VALUES = 100;
const MAX_FIELDS = 12;
const MAX_VALUE = 60;
/** What only a model says is never surer. */
const MAX_MODEL_ONLY = 0.75;

/** Asks what values mean that are open. It sends values of the file: call it only for a provider that may see them. */
export async function askForValues(fields: readonly FieldValues[], session: ProviderTalk): Promise<FieldValues[]> {
  const asked = fields.filter((field) => field.pairs.some(isOpen)).slice(0, MAX_FIELDS);
  if (asked.length === 0) return [...fields];
  const sources = new Map<string, { readonly field: FieldValues; readonly value: string }>();
  const targets = new Map<string, { readonly field: FieldValues; readonly value: string }>();
  const askedValue = (ids: typeof sources, letter: string, field: FieldValues, value: string, text = value): AskedValue => {
    const id = `${letter}${ids.size + 1}`;
    ids.set(id, { field, value });
    return { id, text: shownText(text, MAX_VALUE) };
  };
  const question = asked.map((field) => {
    const open = field.pairs.filter(isOpen).toSorted((one, other) => other.count - one.count);
    return {
      name: shownText(field.target, MAX_VALUE),
      source: open.slice(0, MAX_OPEN_VALUES).map(({ source }) => askedValue(sources, "S", field, source)),
      target: field.allowed.slice(0, MAX_ALLOWED_VALUES).map(({ value, label }) => askedValue(targets, "T", field, value, label)),
    };
  });
  const answer = await session.ask({ kind: "values", fields: question });
  if (!answer) return [...fields];

  const found = new Map<FieldValues, Map<string, ValuePair>>();
  let unusable = 0;
  for (const { target, sources: ids, confidence } of answer.matches) {
    const allowed = targets.get(target);
    for (const id of ids) {
      const value = sources.get(id);
      // Of no field, of another one, or named twice.
      if (!allowed || value?.field !== allowed.field || found.get(value.field)?.has(value.value)) {
        unusable += 1;
        continue;
      }
      const pairs = found.get(value.field) ?? new Map<string, ValuePair>();
      found.set(value.field, pairs.set(value.value, modelPair(value.value, allowed.value, confidence)));
    }
  }
  session.drop(unusable);
  return fields.map((field) => withFound(field, found.get(field)));
}

function modelPair(source: string, target: string, confidence: number): ValuePair {
  return {
    source,
    count: 0,
    target,
    confidence: Math.min(MAX_MODEL_ONLY, Math.max(0, confidence)),
    reason: "The model names this pair.",
    by: "model",
  };
}

function withFound(field: FieldValues, found: ReadonlyMap<string, ValuePair> | undefined): FieldValues {
  if (!found) return field;
  const pairs = field.pairs.map((pair): ValuePair => {
    const named = isOpen(pair) ? found.get(pair.source) : undefined;
    return named ? { ...named, count: pair.count } : pair;
  });
  return { ...field, ...suggestionOfPairs(pairs) };
}

function isOpen({ target }: ValuePair): boolean {
  return target === null;
}
