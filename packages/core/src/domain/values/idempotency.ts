import { createHash } from "node:crypto";
import type { Json } from "../json.ts";

/** The longest idempotency key, in characters. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255;

/** SHA-256 of a JSON value, as 64 hexadecimal digits, the same whatever the order of its keys. */
export function hashJson(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** A piece that is still to be written: text as it is, or a value. */
type Piece = string | { readonly value: Json };

/** Keeps a stack of its own, because recursion would overflow on values that `JSON.stringify` still takes. */
function canonicalJson(value: Json): string {
  let text = "";
  const left: Piece[] = [{ value }];
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === "string") text += piece;
    else if (typeof piece.value !== "object" || piece.value === null) text += JSON.stringify(piece.value);
    else for (const inner of piecesOf(piece.value).toReversed()) left.push(inner);
  }
  return text;
}

function piecesOf(value: readonly Json[] | { readonly [key: string]: Json }): Piece[] {
  if (isList(value)) return ["[", ...value.flatMap((member, index) => [index === 0 ? "" : ",", { value: member }]), "]"];
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ["{", ...members.flatMap(([key, member], index) => [`${index === 0 ? "" : ","}${JSON.stringify(key)}:`, { value: member }]), "}"];
}

// `Array.isArray` alone does not narrow to a readonly array.
const isList = (value: object): value is readonly Json[] => Array.isArray(value);
