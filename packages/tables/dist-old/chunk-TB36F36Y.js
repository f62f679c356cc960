import { RowmillError } from "@rowmill/core/errors";

// packages/tables/src/table/json-line.ts
function jsonLine(value) {
  return `${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}
`;
}

// packages/tables/src/transform-file/reject-text.ts
function rejectText({ rowNumber, byteOffset, cells, problems }) {
  return jsonLine({ rowNumber, byteOffset, cells, problems });
}
function diskFailure(error) {
  const { code } = error;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  return new RowmillError("STORAGE_FULL", "The disk is full: make room, or write to another one", { cause: error });
}

// packages/tables/src/transform/plan/output-columns.ts
function outputColumns({ fields, output }, rules = []) {
  return output.map((place) => {
    const field = fields[place];
    const name = field?.target ?? "";
    return { name, type: (field && typeOfSteps(field.steps)) ?? typeOfRules(rules, name) };
  });
}
function typeOfSteps(steps) {
  const last = steps.at(-1);
  if (last === void 0 || !("onError" in last ? last.onError === "reject" || last.onError === "null" || last.onError === void 0 : true)) {
    return void 0;
  }
  if (last.op === "math") return "number";
  if (last.op === "boolean") return last.outputTrue === void 0 && last.outputFalse === void 0 ? "boolean" : void 0;
  if (last.op !== "number") return void 0;
  const isPlain = last.useGrouping !== true && last.outputDecimalChar === void 0 && last.notation === void 0 && last.radix === void 0;
  if (!isPlain) return void 0;
  return last.integer === true ? "integer" : "number";
}
function typeOfRules(rules, field) {
  for (const rule of rules) {
    if (rule.rule !== "type" || rule.field !== field || rule.severity === "warning" || !TYPES.has(rule.type)) continue;
    if (rule.format === void 0 || rule.format === "default") return rule.type;
  }
  return void 0;
}
var TYPES = /* @__PURE__ */ new Set(["integer", "number", "boolean", "date", "datetime", "time"]);

export { diskFailure, outputColumns, rejectText };
//# sourceMappingURL=chunk-TB36F36Y.js.map
//# sourceMappingURL=chunk-TB36F36Y.js.map
