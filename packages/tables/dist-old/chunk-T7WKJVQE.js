import { RowmillError } from "@rowmill/core/errors";

// packages/tables/src/transform/mapping-problem.ts
function mappingInvalid(problems) {
  const shown2 = problems.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = problems.length > shown2.length ? ` (and ${problems.length - shown2.length} more)` : "";
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new RowmillError("MAPPING_INVALID", `The mapping has ${count}: ${shown2.join("; ")}${more}`, {
    details: { problems },
    retriable: false,
  });
}
var SHOWN_PROBLEMS = 10;

// packages/tables/src/transform/schema-problems.ts
function schemaProblems(issues, value) {
  return issues.flatMap((issue) => problemsOf(issue, [], value));
}
function problemsOf(issue, parents, root) {
  const path = [...parents, ...issue.path];
  const here = pathText(path);
  const value = valueAt(root, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: here, message: `The key ${JSON.stringify(key)} is unknown` }));
  if (issue.code === "invalid_union") return unionProblems(issue, path, root);
  if (value === void 0) return [{ path: here, message: "This key is missing" }];
  if (issue.code === "invalid_value") {
    const expected = issue.values.map((one) => JSON.stringify(one)).join(", ");
    const which = issue.values.length > 1 ? `one of ${expected}` : expected;
    return [{ path: here, message: `${shown(value)} is not allowed: ${which} is expected` }];
  }
  return [{ path: here, message: issue.message.replace(/^(Invalid \w+|Too \w+): /, "") }];
}
function unionProblems(issue, path, root) {
  const value = valueAt(root, path);
  if (value === void 0 && issue.discriminator === void 0) return [{ path: pathText(path), message: "This key is missing" }];
  if (issue.discriminator !== void 0) {
    const known = "options" in issue && Array.isArray(issue.options) ? `: one of ${issue.options.join(", ")} is expected` : "";
    return [{ path: pathText(path), message: `${value === void 0 ? "This key is missing" : `${shown(value)} is unknown`}${known}` }];
  }
  const alternatives = issue.errors.filter((errors) => errors.length > 0);
  const meant =
    alternatives.find((errors) => errors.some(isInside)) ??
    alternatives.find((errors) => errors.every((one) => one.code !== "invalid_type"));
  if (meant) return meant.flatMap((inner) => problemsOf(inner, path, root));
  return [{ path: pathText(path), message: `${shown(value)} is not allowed here` }];
}
function isInside(issue) {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}
function valueAt(root, path) {
  return path.reduce((value, key) => (typeof value === "object" && value !== null ? value[key] : void 0), root);
}
function pathText(path) {
  return path.reduce((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}
function shown(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 60)}\u2026`;
}

export { mappingInvalid, pathText, schemaProblems };
//# sourceMappingURL=chunk-T7WKJVQE.js.map
//# sourceMappingURL=chunk-T7WKJVQE.js.map
