import { InvalidStep } from "../cell-step.ts";

/** The reader of a JSON Pointer (RFC 6901); `undefined` for what is not there. Numbers keep the digits that JavaScript gives them. */
export function jsonPointer(path: string): (value: unknown) => unknown {
  if (path !== "" && !path.startsWith("/")) throw new InvalidStep("path", 'A JSON Pointer starts with "/": "/address/city"');
  if (/~(?![01])/.test(path)) throw new InvalidStep("path", "In a JSON Pointer ~ is written ~0, and / is written ~1");
  const keys = path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return (value) => keys.reduce(member, value);
}

function member(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? (value as unknown[])[Number(key)] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
