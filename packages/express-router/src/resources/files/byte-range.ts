/** The part of a file that a request asks for: half-open, `[start, end)`. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header (RFC 9110, section 14.2). Answers `"whole"` where it is to be passed over: there is none, it is of another
 * unit, malformed, or asks for several ranges.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ContentRange | "whole" | "unsatisfiable" {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Number(last);
    return length === 0 || sizeBytes === 0 ? "unsatisfiable" : { start: Math.max(0, sizeBytes - length), end: sizeBytes };
  }
  const start = Number(first);
  const end = last === "" ? Infinity : Number(last) + 1;
  if (end <= start) return "whole";
  return start >= sizeBytes ? "unsatisfiable" : { start, end: Math.min(end, sizeBytes) };
}
