import type { ProviderAnswer, ProviderMatch } from "../mapping-provider.ts";

/** More text is no answer to our questions, and is not searched. */
const MAX_TEXT = 400_000;
/** How many places of a text are tried as the start of the answer. */
const MAX_STARTS = 20;

/** Reads the answer out of what a model wrote: JSON, or text with JSON in it. `undefined` if there is none. */
export function readAnswer(written: unknown): ProviderAnswer | undefined {
  if (typeof written !== "string") return answerOf(written);
  if (written.length > MAX_TEXT) return undefined;
  return answerOf(parsed(written)) ?? answerInText(written);
}

/** Text around the answer: thoughts, fences, a call of a function that the server did not recognise. */
function answerInText(text: string): ProviderAnswer | undefined {
  const thought = text.lastIndexOf("</think>");
  let from = thought < 0 ? 0 : thought;
  for (let starts = 0; starts < MAX_STARTS; starts += 1) {
    const start = nextStart(text, from);
    if (start < 0) return undefined;
    const end = endOfJson(text, start);
    const answer = end < 0 ? undefined : answerOf(parsed(text.slice(start, end)));
    if (answer) return answer;
    from = end < 0 ? start + 1 : end;
  }
  return undefined;
}

function nextStart(text: string, from: number): number {
  const object = text.indexOf("{", from);
  const list = text.indexOf("[", from);
  return object < 0 || list < 0 ? Math.max(object, list) : Math.min(object, list);
}

/** Where the brackets that open at `start` are closed again, or -1. */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inText) {
      if (character === "\\") at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function answerOf(value: unknown): ProviderAnswer | undefined {
  const list = matchesOf(value);
  if (!list) return undefined;
  const matches = list.flatMap((item) => matchOf(item) ?? []);
  return { matches, dropped: list.length - matches.length };
}

/** The list of matches: of the answer, of the arguments of a function, or alone. */
function matchesOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.length === 0 || value.some((item) => isRecord(item) && "t" in item) ? value : undefined;
  if (!isRecord(value)) return undefined;
  if (Array.isArray(value["matches"])) return value["matches"];
  const inner = value["arguments"] ?? value["parameters"];
  const unpacked = typeof inner === "string" ? parsed(inner) : inner;
  return isRecord(unpacked) && Array.isArray(unpacked["matches"]) ? unpacked["matches"] : undefined;
}

function matchOf(item: unknown): ProviderMatch | undefined {
  if (!isRecord(item)) return undefined;
  const { t, s, c, why } = item;
  const sources = typeof s === "string" ? [s] : s;
  if (typeof t !== "string" || !isTexts(sources) || sources.length === 0) return undefined;
  const reason = typeof why === "string" ? { reason: why } : {};
  return { target: t, sources, confidence: confidenceOf(c), ...reason };
}

/** How often a model that says so is right (notes of the field): the words "8 of 10" mean less than they say. */
const CERTAINTY: readonly (readonly [least: number, confidence: number])[] = [
  [10, 0.95],
  [9, 0.85],
  [8, 0.65],
];
const UNSURE = 0.4;

/** Models that were given no schema also write 0.9, or 90. */
function confidenceOf(certainty: unknown): number {
  if (typeof certainty !== "number" || !Number.isFinite(certainty)) return UNSURE;
  const ten = certainty > 10 ? certainty / 10 : certainty > 0 && certainty < 1 ? certainty * 10 : certainty;
  return CERTAINTY.find(([least]) => ten >= least)?.[1] ?? UNSURE;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
