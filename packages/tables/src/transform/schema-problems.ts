import type { z } from "zod";
import type { MappingProblem } from "./mapping-problem.ts";

/** What a schema found wrong with a value, as sentences with a path. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], value: unknown): MappingProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], value));
}

function problemsOf(issue: z.core.$ZodIssue, parents: readonly PropertyKey[], root: unknown): MappingProblem[] {
  const path = [...parents, ...issue.path];
  const here = pathText(path);
  const value = valueAt(root, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: here, message: `The key ${JSON.stringify(key)} is unknown` }));
  if (issue.code === "invalid_union") return unionProblems(issue, path, root);
  if (value === undefined) return [{ path: here, message: "This key is missing" }];
  if (issue.code === "invalid_value") {
    const expected = issue.values.map((one) => JSON.stringify(one)).join(", ");
    const which = issue.values.length > 1 ? `one of ${expected}` : expected;
    return [{ path: here, message: `${shown(value)} is not allowed: ${which} is expected` }];
  }
  return [{ path: here, message: issue.message.replace(/^(Invalid \w+|Too \w+): /, "") }];
}

/** The problems of the alternative that was meant: the one that got furthest into the value. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[], root: unknown): MappingProblem[] {
  const value = valueAt(root, path);
  if (value === undefined && issue.discriminator === undefined) return [{ path: pathText(path), message: "This key is missing" }];
  if (issue.discriminator !== undefined) {
    const known = "options" in issue && Array.isArray(issue.options) ? `: one of ${issue.options.join(", ")} is expected` : "";
    return [{ path: pathText(path), message: `${value === undefined ? "This key is missing" : `${shown(value)} is unknown`}${known}` }];
  }
  const alternatives = issue.errors.filter((errors) => errors.length > 0);
  const meant =
    alternatives.find((errors) => errors.some(isInside)) ??
    alternatives.find((errors) => errors.every((one) => one.code !== "invalid_type"));
  if (meant) return meant.flatMap((inner) => problemsOf(inner, path, root));
  return [{ path: pathText(path), message: `${shown(value)} is not allowed here` }];
}

/** Whether an issue is about something in the value, so that the value itself had the right type. */
function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    root,
  );
}

/** `fields[2].steps[0].by`; names that are no identifiers stand in brackets. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
