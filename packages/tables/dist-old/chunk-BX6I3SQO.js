import {
  FORMAT_OPTIONS,
  fileInput,
  memoryInput,
  streamInput,
  openTable,
  checkFormatOptions,
  openTemporarySync,
  openTemporary,
  withoutTrailingZeros,
} from "./chunk-RLV6C42U.js";
import { isCurrencyWord, isWeekday, monthNumber } from "./chunk-V4OFCFNT.js";
import { mappingInvalid, pathText } from "./chunk-T7WKJVQE.js";
import { checkOptions } from "@rowmill/core/errors";
import { checkedChunks } from "@rowmill/core/bytes";
import { RE2JS } from "re2js";
import { hash, createHash, createHmac } from "node:crypto";
import { closeSync, readSync, writeSync } from "node:fs";

async function inputOf(source, signal, sizeBytes) {
  if (typeof source === "string") return fileInput(source);
  if (source instanceof Uint8Array) return memoryInput(source);
  return streamInput(checkedChunks(source, signal), sizeBytes);
}

// packages/tables/src/detect-format.ts
async function detectFormat(source, options = {}) {
  checkOptions(options, DETECT_OPTIONS, "detectFormat");
  const { signal } = options;
  signal?.throwIfAborted();
  const input = await inputOf(source, signal);
  const table = await openTable(input, { ...checkFormatOptions(options), onSurveyed: () => signal?.throwIfAborted() });
  await table.close();
  return describeTable(table);
}
var DETECT_OPTIONS = { ...FORMAT_OPTIONS, signal: true };
function describeTable(table) {
  return {
    format: table.format,
    formatConfidence: table.formatConfidence,
    container: table.container,
    entry: table.entry,
    encoding: table.encoding,
    dialect: table.dialect,
    sheet: table.sheet,
    layout: table.layout,
    recordsPath: table.recordsPath,
    preambleRows: table.preambleRows,
    headerRows: table.headerRows,
    hasHeader: table.hasHeader,
    headerConfidence: table.headerConfidence,
    columns: [...table.columns],
    columnCount: table.columnCount,
    otherTables: table.otherTables,
    findings: table.findings,
  };
}

// packages/tables/src/values/owned-text.ts
function ownedText(text) {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

// packages/tables/src/transform/steps/cell-step.ts
var StepFailure = class {
  /** The operation: `number`. */
  op;
  /** The value that came into the step. */
  value;
  /** A sentence for the owner of the file. */
  message;
  constructor(op, value, message) {
    this.op = op;
    this.value = value;
    this.message = message;
  }
};
var InvalidStep = class extends Error {
  /** The parameter that is wrong; `""` if it is the step. */
  parameter;
  constructor(parameter, message) {
    super(message);
    this.name = "InvalidStep";
    this.parameter = parameter;
  }
};

// packages/tables/src/transform/host/host-step.ts
function defineStep(step) {
  return step;
}
var PendingValue = class extends Error {};
var PENDING = new PendingValue("The value is not known yet");
var MAX_KEPT = 65536;
var HostCalls = class {
  #name;
  #ask;
  #known = /* @__PURE__ */ new Map();
  #wanted = /* @__PURE__ */ new Set();
  /** @throws InvalidStep if the parameters do not fit */
  constructor(step, params) {
    this.#name = step.name;
    const checked = checkParams(step, params);
    this.#ask = (values) => step.run(values, checked);
  }
  /** @throws PendingValue if the host has not been asked yet */
  run = (value) => {
    if (value === null) return null;
    const known = this.#known.get(value);
    if (known !== void 0) return known;
    if (this.#known.has(value)) return null;
    this.#wanted.add(ownedText(value));
    throw PENDING;
  };
  get isWaiting() {
    return this.#wanted.size > 0;
  }
  /** Between batches: forgets what was kept, if it is much. */
  trim() {
    if (this.#known.size > MAX_KEPT) this.#known.clear();
  }
  /** Asks for everything that is wanted, in one call. */
  async resolve() {
    const values = [...this.#wanted];
    this.#wanted.clear();
    if (values.length === 0) return;
    const results = checkResults(this.#name, values, await this.#ask(values));
    for (const [index, value] of values.entries()) this.#known.set(value, this.#resultOf(results[index] ?? null, value));
  }
  #resultOf(result, value) {
    return typeof result === "string" || result === null ? result : new StepFailure(this.#name, value, result.error);
  }
};
function checkResults(name, values, results) {
  if (!Array.isArray(results) || results.length !== values.length) {
    throw new TypeError(`The step "${name}" must return one result for each of ${values.length} values`);
  }
  return results.map((result) => {
    if (typeof result === "string" || result === null) return result;
    const error = typeof result === "object" ? result.error : void 0;
    if (typeof error === "string") return { error };
    throw new TypeError(`The step "${name}" must return texts, null or { error }, not ${typeof result}`);
  });
}
function checkParams(step, params) {
  if (step.params === void 0) {
    if (params !== void 0) throw new InvalidStep("params", `The step "${step.name}" takes no parameters`);
    return void 0;
  }
  const parsed = step.params.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new InvalidStep("params", parsed.error instanceof Error ? parsed.error.message : "The parameters do not fit");
}

// packages/tables/src/validate/rule-context.ts
var InvalidRule = class extends Error {
  parameter;
  constructor(parameter, message) {
    super(message);
    this.name = "InvalidRule";
    this.parameter = parameter;
  }
};

// packages/tables/src/values/numbers/decimal.ts
var MAX_DIGITS = 1e3;
var MAX_EXPONENT = 1e3;
var PLAIN = { decimalChar: ".", groupChar: void 0 };
function parseDecimal(text, { decimalChar, groupChar } = PLAIN) {
  let at = text[0] === "-" || text[0] === "+" ? 1 : 0;
  const start = at;
  let digits = "";
  let groups = 0;
  let inGroup = 0;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character >= "0" && character <= "9") inGroup += 1;
    else if (groupChar !== void 0 && isGroupCharacter(character, groupChar)) {
      if (groups === 0 ? inGroup === 0 || inGroup > 3 : inGroup !== 3) return void 0;
      digits += text.slice(at - inGroup, at);
      groups += 1;
      inGroup = 0;
    } else break;
  }
  if (groups > 0 && inGroup !== 3) return void 0;
  digits += text.slice(at - inGroup, at);
  let scale = 0;
  if (text[at] === decimalChar) {
    const from = at + 1;
    at = from;
    while (isDigit(text[at])) at += 1;
    scale = at - from;
    digits += text.slice(from, at);
  }
  if (digits === "" || digits.length > MAX_DIGITS) return void 0;
  if (at < text.length) {
    const exponent = EXPONENT.exec(text.slice(at))?.[1];
    if (exponent === void 0 || Math.abs(Number(exponent)) > MAX_EXPONENT) return void 0;
    scale -= Number(exponent);
  }
  const value = BigInt(digits);
  const coefficient = start === 1 && text[0] === "-" ? -value : value;
  return scale < 0 ? { coefficient: coefficient * powerOfTen(-scale), scale: 0 } : { coefficient, scale };
}
function decimalOf(value) {
  const decimal = parseDecimal(String(value));
  if (decimal === void 0) throw new RangeError(`${JSON.stringify(value)} is no decimal number`);
  return decimal;
}
function decimalText({ coefficient, scale }) {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
  const sign = coefficient < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
function stripZeros(decimal, leastScale = 0) {
  let { coefficient, scale } = decimal;
  while (scale > leastScale && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale };
}
function roundTo({ coefficient, scale: from }, scale, mode) {
  if (scale >= from) return { coefficient: coefficient * powerOfTen(scale - from), scale };
  const rounded = divideRounded(coefficient, powerOfTen(from - scale), mode);
  return scale >= 0 ? { coefficient: rounded, scale } : { coefficient: rounded * powerOfTen(-scale), scale: 0 };
}
function add(a, b) {
  const scale = Math.max(a.scale, b.scale);
  return { coefficient: scaled(a, scale) + scaled(b, scale), scale };
}
function negate({ coefficient, scale }) {
  return { coefficient: -coefficient, scale };
}
function multiply(a, b) {
  return { coefficient: a.coefficient * b.coefficient, scale: a.scale + b.scale };
}
function compare(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [scaled(a, scale), scaled(b, scale)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
function divide(a, b, scale, mode) {
  const shift = scale + b.scale - a.scale;
  const dividend = shift >= 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
  const divisor = shift >= 0 ? b.coefficient : b.coefficient * powerOfTen(-shift);
  return { coefficient: divideRounded(dividend, divisor, mode), scale };
}
function integerDigits({ coefficient, scale }) {
  if (coefficient === 0n) return 1;
  return (coefficient < 0n ? -coefficient : coefficient).toString().length - scale;
}
function powerOfTen(exponent) {
  return 10n ** BigInt(exponent);
}
function scaled({ coefficient, scale }, to) {
  return coefficient * powerOfTen(to - scale);
}
function divideRounded(dividend, divisor, mode) {
  const quotient2 = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient2;
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  const doubled = 2n * (rest < 0n ? -rest : rest);
  const half = divisor < 0n ? -divisor : divisor;
  switch (mode) {
    case "trunc":
      return quotient2;
    case "expand":
      return quotient2 + away;
    case "floor":
      return away < 0n ? quotient2 - 1n : quotient2;
    case "ceil":
      return away > 0n ? quotient2 + 1n : quotient2;
    case "halfEven":
      return doubled > half || (doubled === half && quotient2 % 2n !== 0n) ? quotient2 + away : quotient2;
    case "halfExpand":
      return doubled >= half ? quotient2 + away : quotient2;
  }
}
function isDigit(character) {
  return character !== void 0 && character >= "0" && character <= "9";
}
function isGroupCharacter(character, groupChar) {
  if (character === groupChar) return true;
  return LIKE_GROUP_CHARACTERS.some((alike) => alike.includes(character) && alike.includes(groupChar));
}
var LIKE_GROUP_CHARACTERS = [" \xA0\u202F\u2009", "'\u2019"];
var EXPONENT = /^[eE]([+-]?\d{1,5})$/;

// packages/tables/src/validate/rules/value-rule.ts
function valueRule(rule, context, check) {
  const { name, place, column } = context.field(rule.field, "field");
  return {
    severity: rule.severity ?? "error",
    check(row) {
      const value = row[place] ?? null;
      if (value === null || value === "") return void 0;
      const message = check(value);
      return message === void 0 ? void 0 : { field: name, column, value, rule: rule.rule, message: rule.message ?? message };
    },
  };
}

// packages/tables/src/validate/rules/bounds.ts
function compileBound(rule, context) {
  const bound = boundOf(rule);
  const order = comparison(String(bound));
  const [fits, words] = FITS[rule.rule];
  return valueRule(rule, context, (value) => {
    const difference = order(value);
    if (difference === void 0) return `${JSON.stringify(value)} cannot be compared with ${bound}`;
    return fits(difference) ? void 0 : `${value} is not ${words} ${bound}`;
  });
}
var FITS = {
  minimum: [(difference) => difference >= 0, "at least"],
  maximum: [(difference) => difference <= 0, "at most"],
  exclusiveMinimum: [(difference) => difference > 0, "greater than"],
  exclusiveMaximum: [(difference) => difference < 0, "less than"],
};
function boundOf(rule) {
  switch (rule.rule) {
    case "minimum":
      return rule.minimum;
    case "maximum":
      return rule.maximum;
    case "exclusiveMinimum":
      return rule.exclusiveMinimum;
    case "exclusiveMaximum":
      return rule.exclusiveMaximum;
  }
}
function comparison(bound) {
  const number = parseDecimal(bound);
  if (number !== void 0) return (value) => compareNumber(parseDecimal(value), number);
  const instant = instantOf(bound);
  const form = bound.replace(/\d/g, "0").replace(/\.0+/, "");
  return (value) => {
    if (instant !== void 0) {
      const other = instantOf(value);
      return other === void 0 ? void 0 : other - instant;
    }
    if (value.replace(/\d/g, "0").replace(/\.0+/, "") !== form) return void 0;
    return value === bound ? 0 : value < bound ? -1 : 1;
  };
}
function compareNumber(value, bound) {
  return value === void 0 ? void 0 : compare(value, bound);
}
function instantOf(text) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return void 0;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? void 0 : ms;
}

// packages/tables/src/validate/rules/enum.ts
var SHOWN = 10;
var compileEnum = (rule, context) => {
  const fold = rule.ignoreCase ? (text) => text.toLowerCase() : (text) => text;
  const allowed = new Set(rule.enum.map(fold));
  const more = rule.enum.length > SHOWN ? ` and ${rule.enum.length - SHOWN} more` : "";
  const list2 = rule.enum.slice(0, SHOWN).join(", ") + more;
  return valueRule(rule, context, (value) => (allowed.has(fold(value)) ? void 0 : `${JSON.stringify(value)} is not one of ${list2}`));
};

// packages/tables/src/validate/rules/foreign-keys.ts
var MAX_KEPT2 = 65536;
var compileForeignKeys = (rule, context) => {
  const fields = rule.fields.map((name) => context.field(name, "fields"));
  const ask = context.reference(rule);
  const known = /* @__PURE__ */ new Map();
  const { resource } = rule.reference;
  return {
    severity: rule.severity ?? "error",
    async prepare(rows) {
      if (known.size > MAX_KEPT2) known.clear();
      const wanted = /* @__PURE__ */ new Map();
      for (const row of rows) {
        const key = keyOf(row);
        if (key && !known.has(JSON.stringify(key))) wanted.set(JSON.stringify(key), key);
      }
      if (wanted.size === 0) return;
      const results = checkKnown(resource, wanted.size, await ask([...wanted.values()]));
      for (const [index, text] of [...wanted.keys()].entries()) known.set(text, results[index] ?? false);
    },
    check(row) {
      const key = keyOf(row);
      if (key === void 0 || known.get(JSON.stringify(key)) === true) return void 0;
      const [first] = fields;
      const message = rule.message ?? `${key.map((value) => JSON.stringify(value)).join(", ")} is not in ${resource}`;
      return { field: first?.name, column: first?.column, value: key[0] ?? null, rule: "foreignKeys", message };
    },
  };
  function keyOf(row) {
    const key = fields.map(({ place }) => row[place] ?? "");
    return key.includes("") ? void 0 : key;
  }
};
function checkKnown(resource, count, results) {
  if (Array.isArray(results) && results.length === count) return results.map((result) => result === true);
  throw new TypeError(`The reference "${resource}" must return true or false for each of ${count} keys`);
}

// packages/tables/src/values/code-points.ts
function codePointCount(text) {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (isHighSurrogate(text, at) && isLowSurrogate(text, at + 1)) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}
function indexOfCodePoint(text, number) {
  if (!/[\u{d800}-\u{dfff}]|[\u{10000}-\u{10ffff}]/u.test(text)) return Math.min(number, text.length);
  let at = 0;
  for (let passed = 0; passed < number && at < text.length; passed += 1) {
    at += isHighSurrogate(text, at) && isLowSurrogate(text, at + 1) ? 2 : 1;
  }
  return at;
}
function sliceCodePoints(text, start, end) {
  const count = start < 0 || (end !== void 0 && end < 0) ? codePointCount(text) : 0;
  const from = indexOfCodePoint(text, start < 0 ? Math.max(0, count + start) : start);
  if (end === void 0) return text.slice(from);
  const to = indexOfCodePoint(text, end < 0 ? Math.max(0, count + end) : end);
  return to > from ? text.slice(from, to) : "";
}
function isHighSurrogate(text, at) {
  return (text.charCodeAt(at) & 64512) === 55296;
}
function isLowSurrogate(text, at) {
  return (text.charCodeAt(at) & 64512) === 56320;
}

// packages/tables/src/validate/rules/lengths.ts
var compileMinLength = (rule, context) =>
  valueRule(rule, context, (value) => {
    const length = codePointCount(value);
    return length >= rule.minLength ? void 0 : `The value has ${length} characters, at least ${rule.minLength} are expected`;
  });
var compileMaxLength = (rule, context) =>
  valueRule(rule, context, (value) => {
    const length = codePointCount(value);
    return length <= rule.maxLength ? void 0 : `The value has ${length} characters, at most ${rule.maxLength} are allowed`;
  });
var MAX_PROGRAM_SIZE = 1e4;
var MAX_PATTERN_LENGTH = 2e3;
function compilePattern(pattern, flags = {}) {
  if (pattern.length > MAX_PATTERN_LENGTH) throw new SyntaxError(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  const compiled2 = compileRe2(pattern, flags);
  if (compiled2.programSize() > MAX_PROGRAM_SIZE) throw new SyntaxError("The pattern is too large: write fewer or smaller repetitions");
  return {
    groupCount: compiled2.groupCount(),
    test: (text) => compiled2.test(text),
    matchesAll: (text) => compiled2.matches(text),
    *matches(text) {
      const matcher = compiled2.matcher(text);
      while (matcher.find()) {
        yield { start: matcher.start(), end: matcher.end(), group: (index) => matcher.group(index) ?? void 0 };
      }
    },
  };
}
function compileRe2(pattern, { ignoreCase, multiline, dotAll }) {
  const flags = (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0) | (dotAll ? RE2JS.DOTALL : 0);
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    throw new SyntaxError(`The pattern cannot be read: ${reason}`, { cause: error });
  }
}

// packages/tables/src/validate/rules/pattern.ts
var compilePatternRule = (rule, context) => {
  const pattern = patternOf(rule.pattern, rule);
  return valueRule(rule, context, (value) => {
    return pattern.matchesAll(value) ? void 0 : `${JSON.stringify(value)} has not the expected form ${rule.pattern}`;
  });
};
function patternOf(pattern, flags) {
  try {
    return compilePattern(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidRule("pattern", error.message);
    throw error;
  }
}

// packages/tables/src/validate/rules/required.ts
var compileRequired = ({ field, severity = "error", message = "A value is missing" }, context) => {
  const { name, place, column } = context.field(field, "field");
  return {
    severity,
    check(row) {
      const value = row[place] ?? null;
      return value === null || value === "" ? { field: name, column, value, rule: "required", message } : void 0;
    },
  };
};

// packages/tables/src/validate/rules/row.ts
var compileRow = (rule, context) => {
  if (context.cel === void 0) throw new InvalidRule("expression", "Expressions are not allowed here: see the option allowExpressions");
  const expression = compiled(context.cel, rule.expression);
  const places = new Map(expression.columns.map((name) => [name, context.field(name, "expression").place]));
  return {
    severity: rule.severity ?? "error",
    check(row) {
      const fail = (message) => ({ rule: "row", message });
      try {
        const holds = expression.evaluate(null, (name) => row[places.get(name) ?? -1] ?? null);
        if (holds === true) return void 0;
        return fail(rule.message ?? `${rule.expression} is not true`);
      } catch (error) {
        return fail(error instanceof Error ? error.message : String(error));
      }
    },
  };
};
function compiled(cel, source) {
  try {
    return cel.compile(source);
  } catch (error) {
    throw new InvalidRule("expression", error instanceof Error ? error.message : String(error));
  }
}

// packages/tables/src/values/dates/date-tokens.ts
var LETTERS = {
  y: 4,
  Y: 4,
  M: 4,
  L: 4,
  d: 2,
  D: 3,
  o: 1,
  E: 4,
  e: 1,
  u: 1,
  Q: 1,
  w: 2,
  H: 2,
  h: 2,
  m: 2,
  s: 2,
  S: 9,
  a: 1,
  X: 3,
  x: 3,
  Z: 1,
  z: 4,
};
function dateTokens(pattern, lenient) {
  return /%[-#]?[A-Za-z%]/.test(pattern) ? strptimeTokens(pattern, lenient) : cldrTokens(pattern);
}
function cldrTokens(pattern) {
  const tokens = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] ?? "";
    if (character === "'") {
      const [literal, end2] = quoted(pattern, at);
      pushLiteral(tokens, literal);
      at = end2;
      continue;
    }
    if (!/[A-Za-z]/.test(character)) {
      pushLiteral(tokens, character);
      at += 1;
      continue;
    }
    let end = at + 1;
    while (pattern[end] === character) end += 1;
    const count = end - at;
    const most = LETTERS[character];
    if (most === void 0)
      throw new SyntaxError(`"${pattern}" has the letter ${character}, which no date pattern knows: put text in 'quotes'`);
    if (count > most || (character === "y" && count === 3) || (character === "Y" && count === 3)) {
      throw new SyntaxError(`"${pattern}" has ${character.repeat(count)}, which no date pattern knows`);
    }
    tokens.push({ letter: character === "L" ? "M" : character, count });
    at = end;
  }
  return tokens;
}
function quoted(pattern, start) {
  if (pattern[start + 1] === "'") return ["'", start + 2];
  let literal = "";
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] !== "'") literal += pattern[at];
    else if (pattern[at + 1] === "'") {
      literal += "'";
      at += 1;
    } else return [literal, at + 1];
  }
  throw new SyntaxError(`"${pattern}" has a quote that is not closed`);
}
var STRPTIME = {
  Y: { write: "yyyy" },
  y: { write: "yy" },
  m: { write: "MM", read: "M" },
  d: { write: "dd", read: "d" },
  e: { write: "d" },
  b: { write: "MMM" },
  h: { write: "MMM" },
  B: { write: "MMMM" },
  H: { write: "HH", read: "H" },
  k: { write: "H" },
  I: { write: "hh", read: "h" },
  l: { write: "h" },
  M: { write: "mm", read: "m" },
  S: { write: "ss", read: "s" },
  f: { write: "SSSSSS", read: "S" },
  p: { write: "a" },
  a: { write: "EEE" },
  A: { write: "EEEE" },
  j: { write: "DDD", read: "D" },
  G: { write: "YYYY" },
  V: { write: "ww", read: "w" },
  u: { write: "e" },
  z: { write: "xx", read: "Z" },
  Z: { write: "zzz" },
  F: { write: "yyyy-MM-dd", read: "yyyy-M-d" },
  T: { write: "HH:mm:ss", read: "H:m:s" },
  R: { write: "HH:mm", read: "H:m" },
  D: { write: "MM/dd/yy", read: "M/d/yy" },
};
function strptimeTokens(pattern, lenient) {
  const tokens = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? "";
    if (character !== "%") {
      pushLiteral(tokens, character);
      continue;
    }
    const unpadded = pattern[at + 1] === "-" || pattern[at + 1] === "#";
    at += unpadded ? 2 : 1;
    const letter = pattern[at] ?? "";
    if (letter === "%") {
      pushLiteral(tokens, "%");
      continue;
    }
    const meaning = STRPTIME[letter];
    if (meaning === void 0) throw new SyntaxError(`"${pattern}" has %${letter}, which is not supported`);
    for (const token of cldrTokens(lenient || unpadded ? (meaning.read ?? meaning.write) : meaning.write)) {
      if ("literal" in token) pushLiteral(tokens, token.literal);
      else tokens.push(token);
    }
  }
  return tokens;
}
function pushLiteral(tokens, literal) {
  const last = tokens.at(-1);
  if (last && "literal" in last) tokens[tokens.length - 1] = { literal: last.literal + literal };
  else tokens.push({ literal });
}

// packages/tables/src/values/dates/moment.ts
function toClockMs({ year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 }) {
  return clockMs(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1e3;
}
function fromClockMs(ms) {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}
function clockMs(year, month, day) {
  const ms = Date.UTC(2e3, month - 1, day);
  return year >= 100 ? Date.UTC(year, month - 1, day) : new Date(ms).setUTCFullYear(year, month - 1, day);
}
function daysInMonth(year, month) {
  return new Date(clockMs(year, month + 1, 0)).getUTCDate();
}
function weekdayOf(ms) {
  return ((new Date(ms).getUTCDay() + 6) % 7) + 1;
}
function isoWeek(ms) {
  const thursday = ms + (4 - weekdayOf(ms)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - clockMs(year, 1, 1)) / (7 * DAY_MS)) + 1 };
}
function dayOfIsoWeek(year, week, weekday) {
  const fourth = clockMs(year, 1, 4);
  const ms = fourth + ((week - 1) * 7 + weekday - weekdayOf(fourth)) * DAY_MS;
  return week >= 1 && weekday >= 1 && weekday <= 7 && isoWeek(ms).week === week ? ms : void 0;
}
function dayOfYear(ms) {
  return Math.floor((ms - clockMs(new Date(ms).getUTCFullYear(), 1, 1)) / DAY_MS) + 1;
}
var DAY_MS = 864e5;

// packages/tables/src/values/dates/read-date.ts
var MAX_LENGTH = 100;
var MOST_NAMES = 3;
function dateReader(pattern, pivot) {
  const tokens = dateTokens(pattern, true);
  const fields = tokens.filter((token) => "letter" in token);
  if (fields.filter(({ letter, count }) => letter === "E" || (letter === "M" && count >= 3)).length > MOST_NAMES) {
    throw new SyntaxError(`A pattern has at most ${MOST_NAMES} names of months and days`);
  }
  const expression = new RegExp(`^${tokens.map(expressionOf).join("")}$`, "u");
  return (text) => {
    if (text.length > MAX_LENGTH) return void 0;
    const groups = expression.exec(text);
    if (groups === null) return void 0;
    const read = {};
    for (const [index, field] of fields.entries()) {
      if (!readField(read, field.letter, field.count, groups[index + 1] ?? "", pivot)) return void 0;
    }
    return finish(read);
  };
}
function expressionOf(token) {
  if ("literal" in token) return token.literal.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&").replace(/ /g, "[ \\u00a0\\u202f]");
  const { letter, count } = token;
  switch (letter) {
    case "y":
    case "Y":
      return count === 2 ? "(\\d\\d)" : "(\\d{4})";
    case "M":
      if (count >= 3) return count === 3 ? "(\\p{L}+\\.?)" : "(\\p{L}+)";
      return count === 1 ? "(\\d\\d?)" : "(\\d\\d)";
    case "D":
      return count === 1 ? "(\\d{1,3})" : `(\\d{${count}})`;
    case "S":
      return count === 1 ? "(\\d{1,9})" : `(\\d{${count}})`;
    case "E":
      return "(\\p{L}+\\.?)";
    case "o":
      return "([A-Za-z]{2})";
    case "a":
      return "([AaPp]\\.?[Mm]\\.?)";
    case "e":
    case "u":
    case "Q":
      return "(\\d)";
    case "X":
    case "x":
    case "Z":
      return "(Z|[+-]\\d\\d(?::?\\d\\d)?)";
    case "z":
      return "([A-Za-z]{1,5}|[+-]\\d\\d(?::?\\d\\d)?)";
    default:
      return count === 1 ? "(\\d\\d?)" : "(\\d\\d)";
  }
}
function readField(read, letter, count, text, pivot) {
  const number = Number(text);
  switch (letter) {
    case "y":
      return set(read, "year", count === 2 ? number + (number < pivot ? 2e3 : 1900) : number);
    case "Y":
      return set(read, "weekYear", count === 2 ? number + (number < pivot ? 2e3 : 1900) : number);
    case "M": {
      const month = count >= 3 ? namedMonth(text, count) : number;
      return month !== void 0 && within(month, 1, 12) && set(read, "month", month);
    }
    case "d":
      return within(number, 1, 31) && set(read, "day", number);
    case "D":
      return within(number, 1, 366) && set(read, "dayOfYear", number);
    case "H":
      return within(number, 0, 23) && set(read, "hour", number);
    case "h":
      return within(number, 1, 12) && set(read, "hour", number);
    case "m":
      return within(number, 0, 59) && set(read, "minute", number);
    case "s":
      return within(number, 0, 59) && set(read, "second", number);
    case "S":
      return set(read, "nanosecond", Number(text.padEnd(9, "0")));
    case "a":
      return set(read, "half", /^a/i.test(text) ? "am" : "pm");
    case "w":
      return within(number, 1, 53) && set(read, "week", number);
    case "e":
    case "u":
      return within(number, 1, 7) && set(read, "weekday", number);
    case "Q":
      return within(number, 1, 4) && set(read, "quarter", number);
    case "E":
      return isWeekday(text.toLowerCase().replace(".", ""));
    case "o":
      return /^(st|nd|rd|th)$/i.test(text);
    case "z":
      return readZoneName(read, text);
    default:
      return set(read, "offsetMinutes", offsetOf(text));
  }
}
function set(read, key, value) {
  if (read[key] !== void 0 && read[key] !== value) return false;
  read[key] = value;
  return true;
}
var SHORT_AND_FULL = /* @__PURE__ */ new Set([
  "may",
  "mai",
  "mars",
  "mart",
  "juni",
  "juin",
  "juli",
  "ao\xFBt",
  "mei",
  "maj",
  "maja",
  "mayo",
  "maio",
  "ocak",
  "ekim",
  "\u043C\u0430\u044F",
  "\u0438\u044E\u043D\u044F",
  "\u0438\u044E\u043B\u044F",
]);
var SHORTENED = new Set(
  "jan janv ene gen feb f\xE9vr f\xE9v fev mar mrz m\xE4r mrt apr avr abr mag jun giu jul juil lug aug ago sep sept set oct okt ott out nov dec dez d\xE9c dic".split(
    " ",
  ),
);
function namedMonth(text, count) {
  const name = text.toLowerCase().replace(".", "");
  const fits = SHORT_AND_FULL.has(name) || SHORTENED.has(name) === (count === 3);
  return fits ? monthNumber(name) : void 0;
}
function readZoneName(read, text) {
  if (/^(utc|gmt|z)$/i.test(text)) return set(read, "offsetMinutes", 0);
  return /^[A-Za-z]/.test(text) || set(read, "offsetMinutes", offsetOf(text));
}
function offsetOf(text) {
  if (text === "Z") return 0;
  const digits = text.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text[0] === "-" ? -minutes : minutes;
}
function finish({ half, dayOfYear: dayOfYear2, weekYear, week, weekday, quarter, ...parts }) {
  if (half !== void 0) {
    if (parts.hour === void 0 || parts.hour > 12 || parts.hour === 0) return void 0;
    parts.hour = (parts.hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (weekYear !== void 0 && week !== void 0) {
    const ms = dayOfIsoWeek(weekYear, week, weekday ?? 1);
    return ms === void 0 ? void 0 : withDate(parts, ms);
  }
  if (dayOfYear2 !== void 0) {
    if (parts.year === void 0) return void 0;
    const ms = clockMs(parts.year, 1, dayOfYear2);
    return new Date(ms).getUTCFullYear() === parts.year ? withDate(parts, ms) : void 0;
  }
  if (quarter !== void 0 && parts.month === void 0) parts.month = quarter * 3 - 2;
  if (parts.day !== void 0 && parts.month !== void 0 && parts.day > daysInMonth(parts.year ?? 2e3, parts.month)) return void 0;
  return parts;
}
function withDate(parts, ms) {
  const { year, month, day } = fromClockMs(ms);
  return { ...parts, year, month, day };
}
function within(value, least, most) {
  return value >= least && value <= most;
}

// packages/tables/src/validate/rules/type.ts
var compileType = (rule, context) => {
  const isOfType = testOf(rule);
  const words = rule.format === void 0 || rule.format === "default" ? NAMES[rule.type] : `${NAMES[rule.type]} (${rule.format})`;
  return valueRule(rule, context, (value) => (isOfType(value) ? void 0 : `${JSON.stringify(value)} is not ${words}`));
};
var NAMES = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "a truth value",
  object: "a JSON object",
  array: "a JSON array",
  list: "a list",
  datetime: "a date and time",
  date: "a date",
  time: "a time",
  year: "a year",
  yearmonth: "a year and month",
  duration: "a duration of ISO 8601",
  geopoint: "a pair of longitude and latitude",
  geojson: "GeoJSON",
  any: "a value",
};
function testOf(rule) {
  const { format = "default" } = rule;
  switch (rule.type) {
    case "any":
    case "list":
      return () => true;
    case "string":
      return stringTest(format);
    case "number":
      return (value) => parseDecimal(value, { decimalChar: rule.decimalChar ?? ".", groupChar: rule.groupChar }) !== void 0;
    case "integer":
      return (value) => /^[+-]?[^.eE]+$/.test(value) && parseDecimal(value, { decimalChar: ".", groupChar: rule.groupChar })?.scale === 0;
    case "boolean": {
      const values = /* @__PURE__ */ new Set([
        ...(rule.trueValues ?? ["true", "True", "TRUE", "1"]),
        ...(rule.falseValues ?? ["false", "False", "FALSE", "0"]),
      ]);
      return (value) => values.has(value);
    }
    case "object":
      return (value) => isJson(value, (parsed) => typeof parsed === "object" && parsed !== null && !Array.isArray(parsed));
    case "array":
      return (value) => isJson(value, Array.isArray);
    case "geojson":
      return (value) => isJson(value, (parsed) => typeof parsed === "object" && parsed !== null && "type" in parsed);
    case "year":
      return (value) => /^-?\d{4}$/.test(value);
    case "yearmonth":
      return (value) => /^-?\d{4}-(0[1-9]|1[0-2])$/.test(value);
    case "duration":
      return (value) => /^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(value);
    case "geopoint":
      return (value) => isGeopoint(value, format);
    case "date":
    case "time":
    case "datetime":
      return momentTest(rule.type, format);
  }
}
function stringTest(format) {
  switch (format) {
    case "default":
      return () => true;
    case "email":
      return (value) => value.length <= 254 && /^[^\s@"<>(),:;[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value);
    case "uri":
      return (value) => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value) && URL.canParse(value);
    case "uuid":
      return (value) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
    case "binary":
      return (value) => value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
    default:
      throw new InvalidRule(
        "format",
        `${JSON.stringify(format)} is no format of strings: one of default, email, uri, uuid, binary is expected`,
      );
  }
}
var DEFAULT_FORMS = {
  date: ["yyyy-MM-dd"],
  time: ["HH:mm:ss", "HH:mm:ss.S", "HH:mm:ssX", "HH:mm:ss.SX"],
  datetime: ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ssX", "yyyy-MM-dd'T'HH:mm:ss.SX"],
};
function momentTest(type, format) {
  const patterns = format === "default" || format === "any" ? DEFAULT_FORMS[type] : [format];
  let readers;
  try {
    readers = patterns.map((pattern) => dateReader(pattern, 69));
  } catch (error) {
    throw new InvalidRule("format", error instanceof Error ? error.message : String(error));
  }
  return (value) => readers.some((read) => read(value) !== void 0);
}
function isJson(text, test) {
  try {
    return test(JSON.parse(text));
  } catch {
    return false;
  }
}
function isGeopoint(text, format) {
  if (format === "array") return isJson(text, (parsed) => Array.isArray(parsed) && isPosition(parsed[0], parsed[1]) && parsed.length === 2);
  if (format === "object") {
    return isJson(text, (parsed) => {
      const { lon, lat } = parsed ?? {};
      return isPosition(lon, lat);
    });
  }
  const [longitude = "", latitude = "", ...more] = text.split(/, ?/);
  return (
    more.length === 0 &&
    parseDecimal(longitude) !== void 0 &&
    parseDecimal(latitude) !== void 0 &&
    isPosition(Number(longitude), Number(latitude))
  );
}
function isPosition(longitude, latitude) {
  return typeof longitude === "number" && typeof latitude === "number" && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
function keyDigest(cells) {
  return hash("sha256", JSON.stringify(cells), "binary").slice(0, DIGEST_BYTES);
}
var DIGEST_BYTES = 16;

// packages/tables/src/validate/keys/key-filter.ts
var FIRST_BITS = 2 ** 25;
var MAX_BITS = 2 ** 29;
var MIN_BITS_PER_KEY = 16;
var PROBES = 4;
var LINE_BITS = 512;
var KeyFilter = class {
  #words;
  #lines;
  #bits;
  /** @param expectedKeys - how many keys it will have, about */
  constructor(expectedKeys) {
    let bits = FIRST_BITS;
    while (bits < MAX_BITS && bits < expectedKeys * MIN_BITS_PER_KEY) bits *= 2;
    this.#bits = bits;
    this.#lines = bits / LINE_BITS;
    this.#words = new Uint32Array(bits / 32);
  }
  /** Whether so many keys need a larger one. */
  isTooSmallFor(keys) {
    return this.#bits < MAX_BITS && keys * MIN_BITS_PER_KEY > this.#bits;
  }
  mark(keys, at) {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = this.#bitOf(keys, at, probe);
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }
  mayHave(key) {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = this.#bitOf(key, 0, probe);
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
  /** Nine bits of the last word and its neighbour for each probe. */
  #bitOf(keys, at, probe) {
    const line = (keys[at + 2] ?? 0) % this.#lines;
    const low = ((keys[at + 3] ?? 0) >>> (probe * 8)) & 255;
    return line * LINE_BITS + low + (((keys[at + 1] ?? 0) >>> (28 + probe)) & 1) * 256;
  }
};

// packages/tables/src/validate/keys/key-words.ts
var KEY_WORDS = DIGEST_BYTES / 4;
function isSame(some, at, others, from) {
  for (let word = 0; word < KEY_WORDS; word += 1) if (some[at + word] !== others[from + word]) return false;
  return true;
}

// packages/tables/src/validate/keys/key-run.ts
var KEY_BYTES = KEY_WORDS * 4;
var BUCKET_KEYS = 256;
var MERGED_BYTES = 64 * 1024;
var KeyRun = class _KeyRun {
  #descriptor;
  /** Where each bucket starts, in keys; one more for the end. */
  #starts;
  constructor(descriptor, starts) {
    this.#descriptor = descriptor;
    this.#starts = starts;
  }
  /**
   * Writes keys to a file of a folder.
   * @param table - the keys, and free places, whose first word is 0
   */
  static write(folder, table, count) {
    const starts = new Uint32Array(Math.max(1, Math.ceil(count / BUCKET_KEYS)) + 1);
    const descriptor = openTemporarySync(folder);
    writeAll(descriptor, inBuckets(table, count, { starts, first: 0, buckets: starts.length - 1 }), 0);
    return new _KeyRun(descriptor, starts);
  }
  /** Makes one run of several that have the same number of buckets and no key in common, and closes these. */
  static merge(folder, runs) {
    const buckets = runs[0]?.buckets ?? 0;
    const merged = new Uint32Array(buckets * runs.length + 1);
    const descriptor = openTemporarySync(folder);
    const step = Math.max(1, Math.floor(MERGED_BYTES / KEY_BYTES / BUCKET_KEYS));
    let count = 0;
    for (let first = 0; first < buckets; first += step) {
      const end = Math.min(buckets, first + step);
      const keys = concatenated(runs.map((run) => run.#read(first, end)));
      const starts = new Uint32Array((end - first) * runs.length + 1);
      const here = keys.length / KEY_WORDS;
      writeAll(descriptor, inBuckets(keys, here, { starts, first: first * runs.length, buckets: merged.length - 1 }), count * KEY_BYTES);
      for (const [bucket, start] of starts.subarray(0, -1).entries()) merged[first * runs.length + bucket] = count + start;
      count += here;
    }
    merged[merged.length - 1] = count;
    for (const run of runs) run.close();
    return new _KeyRun(descriptor, merged);
  }
  get buckets() {
    return this.#starts.length - 1;
  }
  has(key) {
    const bucket = bucketOf(key[0] ?? 0, this.buckets);
    const keys = this.#read(bucket, bucket + 1);
    for (let at = 0; at < keys.length; at += KEY_WORDS) if (isSame(keys, at, key, 0)) return true;
    return false;
  }
  /** All keys, some at a time. */
  *keys() {
    const step = MERGED_BYTES / KEY_BYTES / BUCKET_KEYS;
    for (let first = 0; first < this.buckets; first += step) yield this.#read(first, Math.min(this.buckets, first + step));
  }
  close() {
    closeSync(this.#descriptor);
  }
  #read(first, end) {
    const start = this.#starts[first] ?? 0;
    const keys = new Uint32Array(((this.#starts[end] ?? 0) - start) * KEY_WORDS);
    const bytes = new Uint8Array(keys.buffer);
    for (let read = 0; read < bytes.length;) {
      const more = readSync(this.#descriptor, bytes, read, bytes.length - read, start * KEY_BYTES + read);
      if (more === 0) throw new Error("A file of keys was cut");
      read += more;
    }
    return keys;
  }
};
function bucketOf(firstWord, buckets) {
  return Math.floor((firstWord / 2 ** 32) * buckets);
}
function inBuckets(table, count, { starts, first, buckets }) {
  for (let at = 0; at < table.length; at += KEY_WORDS) {
    const word = table[at] ?? 0;
    if (word !== 0) starts[bucketOf(word, buckets) - first + 1] += 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1) starts[bucket] += starts[bucket - 1] ?? 0;
  const next = starts.slice();
  const sorted = new Uint32Array(count * KEY_WORDS);
  for (let at = 0; at < table.length; at += KEY_WORDS) {
    if (table[at] === 0) continue;
    const bucket = bucketOf(table[at] ?? 0, buckets) - first;
    const to = (next[bucket] ?? 0) * KEY_WORDS;
    for (let word = 0; word < KEY_WORDS; word += 1) sorted[to + word] = table[at + word] ?? 0;
    next[bucket] += 1;
  }
  return sorted;
}
function concatenated(parts) {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
function writeAll(descriptor, keys, position2) {
  const bytes = new Uint8Array(keys.buffer);
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position2 + written);
  }
}

// packages/tables/src/validate/keys/key-set.ts
var MAX_IN_MEMORY = 2 ** 18;
var MERGED_RUNS = 16;
var FIRST_SLOTS = 1024;
var KeySet = class {
  #folder;
  #maxInMemory;
  /** A table of slots; the first word of a free one is 0. */
  #words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
  #count = 0;
  #onDisk = 0;
  #filter;
  #runs = [];
  #merged = [];
  /** The words of the digest that was asked for last. */
  #key = new Uint32Array(KEY_WORDS);
  /** @param folder - where the files are */
  constructor(folder, maxInMemory = MAX_IN_MEMORY) {
    this.#folder = folder;
    this.#maxInMemory = maxInMemory;
  }
  has(digest) {
    this.#read(digest);
    return this.#words[this.#slotOf(this.#key, 0)] !== 0 || this.#isOnDisk();
  }
  /** Adds a key. Whether it was new. */
  add(digest) {
    this.#read(digest);
    const slot = this.#slotOf(this.#key, 0);
    if (this.#words[slot] !== 0 || this.#isOnDisk()) return false;
    this.#words.set(this.#key, slot);
    this.#count += 1;
    if (this.#count === this.#maxInMemory) this.#spill();
    else if (this.#count * 2 * KEY_WORDS > this.#words.length) this.#grow();
    return true;
  }
  /** Forgets all keys. */
  clear() {
    for (const run of [...this.#runs.splice(0), ...this.#merged.splice(0)]) run.close();
    this.#words.fill(0);
    this.#count = 0;
    this.#onDisk = 0;
    this.#filter = void 0;
  }
  /** Releases memory and files. */
  close() {
    this.clear();
    this.#words = new Uint32Array(FIRST_SLOTS * KEY_WORDS);
  }
  /** The first word is never 0, which marks a free slot: one bit of a digest in four billion is another one. */
  #read(digest) {
    for (let word = 0; word < KEY_WORDS; word += 1) {
      const at = word * 4;
      this.#key[word] =
        digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8) | (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24);
    }
    if (this.#key[0] === 0) this.#key[0] = 1;
  }
  #isOnDisk() {
    if (this.#filter?.mayHave(this.#key) !== true) return false;
    return this.#runs.some((run) => run.has(this.#key)) || this.#merged.some((run) => run.has(this.#key));
  }
  /** Where a key is in the table, or the free place for it. */
  #slotOf(keys, from) {
    const words = this.#words;
    const last = words.length - KEY_WORDS;
    let at = ((keys[from + 1] ?? 0) * KEY_WORDS) & last;
    while (words[at] !== 0 && !isSame(words, at, keys, from)) at = (at + KEY_WORDS) & last;
    return at;
  }
  #grow() {
    const old = this.#words;
    this.#words = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += KEY_WORDS) {
      if (old[at] !== 0) this.#words.set(old.subarray(at, at + KEY_WORDS), this.#slotOf(old, at));
    }
  }
  #spill() {
    this.#onDisk += this.#count;
    this.#runs.push(KeyRun.write(this.#folder, this.#words, this.#count));
    if (this.#runs.length === MERGED_RUNS) this.#merged.push(KeyRun.merge(this.#folder, this.#runs.splice(0)));
    if (this.#filter === void 0 || this.#filter.isTooSmallFor(this.#onDisk)) this.#makeFilter();
    else markAll(this.#filter, this.#words);
    this.#words.fill(0);
    this.#count = 0;
  }
  #makeFilter() {
    this.#filter = void 0;
    const filter = new KeyFilter(this.#onDisk * 2);
    for (const run of [...this.#merged, ...this.#runs]) for (const keys of run.keys()) markAll(filter, keys);
    this.#filter = filter;
  }
};
function markAll(filter, keys) {
  for (let at = 0; at < keys.length; at += KEY_WORDS) if (keys[at] !== 0) filter.mark(keys, at);
}

// packages/tables/src/validate/rules/unique.ts
function compileUnique(rule, context) {
  const names = rule.rule === "unique" ? [rule.field] : rule.fields;
  const fields = names.map((name) => context.field(name, rule.rule === "unique" ? "field" : "fields"));
  const seen = new KeySet(context.temporaryFolder);
  let checked;
  return {
    severity: rule.severity ?? "error",
    check(row) {
      const missing = fields.find((field) => isMissing(row, field));
      if (missing) return rule.rule === "primaryKey" ? problem(row, missing, "A value of the primary key is missing") : void 0;
      if (!seen.has(digestOf(row))) return void 0;
      const [first] = fields;
      const key = fields.map(({ place }) => JSON.stringify(row[place])).join(", ");
      return first && problem(row, first, `${key} has come in a row before`);
    },
    remember(row) {
      if (!fields.some((field) => isMissing(row, field))) seen.add(digestOf(row));
    },
    close: () => seen.close(),
  };
  function problem(row, { name, place, column }, message) {
    return { field: name, column, value: row[place] ?? null, rule: rule.rule, message: rule.message ?? message };
  }
  function digestOf(row) {
    if (checked?.row !== row) checked = { row, digest: keyDigest(fields.map(({ place }) => row[place] ?? null)) };
    return checked.digest;
  }
}
function isMissing(row, { place }) {
  const value = row[place] ?? null;
  return value === null || value === "";
}

// packages/tables/src/validate/compile-rules.ts
function compileRules(rules, context, report) {
  return rules.flatMap((rule, index) => {
    try {
      return compileRule(rule, context);
    } catch (error) {
      if (!(error instanceof InvalidRule)) throw error;
      report([index, ...(error.parameter === "" ? [] : [error.parameter])], error.message);
      return [];
    }
  });
}
function compileRule(rule, context) {
  switch (rule.rule) {
    case "required":
      return compileRequired(rule, context);
    case "type":
      return compileType(rule, context);
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return compileBound(rule, context);
    case "minLength":
      return compileMinLength(rule, context);
    case "maxLength":
      return compileMaxLength(rule, context);
    case "pattern":
      return compilePatternRule(rule, context);
    case "enum":
      return compileEnum(rule, context);
    case "unique":
    case "uniqueKeys":
    case "primaryKey":
      return compileUnique(rule, context);
    case "foreignKeys":
      return compileForeignKeys(rule, context);
    case "row":
      return compileRow(rule, context);
  }
}

// packages/tables/src/transform/plan/column-scope.ts
var ColumnScope = class {
  columns;
  constructor(columns) {
    this.columns = columns;
  }
  /**
   * The position of a column by its id or its name.
   * @throws InvalidStep if there is none, or if several have the name
   */
  find(reference, parameter) {
    const byId = this.columns.findIndex(({ id }) => id === reference);
    if (byId >= 0) return byId;
    const first = this.columns.findIndex(({ name }) => name === reference);
    if (first < 0) throw new InvalidStep(parameter, `There is no column ${JSON.stringify(reference)}${this.#similar(reference)}`);
    if (this.columns.some(({ name }, index) => name === reference && index > first)) {
      throw new InvalidStep(
        parameter,
        `Several columns are called ${JSON.stringify(reference)}: give them ids in source.columns, with their index`,
      );
    }
    return first;
  }
  has(reference) {
    return this.columns.some(({ id, name }) => id === reference || name === reference);
  }
  #similar(reference) {
    const plain = (text) => text.toLowerCase().replace(/[\s_-]/g, "");
    const similar = this.columns.find(({ name }) => plain(name) === plain(reference));
    return similar ? `: do you mean ${JSON.stringify(similar.name)}?` : "";
  }
};
function fileScope(names, known, problem) {
  const ids = /* @__PURE__ */ new Map();
  const seen = /* @__PURE__ */ new Set();
  for (const [index, { id, name, index: position2 }] of known.entries()) {
    if (seen.has(id)) problem(index, `Another column has the id ${JSON.stringify(id)}, too`);
    seen.add(id);
    const places = names.flatMap((other, at) => (other === name ? [at] : []));
    const place = position2 !== void 0 && places.includes(position2) ? position2 : places[0];
    if (places.length > 1 && place !== position2)
      problem(index, `Several columns are called ${JSON.stringify(name)}: choose one by its index`);
    if (place !== void 0) ids.set(place, id);
  }
  return new ColumnScope(names.map((name, index) => ({ name, id: ids.get(index), source: index })));
}

// packages/tables/src/transform/steps/text/pattern-parameter.ts
function patternOf2(pattern, flags, parameter = "pattern") {
  try {
    return compilePattern(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidStep(parameter, error.message);
    throw error;
  }
}
function refuseFlags(flags) {
  for (const flag of ["ignoreCase", "multiline", "dotAll"]) {
    if (flags[flag] !== void 0) throw new InvalidStep(flag, "This is a flag of patterns, and the step has none");
  }
}
function exactlyOne(step, ...names) {
  const given = names.filter((name) => step[name] !== void 0);
  const [first] = given;
  if (given.length === 1 && first !== void 0) return first;
  if (given.length === 0) throw new InvalidStep("", `One of ${names.join(", ")} is expected`);
  throw new InvalidStep("", `Only one of ${given.join(" and ")} is allowed`);
}

// packages/tables/src/transform/steps/condition.ts
var TESTS = [
  "equals",
  "equalsColumn",
  "in",
  "contains",
  "containsColumn",
  "startsWith",
  "endsWith",
  "matches",
  "empty",
  "lessThan",
  "greaterThan",
];
var GROUPS = ["all", "any", "not"];
function compileCondition(condition, context, mustNameColumn = false) {
  const given = [...TESTS, ...GROUPS].filter((name2) => condition[name2] !== void 0);
  const [name] = given;
  if (name === void 0) throw new InvalidStep("", `A condition has one of ${[...TESTS, ...GROUPS].join(", ")}`);
  if (given.length > 1) throw new InvalidStep("", `A condition has one test, not ${given.join(" and ")}: put several into all or any`);
  if (name === "all" || name === "any" || name === "not") {
    if (condition.column !== void 0) throw new InvalidStep("column", `It belongs to the conditions in ${name}`);
    return compileGroup(name, condition, context, mustNameColumn);
  }
  if (condition.column === void 0 && mustNameColumn) throw new InvalidStep("column", "A condition on rows names its column");
  const column = condition.column === void 0 ? void 0 : context.column(condition.column, "column");
  const test = compileTest(name, condition, context);
  return {
    test(value, row) {
      const tested = column ? column(row) : value;
      return tested instanceof StepFailure ? tested : test.test(tested, row);
    },
    readsRow: column !== void 0 || test.readsRow,
  };
}
function compileGroup(name, condition, context, mustNameColumn) {
  const list2 = name === "not" ? [condition.not ?? {}] : (condition[name] ?? []);
  const inner = list2.map((one2) => compileCondition(one2, context, mustNameColumn));
  const readsRow = inner.some((one2) => one2.readsRow);
  const stopsAt = name === "any";
  return {
    test(value, row) {
      for (const { test } of inner) {
        const result = test(value, row);
        if (result instanceof StepFailure) return result;
        if (name === "not") return !result;
        if (result === stopsAt) return stopsAt;
      }
      return !stopsAt;
    },
    readsRow,
  };
}
function compileTest(name, condition, context) {
  if (name !== "matches") {
    for (const flag of ["multiline", "dotAll"]) if (condition[flag] !== void 0) refuseFlags({ [flag]: true });
  }
  const fold = condition.ignoreCase ? (text) => text.toLowerCase() : (text) => text;
  switch (name) {
    case "empty":
      return onValue((value) => (value === null || value === "") === condition.empty);
    case "equals":
      return onText(equalTo(fold(condition.equals ?? ""), fold));
    case "in": {
      const values = new Set((condition.in ?? []).map(fold));
      return onText((text) => values.has(fold(text)));
    }
    case "contains":
      return onText((text) => fold(text).includes(fold(condition.contains ?? "")));
    case "startsWith":
      return onText((text) => fold(text).startsWith(fold(condition.startsWith ?? "")));
    case "endsWith":
      return onText((text) => fold(text).endsWith(fold(condition.endsWith ?? "")));
    case "matches": {
      const pattern = patternOf2(condition.matches ?? "", condition, "matches");
      return onText((text) => pattern.test(text));
    }
    case "equalsColumn":
      return withColumn(context.column(condition.equalsColumn ?? "", name), (value, other) => {
        return value === null || other === null ? value === other : fold(value) === fold(other);
      });
    case "containsColumn":
      return withColumn(context.column(condition.containsColumn ?? "", name), (value, other) => {
        return value !== null && other !== null && other !== "" && fold(value).includes(fold(other));
      });
    case "lessThan":
      return comparison2(condition.lessThan ?? 0, (order) => order < 0);
    case "greaterThan":
      return comparison2(condition.greaterThan ?? 0, (order) => order > 0);
  }
}
function equalTo(expected, fold) {
  return (text) => fold(text) === expected;
}
function onValue(test) {
  return { test, readsRow: false };
}
function onText(test) {
  return onValue((value) => value !== null && test(value));
}
function withColumn(column, test) {
  return {
    test(value, row) {
      const other = column(row);
      return other instanceof StepFailure ? other : test(value, other);
    },
    readsRow: true,
  };
}
function comparison2(operand, holds) {
  const number = parseDecimal(String(operand));
  const text = String(operand);
  return onValue((value) => {
    if (value === null || value === "") return false;
    if (number === void 0) {
      if (!/^\d{4}-\d\d-\d\d/.test(value))
        return new StepFailure("when", value, `${JSON.stringify(value)} cannot be compared with ${text}: it is not an ISO date`);
      return holds(value < text ? -1 : Number(value > text));
    }
    const decimal = parseDecimal(value);
    if (decimal === void 0)
      return new StepFailure("when", value, `${JSON.stringify(value)} cannot be compared with ${text}: it is not a number`);
    return holds(compare(decimal, number));
  });
}

// packages/tables/src/transform/rows/digest-parts.ts
var PARTS = 64;
var ENTRY_BYTES = DIGEST_BYTES + 8;
var READ_BYTES = ENTRY_BYTES * 2730;
var DigestParts = class _DigestParts {
  #folder;
  #parts;
  #counts = Array.from({ length: PARTS }, () => 0);
  #count = 0;
  static async create(temporaryFolder) {
    const parts = [];
    try {
      while (parts.length < PARTS) parts.push(await openTemporary(temporaryFolder));
      return new _DigestParts(temporaryFolder, parts);
    } catch (error) {
      await Promise.all(parts.map((part) => part.close()));
      throw error;
    }
  }
  constructor(folder, parts) {
    this.#folder = folder;
    this.#parts = parts;
  }
  /** Adds the digests of the next rows. */
  async write(digests) {
    const sizes = Array.from({ length: PARTS }, () => 0);
    for (const key of digests) sizes[partOf(key)] += ENTRY_BYTES;
    const entries = sizes.map((size) => Buffer.allocUnsafe(size));
    const ends = Array.from({ length: PARTS }, () => 0);
    for (const key of digests) {
      const part = partOf(key);
      const at = ends[part] ?? 0;
      entries[part]?.write(key, at, "latin1");
      entries[part]?.writeDoubleLE(this.#count, at + DIGEST_BYTES);
      ends[part] = at + ENTRY_BYTES;
      this.#count += 1;
    }
    for (const [part, bytes] of entries.entries()) {
      this.#counts[part] += bytes.length / ENTRY_BYTES;
      if (bytes.length > 0) await this.#parts[part]?.appendFile(bytes);
    }
  }
  /** A bit for each row that is the last with its digest. */
  async lastOnes() {
    const kept = new Uint8Array(Math.ceil(this.#count / 8));
    const block = Buffer.allocUnsafe(READ_BYTES);
    const seen = new KeySet(this.#folder);
    for (const [part, handle] of this.#parts.entries()) {
      for (let end = (this.#counts[part] ?? 0) * ENTRY_BYTES; end > 0;) {
        const start = Math.max(0, end - READ_BYTES);
        await readAll(handle, block.subarray(0, end - start), start);
        for (let at = end - start - ENTRY_BYTES; at >= 0; at -= ENTRY_BYTES) {
          if (!seen.add(block.toString("latin1", at, at + DIGEST_BYTES))) continue;
          const row = block.readDoubleLE(at + DIGEST_BYTES);
          const byte = Math.floor(row / 8);
          kept[byte] = (kept[byte] ?? 0) | (1 << (row % 8));
        }
        end = start;
      }
      seen.clear();
    }
    seen.close();
    return kept;
  }
  async close() {
    await Promise.all(this.#parts.map((part) => part.close()));
  }
};
function partOf(digest) {
  return digest.charCodeAt(0) % PARTS;
}
async function readAll(handle, bytes, position2) {
  for (let read = 0; read < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, read, bytes.length - read, position2 + read);
    if (bytesRead === 0) throw new Error("A file of digests was cut");
    read += bytesRead;
  }
}

// packages/tables/src/transform/rows/last-ones.ts
var MAX_IN_MEMORY2 = 4e3;
function lastOnes(digest, temporaryFolder, report) {
  let held = [];
  let digests = [];
  let spool;
  return {
    async push(rows) {
      for (const row of rows) {
        held.push(row);
        digests.push(digest(row));
      }
      if (held.length > MAX_IN_MEMORY2) {
        spool ??= await Spool.create(temporaryFolder);
        await spool.write(held, digests);
        held = [];
        digests = [];
      }
      return [];
    },
    async *end() {
      if (spool) {
        await spool.write(held, digests);
        yield* spool.lastOnes(report);
        return;
      }
      const lastOf = new Map(digests.map((key, index) => [key, index]));
      const kept = new Set(lastOf.values());
      const passed = held.filter((row, index) => {
        if (kept.has(index)) return true;
        report.leftOut(row, "dedupe");
        return false;
      });
      yield passed;
    },
    async close() {
      await spool?.close();
    },
  };
}
var Spool = class _Spool {
  #rows;
  #digests;
  #isClosed = false;
  static async create(temporaryFolder) {
    const rows = await openTemporary(temporaryFolder);
    try {
      return new _Spool(rows, await DigestParts.create(temporaryFolder));
    } catch (error) {
      await rows.close();
      throw error;
    }
  }
  constructor(rows, digests) {
    this.#rows = rows;
    this.#digests = digests;
  }
  async write(rows, digests) {
    await this.#digests.write(digests);
    const lines = rows.map(({ rowNumber, byteOffset = null, part, cells, origin }) => {
      const row = cells === origin ? [rowNumber, byteOffset, part, cells] : [rowNumber, byteOffset, part, cells, origin];
      return `${JSON.stringify(row)}
`;
    });
    await this.#rows.appendFile(lines.join(""));
  }
  async *lastOnes(report) {
    const kept = await this.#digests.lastOnes();
    let index = 0;
    let passed = [];
    for await (const lines of linesOf(this.#rows)) {
      for (const line of lines) {
        const [rowNumber, byteOffset, part, cells, origin = cells] = JSON.parse(line);
        const row = { rowNumber, byteOffset: byteOffset ?? void 0, part, cells, origin, fields: [] };
        if (((kept[Math.floor(index / 8)] ?? 0) >>> (index % 8)) & 1) passed.push(row);
        else report.leftOut(row, "dedupe");
        index += 1;
      }
      if (passed.length < BATCH_ROWS) continue;
      yield passed;
      passed = [];
    }
    yield passed;
  }
  async close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([this.#rows.close(), this.#digests.close()]);
  }
};
async function* linesOf(handle) {
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let rest = Buffer.alloc(0);
  for (let position2 = 0; ;) {
    const { bytesRead } = await handle.read(block, 0, block.length, position2);
    if (bytesRead === 0) return;
    position2 += bytesRead;
    const end = block.lastIndexOf(LINE_FEED, bytesRead - 1) + 1;
    const piece = Buffer.concat([rest, block.subarray(0, end)]);
    rest = Buffer.concat([end === 0 ? piece : Buffer.alloc(0), block.subarray(end, bytesRead)]);
    if (end > 0) yield piece.toString("utf8", 0, piece.length - 1).split("\n");
  }
}
var BATCH_ROWS = 1e3;
var BLOCK_BYTES = 256 * 1024;
var LINE_FEED = 10;

// packages/tables/src/transform/rows/dedupe.ts
var compileDedupe = ({ keys, keep = "first", ignoreCase = false }, context) => {
  const { scope, temporaryFolder } = context;
  const places = keys?.map((name) => scope.find(name, "keys")) ?? scope.columns.map((_, place) => place);
  const digest = (row) => keyDigest(places.map((place) => keyCell(row.cells[place] ?? null)));
  const keyCell = (cell) => (ignoreCase && cell !== null ? cell.trim().toLowerCase() : cell);
  const start = (report) => (keep === "last" ? lastOnes(digest, temporaryFolder, report) : firstOnes(report));
  return { step: { op: "dedupe", start }, scope };
  function firstOnes(report) {
    const seen = new KeySet(temporaryFolder);
    return {
      push: (rows) =>
        rows.filter((row) => {
          if (seen.add(digest(row))) return true;
          report.leftOut(row, "dedupe");
          return false;
        }),
      end: () => [],
      close: async () => seen.close(),
    };
  }
};

// packages/tables/src/transform/rows/row-stage.ts
function withCells(row, cells, part = row.part) {
  return { cells, rowNumber: row.rowNumber, byteOffset: row.byteOffset, fields: [], origin: row.origin, part };
}
function rowByRow(take, atEnd) {
  return {
    push(rows) {
      const passed = [];
      for (const row of rows) take(row, (one2) => passed.push(one2));
      return passed;
    },
    end() {
      atEnd?.();
      return [];
    },
  };
}
function partOf2(part, index) {
  return ((part + index) * (part + index + 1)) / 2 + index;
}

// packages/tables/src/transform/rows/fill-down.ts
var compileFillDown = (step, context) => {
  const { columns, when, into, keepRows = false } = step;
  const { scope } = context;
  const places = columns.map((name) => scope.find(name, "columns"));
  const condition = when && context.condition(when, "when");
  if (into !== void 0 && columns.length > 1) throw new InvalidStep("into", "It takes the values of one column");
  if (into !== void 0 && scope.has(into)) throw new InvalidStep("into", `There is a column ${JSON.stringify(into)} already`);
  if (condition === void 0 && step.keepRows !== void 0) throw new InvalidStep("keepRows", "It belongs to when");
  const width = scope.columns.length;
  const targets = into === void 0 ? places : [width];
  return {
    step: {
      op: "fillDown",
      start(report) {
        const values = places.map(() => null);
        return rowByRow((row, pass) => {
          const gives = condition ? condition.test(null, row) : true;
          if (gives instanceof StepFailure) return report.rejected(row, gives);
          for (const [index, place] of places.entries()) {
            const value = row.cells[place] ?? null;
            if (gives && value !== null && value !== "") values[index] = ownedText(value);
          }
          if (gives && condition && !keepRows) return report.leftOut(row, "fillDown");
          const cells = Array.from(
            { length: Math.max(row.cells.length, into === void 0 ? 0 : width + 1) },
            (_, at) => row.cells[at] ?? null,
          );
          for (const [index, target] of targets.entries()) {
            const own = into === void 0 ? (cells[target] ?? "") : "";
            if (own === "" || condition) cells[target] = values[index] ?? cells[target] ?? null;
          }
          return pass(withCells(row, cells));
        });
      },
    },
    scope: into === void 0 ? scope : new ColumnScope([...scope.columns, { name: into }]),
  };
};

// packages/tables/src/transform/rows/filter.ts
var compileFilter = ({ where }, context) => {
  const condition = context.condition(where, "where");
  return {
    step: {
      op: "filter",
      start: (report) =>
        rowByRow((row, pass) => {
          const holds = condition.test(null, row);
          if (holds instanceof StepFailure) return report.rejected(row, holds);
          return holds ? pass(row) : report.leftOut(row, "filter");
        }),
    },
    scope: context.scope,
  };
};

// packages/tables/src/transform/rows/skip.ts
var compileSkip = ({ first = 0, last = 0, until, where }, context) => {
  if (first === 0 && last === 0 && until === void 0 && where === void 0)
    throw new InvalidStep("", "One of first, last, until and where is expected");
  const stops = until && context.condition(until, "until");
  const skipped = where && context.condition(where, "where");
  const start = (report) => {
    let seen = 0;
    let waits = stops !== void 0;
    const held = [];
    return rowByRow(
      (row, pass) => {
        seen += 1;
        if (seen <= first) return report.leftOut(row, "skip");
        if (waits && stops) {
          const holds2 = stops.test(null, row);
          if (holds2 instanceof StepFailure) return report.rejected(row, holds2);
          if (!holds2) return report.leftOut(row, "skip");
          waits = false;
        }
        const holds = skipped?.test(null, row) ?? false;
        if (holds instanceof StepFailure) return report.rejected(row, holds);
        if (holds) return report.leftOut(row, "skip");
        if (last === 0) return pass(row);
        held.push(row);
        const oldest = held.length > last ? held.shift() : void 0;
        if (oldest) pass(oldest);
      },
      () => {
        for (const row of held) report.leftOut(row, "skip");
      },
    );
  };
  return { step: { op: "skip", start }, scope: context.scope };
};

// packages/tables/src/transform/steps/text-step.ts
function textStep(run, isCostly = false) {
  return { run: (value) => (value === null ? null : run(value)), readsRow: false, isCostly };
}

// packages/tables/src/transform/steps/text/split.ts
var compileSplit = (step) => {
  const { part, from = 0, to } = step;
  const cuts = cutsBy(step);
  if (part === void 0 && step.from === void 0 && to === void 0) throw new InvalidStep("", "One of part, from and to is expected");
  if (part !== void 0 && (step.from !== void 0 || to !== void 0)) throw new InvalidStep("part", "It excludes from and to");
  const isCostly = step.pattern !== void 0;
  if (part !== void 0) {
    return textStep((text) => {
      const parts = cuts(text);
      const found = parts.at(part);
      return found === void 0 ? null : text.slice(found.start, found.end);
    }, isCostly);
  }
  return textStep((text) => {
    const parts = cuts(text).slice(from, to);
    const [first, last] = [parts[0], parts.at(-1)];
    return first && last ? text.slice(first.start, last.end) : null;
  }, isCostly);
};
function cutsBy(parameters) {
  exactlyOne({ by: parameters.by, pattern: parameters.pattern }, "by", "pattern");
  const { by } = parameters;
  if (by !== void 0) {
    refuseFlags(parameters);
    return (text) => {
      const parts = [];
      let start = 0;
      for (let end = text.indexOf(by); end >= 0; end = text.indexOf(by, start)) {
        parts.push({ start, end });
        start = end + by.length;
      }
      parts.push({ start, end: text.length });
      return parts;
    };
  }
  const pattern = patternOf2(parameters.pattern ?? "", parameters);
  return (text) => {
    const parts = [];
    let start = 0;
    for (const match of pattern.matches(text)) {
      if (match.end === match.start) continue;
      parts.push({ start, end: match.start });
      start = match.end;
    }
    parts.push({ start, end: text.length });
    return parts;
  };
}

// packages/tables/src/transform/rows/split-rows.ts
var compileSplitRows = (step, context) => {
  const { column, trim = false, dropEmpty = false } = step;
  const place = context.scope.find(column, "column");
  if (step.by === void 0 && step.pattern === void 0) throw new InvalidStep("", "Either by or pattern is expected");
  const cuts = cutsBy(step);
  return {
    step: {
      op: "splitRows",
      start: (report) =>
        rowByRow((row, pass) => {
          const text = row.cells[place] ?? null;
          if (text === null) return pass(row);
          let parts = cuts(text).map(({ start, end }) => text.slice(start, end));
          if (trim) parts = parts.map((part) => part.trim());
          if (dropEmpty) parts = parts.filter((part) => part !== "");
          if (parts.length === 0) parts = [""];
          report.added(parts.length - 1);
          for (const [index, part] of parts.entries()) pass(withCells(row, row.cells.with(place, part), partOf2(row.part, index)));
        }),
    },
    scope: context.scope,
  };
};

// packages/tables/src/transform/rows/unpivot.ts
var compileUnpivot = (step, context) => {
  const { columns, groups, name = "name", value = "value", dropEmpty = false } = step;
  const { scope } = context;
  if ((columns === void 0) === (groups === void 0)) throw new InvalidStep("", "Either columns or groups is expected");
  if (groups && step.value !== void 0) throw new InvalidStep("value", "The names of the values are the keys of the groups' columns");
  const values = groups ? [...new Set(groups.flatMap((group) => Object.keys(group.columns)))] : [value];
  const made = groups
    ? groups.map((group) => ({ label: group.label, places: values.map((key) => placeOf(group.columns[key])) }))
    : (columns ?? []).map((column) => ({ label: nameOf(column), places: [placeOf(column)] }));
  const used = new Set(made.flatMap(({ places }) => places));
  const rest = scope.columns.flatMap((_, place) => (used.has(place) ? [] : [place]));
  const kept = rest.map((place) => scope.columns[place] ?? { name: "" });
  for (const added of [name, ...values]) {
    if (kept.some((column) => column.name === added) || [name, ...values].filter((other) => other === added).length > 1) {
      throw new InvalidStep("", `Two columns would be called ${JSON.stringify(added)}`);
    }
  }
  return {
    step: {
      op: "unpivot",
      start: (report) =>
        rowByRow((row, pass) => {
          const base = rest.map((place) => row.cells[place] ?? null);
          let count = 0;
          for (const { label, places } of made) {
            const cells = places.map((place) => (place === void 0 ? null : (row.cells[place] ?? null)));
            if (dropEmpty && cells.every((cell) => cell === null || cell === "")) continue;
            pass(withCells(row, [...base, label, ...cells], partOf2(row.part, count)));
            count += 1;
          }
          if (count === 0) report.leftOut(row, "unpivot");
          else report.added(count - 1);
        }),
    },
    scope: new ColumnScope([...kept, { name }, ...values.map((one2) => ({ name: one2 }))]),
  };
  function placeOf(reference) {
    return reference === void 0 ? void 0 : scope.find(reference, groups ? "groups" : "columns");
  }
  function nameOf(reference) {
    return scope.columns[scope.find(reference, "columns")]?.name ?? reference;
  }
};

// packages/tables/src/transform/rows/compile-row-steps.ts
var COMPILERS = {
  skip: compileSkip,
  filter: compileFilter,
  fillDown: compileFillDown,
  dedupe: compileDedupe,
  splitRows: compileSplitRows,
  unpivot: compileUnpivot,
};
function compileRowSteps(steps, first, temporaryFolder, report) {
  let scope = first;
  const compiled2 = [];
  for (const [index, step] of steps.entries()) {
    try {
      const made = COMPILERS[step.op](step, contextFor(scope));
      compiled2.push(made.step);
      scope = made.scope;
    } catch (error) {
      if (!(error instanceof InvalidStep)) throw error;
      report(["rows", index, ...error.parameter.split(".").filter((key) => key !== "")], error.message);
    }
  }
  return { steps: compiled2, scope };
  function contextFor(columns) {
    return {
      scope: columns,
      temporaryFolder,
      condition(condition, parameter) {
        const column = (reference, key) => {
          const place = columns.find(reference, `${parameter}.${key}`);
          return (row) => row.cells[place] ?? null;
        };
        return compileCondition(condition, { column }, true);
      },
    };
  }
}

// packages/tables/src/transform/steps/canonical-step.ts
var MEANINGS = {
  direct: void 0,
  uppercase: { op: "case", to: "upper" },
  lowercase: { op: "case", to: "lower" },
  int: { op: "number", integer: true },
  float: { op: "number" },
  trim: { op: "trim" },
  boolean: { op: "boolean" },
  date: { op: "date" },
};
function canonicalStep(step) {
  if (typeof step === "string") return MEANINGS[step];
  return isShort(step) ? MEANINGS[step.op] : step;
}
function isShort(step) {
  return ["direct", "uppercase", "lowercase", "int", "float"].includes(step.op);
}

// packages/tables/src/transform/steps/combine/combine.ts
var compileJoin = ({ columns, by = "" }, context) => {
  const readers = columns?.map((name) => context.column(name, "columns")) ?? context.otherColumns();
  return {
    run(value, row) {
      let joined = columns === void 0 ? (value ?? "") : "";
      for (const reader of readers) {
        const next = reader(row);
        if (next instanceof StepFailure) return next;
        if (next !== null && next !== "") joined = joined === "" ? next : joined + by + next;
      }
      return joined;
    },
    readsRow: true,
    isCostly: false,
  };
};
var compileCoalesce = ({ columns }, context) => {
  const readers = columns?.map((name) => context.column(name, "columns")) ?? context.otherColumns();
  return {
    run(value, row) {
      if (value !== null && value !== "") return value;
      for (const reader of readers) {
        const next = reader(row);
        if (next !== null && next !== "") return next;
      }
      return value;
    },
    readsRow: true,
    isCostly: false,
  };
};

// packages/tables/src/transform/steps/combine/template.ts
var compileTemplate = (step, context) => {
  const { pieces, readsRow } = piecesOf(step, context);
  return {
    run(value, row) {
      let text = "";
      for (const piece of pieces) {
        if (typeof piece === "string") {
          text += piece;
          continue;
        }
        const part = piece(value, row);
        if (part instanceof StepFailure) return part;
        text += part ?? "";
      }
      return text;
    },
    readsRow,
    isCostly: false,
  };
};
function piecesOf({ text, values = {} }, context) {
  let readsRow = false;
  const used = /* @__PURE__ */ new Set();
  const named = new Map(
    Object.entries(values).map(([name, { from, steps = [] }]) => {
      if (name === "value") throw new InvalidStep("values", "{value} is the value of the step: choose another name");
      const column = from === void 0 ? void 0 : context.column(from, `values.${name}.from`);
      const compiled2 = context.compile(steps, ["values", name, "steps"], from);
      readsRow ||= column !== void 0 || compiled2.readsRow;
      if (column === void 0) return [name, compiled2.run];
      return [
        name,
        (_value, row) => {
          const read = column(row);
          return read instanceof StepFailure ? read : compiled2.run(read, row);
        },
      ];
    }),
  );
  const pieces = templatePieces(text).map((piece) => {
    if (piece.kind === "text") return piece.text;
    if (piece.text === "value") return (value) => value;
    used.add(piece.text);
    const known = named.get(piece.text);
    if (known) return known;
    const column = context.column(piece.text, "text");
    readsRow = true;
    return (_value, row) => column(row);
  });
  for (const name of named.keys()) if (!used.has(name)) throw new InvalidStep("values", `{${name}} is not in the text`);
  return { pieces, readsRow };
}
function templatePieces(text) {
  const pieces = [];
  let literal = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if ((character === "{" || character === "}") && text[at + 1] === character) {
      literal += character;
      at += 1;
    } else if (character === "{") {
      const end = text.indexOf("}", at);
      if (end < 0) throw new InvalidStep("text", "A brace is not closed: write {{ for a brace as text");
      pieces.push({ kind: "text", text: literal }, { kind: "name", text: text.slice(at + 1, end) });
      literal = "";
      at = end;
    } else literal += character;
  }
  pieces.push({ kind: "text", text: literal });
  return pieces.filter(({ kind, text: content }) => kind === "name" || content !== "");
}

// packages/tables/src/transform/steps/on-error.ts
function onError(step, policy = "reject") {
  if (policy === "reject") return step;
  return {
    ...step,
    run(value, row) {
      const result = step.run(value, row);
      return result instanceof StepFailure ? afterFailure(result, value, policy) : result;
    },
  };
}
function afterFailure(failure, value, policy) {
  if (policy === "reject") return failure;
  if (policy === "null") return null;
  return policy === "keep" ? value : policy.value;
}

// packages/tables/src/transform/steps/numbers/math.ts
var QUOTIENT_DIGITS = 20;
var MAX_RESULT_DIGITS = 2e3;
var compileMath = (step, context) => {
  const { operator, by, byColumn, emptyAs } = step;
  const isUnary = operator === "negate" || operator === "abs";
  if (isUnary && (by !== void 0 || byColumn !== void 0))
    throw new InvalidStep(by === void 0 ? "byColumn" : "by", `${operator} has no operand`);
  if (!isUnary && (by === void 0) === (byColumn === void 0)) throw new InvalidStep("", "Either by or byColumn is expected");
  const constant2 = by === void 0 ? void 0 : decimalOf(by);
  const names = [byColumn ?? []].flat();
  const columns = names.map((name) => context.column(name, "byColumn"));
  const empty = emptyAs === void 0 ? void 0 : decimalOf(emptyAs);
  const finish2 = finisher(step);
  return onError(
    {
      run(value, row) {
        const isEmpty = value === null || value === "";
        if (isEmpty && empty === void 0) return value;
        const start = isEmpty ? empty : parseDecimal(value);
        if (start === void 0) return new StepFailure("math", value, `${JSON.stringify(value)} is not a number`);
        const operands = constant2 ? [constant2] : [];
        for (const [index, column] of columns.entries()) {
          const operand = operandOf(column(row), names[index] ?? "", empty);
          if (operand instanceof StepFailure) return operand;
          operands.push(operand);
        }
        if (isUnary) return finish2([start], operator === "negate" || start.coefficient < 0n ? negate(start) : start);
        let result = start;
        for (const operand of operands) {
          const next = calculate(step, result, operand);
          if (typeof next === "string") return new StepFailure("math", value, next);
          result = next;
        }
        return finish2([start, ...operands], result);
      },
      readsRow: columns.length > 0,
      isCostly: true,
    },
    step.onError,
  );
};
function operandOf(value, name, empty) {
  if (value instanceof StepFailure) return value;
  if (value === null || value === "") {
    return (
      empty ?? new StepFailure("math", value, `The column ${JSON.stringify(name)} is empty: set emptyAs to the number that it counts as`)
    );
  }
  return (
    parseDecimal(value) ?? new StepFailure("math", value, `${JSON.stringify(value)} in the column ${JSON.stringify(name)} is not a number`)
  );
}
function calculate({ operator, scale, roundingMode = "halfExpand" }, a, b) {
  switch (operator) {
    case "add":
      return add(a, b);
    case "subtract":
      return add(a, negate(b));
    case "multiply":
      return tooLong(a) || tooLong(b) ? "The number has too many digits" : multiply(a, b);
    case "divide":
      if (b.coefficient === 0n) return "A division by zero has no result";
      return quotient(a, b, scale, roundingMode);
    case "integerDivide":
      return b.coefficient === 0n ? "A division by zero has no result" : divide(a, b, 0, "floor");
    case "modulo":
      if (b.coefficient === 0n) return "A division by zero has no rest";
      return add(a, negate(multiply(divide(a, b, 0, "floor"), b)));
    case "min":
      return compare(b, a) < 0 ? b : a;
    case "max":
      return compare(b, a) > 0 ? b : a;
    case "negate":
    case "abs":
      return a;
  }
}
function quotient(a, b, scale, mode) {
  if (scale !== void 0) return divide(a, b, scale, mode);
  const digits = QUOTIENT_DIGITS + 2 + Math.max(0, integerDigits(b) - integerDigits(a));
  const long = divide(a, b, digits + Math.max(a.scale, b.scale), "trunc");
  if (long.coefficient === 0n) return long;
  return divide(a, b, Math.max(0, QUOTIENT_DIGITS - integerDigits(long)), mode);
}
function finisher({ scale, keepScale = false, roundingMode = "halfExpand" }) {
  if (scale !== void 0 && keepScale) throw new InvalidStep("keepScale", "It excludes scale");
  return (operands, result) => {
    if (tooLong(result)) return new StepFailure("math", null, "The result has too many digits");
    if (scale !== void 0) return decimalText(roundTo(result, scale, roundingMode));
    if (!keepScale) return decimalText(stripZeros(result));
    return decimalText(roundTo(result, Math.max(...operands.map((operand) => operand.scale)), roundingMode));
  };
}
function tooLong({ coefficient, scale }) {
  return scale > MAX_RESULT_DIGITS || (coefficient < 0n ? -coefficient : coefficient) >> BigInt(MAX_RESULT_DIGITS * 4) > 0n;
}

// packages/tables/src/transform/steps/numbers/currency.ts
function withoutCurrency(text) {
  const [, sign = "", front, rest = ""] = FRONT.exec(text) ?? [];
  if (front !== void 0 && isCurrency(front)) return sign + rest;
  const [, amount, end] = END.exec(text) ?? [];
  return amount !== void 0 && end !== void 0 && isCurrency(end) ? amount : text;
}
var SPACE = "[ \\u00a0\\u202f]?";
var CURRENCY = "([\\p{L}.]{0,4}\\p{Sc}|[\\p{L}.]{1,4})";
var FRONT = new RegExp(`^([+-]?)${SPACE}${CURRENCY}${SPACE}([+-]?[\\d.,].*)$`, "u");
var END = new RegExp(`^(.*[\\d.,])${SPACE}${CURRENCY}$`, "u");
var CODES = new Set(Intl.supportedValuesOf("currency"));
function isCurrency(text) {
  return new RegExp("^(\\p{Lu}{1,2})?\\p{Sc}$", "u").test(text) || CODES.has(text.toUpperCase()) || isCurrencyWord(text);
}

// packages/tables/src/transform/steps/numbers/write-number.ts
function numberWriter(step) {
  const { notation = "standard", minimumIntegerDigits = 1 } = step;
  const rounded = rounder(step);
  const characters = charactersOf(step);
  if (notation === "scientific") return (number) => scientific(rounded(number, "increment"), step, characters);
  if (notation === "compact") return (number) => compact(rounded(number, "increment"), step, characters);
  return (number) => withCharacters(decimalText(rounded(number)), characters, minimumIntegerDigits);
}
function charactersOf({ useGrouping, outputDecimalChar = ".", outputGroupChar }) {
  const groups = useGrouping ?? outputGroupChar !== void 0;
  const groupChar = outputGroupChar ?? (outputDecimalChar === "," ? "." : ",");
  if (groups && groupChar === outputDecimalChar) throw new InvalidStep("outputGroupChar", "It must differ from outputDecimalChar");
  return { decimalChar: outputDecimalChar, groupChar: groups ? groupChar : "" };
}
function withCharacters(plain, { decimalChar, groupChar }, minimumIntegerDigits) {
  const [, sign = "", whole = "", fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  const digits = grouped(whole.padStart(minimumIntegerDigits, "0"), groupChar);
  return sign + digits + (fraction === void 0 ? "" : decimalChar + fraction);
}
function grouped(digits, groupChar) {
  if (groupChar === "") return digits;
  const groups = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(groupChar);
}
function rounder(step) {
  const { scale, minimumFractionDigits, maximumFractionDigits, maximumSignificantDigits, keepZeros = false } = step;
  const mode = step.roundingMode ?? "halfExpand";
  if (scale !== void 0 && (minimumFractionDigits !== void 0 || maximumFractionDigits !== void 0)) {
    throw new InvalidStep("scale", "It excludes minimumFractionDigits and maximumFractionDigits");
  }
  const least = scale ?? minimumFractionDigits;
  const most = scale ?? maximumFractionDigits;
  if (least !== void 0 && most !== void 0 && least > most) {
    throw new InvalidStep("minimumFractionDigits", "It is greater than maximumFractionDigits");
  }
  const increment = step.roundingIncrement === void 0 ? void 0 : decimalOf(step.roundingIncrement);
  if (increment !== void 0 && increment.coefficient <= 0n) throw new InvalidStep("roundingIncrement", "A number above 0 is expected");
  return (number, only) => {
    let value = number;
    if (increment) value = stripZeros(multiply(divide(value, increment, 0, mode), increment));
    if (only === "increment") return value;
    if (maximumSignificantDigits !== void 0) value = stripZeros(toSignificant(value, maximumSignificantDigits, mode));
    if (most !== void 0) {
      const isLonger = value.scale > most;
      if (isLonger) value = roundTo(value, most, mode);
      if (!keepZeros) value = stripZeros(value, least ?? 0);
    }
    return least !== void 0 && value.scale < least ? roundTo(value, least, mode) : value;
  };
}
function toSignificant(number, digits, mode) {
  return number.coefficient === 0n ? number : roundTo(number, digits - integerDigits(number), mode);
}
function scientific(number, step, characters) {
  const round = rounder({ ...step, roundingIncrement: void 0 });
  if (number.coefficient === 0n) return `${withCharacters(decimalText(round({ coefficient: 0n, scale: 0 })), characters, 1)}E0`;
  let exponent = integerDigits(number) - 1;
  let mantissa = round(stripZeros(shifted(number, -exponent)));
  if (integerDigits(mantissa) > 1) {
    exponent += 1;
    mantissa = round(stripZeros(shifted(mantissa, -1)));
  }
  return `${withCharacters(decimalText(mantissa), characters, 1)}E${exponent}`;
}
var COMPACT = ["", "K", "M", "B", "T"];
function compact(number, step, characters) {
  const says = step.scale ?? step.maximumFractionDigits ?? step.minimumFractionDigits ?? step.maximumSignificantDigits;
  const round = rounder({ ...step, roundingIncrement: void 0, ...(says === void 0 ? { maximumFractionDigits: 1 } : {}) });
  let unit = Math.min(Math.max(0, Math.floor((integerDigits(number) - 1) / 3)), COMPACT.length - 1);
  let value = round(shifted(number, -3 * unit));
  if (integerDigits(value) > 3 && unit < COMPACT.length - 1) {
    unit += 1;
    value = round(shifted(number, -3 * unit));
  }
  return withCharacters(decimalText(value), characters, step.minimumIntegerDigits ?? 1) + COMPACT[unit];
}
function shifted(number, power) {
  const scale = number.scale - power;
  return scale >= 0 ? { coefficient: number.coefficient, scale } : { coefficient: number.coefficient * powerOfTen(-scale), scale: 0 };
}

// packages/tables/src/transform/steps/numbers/number.ts
var compileNumber = (step) => {
  if (step.radix !== void 0) return onError(textStep(radixReader(step), true), step.onError);
  const read = numberReader(step);
  const write = numberWriter(step);
  return onError(
    textStep((text) => {
      if (text === "") return text;
      const number = read(text);
      return typeof number === "string" ? new StepFailure("number", text, number) : write(number);
    }, true),
    step.onError,
  );
};
function numberReader({ decimalChar = ".", groupChar, currency = false, percent = false, integer = false }) {
  if (decimalChar === groupChar) throw new InvalidStep("groupChar", "It must differ from decimalChar");
  for (const [name, character] of Object.entries({ decimalChar, groupChar })) {
    if (character !== void 0 && /[\d+\-eE]/.test(character))
      throw new InvalidStep(name, "A character other than digits, signs and e is expected");
  }
  const form = { decimalChar, groupChar };
  return (text) => {
    let rest = currency ? withoutCurrency(text) : text;
    if (percent) rest = rest.replace(/[ \u00a0\u202f]?%$/, "");
    const number = parseDecimal(rest, form);
    if (number === void 0) return `${JSON.stringify(text)} is not a number${described(form)}`;
    const value = percent ? { coefficient: number.coefficient, scale: number.scale + 2 } : number;
    if (!integer) return value;
    const whole = stripZeros(value);
    return whole.scale > 0 ? `${JSON.stringify(text)} is not a whole number` : whole;
  };
}
function described({ decimalChar, groupChar }) {
  const decimal = decimalChar === "." ? "" : ` with the decimal character ${JSON.stringify(decimalChar)}`;
  return groupChar === void 0
    ? decimal
    : `${decimal || " with"}${decimal ? " and" : ""} ${JSON.stringify(groupChar)} between groups of three digits`;
}
function radixReader(step) {
  const { from = 10, to = 10 } = step.radix ?? {};
  const { minimumIntegerDigits = 1 } = step;
  for (const key of Object.keys(step)) {
    if (!["op", "radix", "minimumIntegerDigits", "onError"].includes(key))
      throw new InvalidStep(key, "It has no effect together with radix");
  }
  return (text) => {
    if (text === "") return text;
    const sign = /^[+-]/.exec(text)?.[0] ?? "";
    const digits = text.slice(sign.length).toLowerCase();
    let value = 0n;
    for (const digit of digits) {
      const worth = /[0-9a-z]/.test(digit) ? Number.parseInt(digit, 36) : 36;
      if (worth >= from || digits.length > 1e3)
        return new StepFailure("number", text, `${JSON.stringify(text)} is not a whole number in base ${from}`);
      value = value * BigInt(from) + BigInt(worth);
    }
    if (digits === "") return new StepFailure("number", text, `${JSON.stringify(text)} is not a whole number in base ${from}`);
    const written = value.toString(to).toUpperCase().padStart(minimumIntegerDigits, "0");
    return sign === "-" && value !== 0n ? `-${written}` : written;
  };
}

// packages/tables/src/transform/steps/text/case.ts
var compileCase = ({ to, locale, exceptions = [] }) => {
  const letters = lettersOf(locale);
  if (to === "upper") return textStep(letters.upper);
  if (to === "lower") return textStep(letters.lower);
  const written = new Map(exceptions.map((word) => [letters.lower(word), word]));
  if (to === "title") return textStep((text) => titled(text, letters, written), true);
  return textStep((text) => sentence(text, letters, written), true);
};
function lettersOf(locale) {
  if (locale === void 0) return { upper: (text) => text.toUpperCase(), lower: (text) => text.toLowerCase() };
  try {
    const [tag] = Intl.getCanonicalLocales(locale);
    return { upper: (text) => text.toLocaleUpperCase(tag), lower: (text) => text.toLocaleLowerCase(tag) };
  } catch {
    throw new InvalidStep("locale", `${JSON.stringify(locale)} is no language tag`);
  }
}
var WORD = /[\p{L}\p{M}'’]+/gu;
function titled(text, letters, written) {
  return text.replace(WORD, (word) => written.get(letters.lower(word)) ?? capitalized(word, letters));
}
function sentence(text, letters, written) {
  const start = new RegExp("\\p{L}", "u").exec(text)?.index;
  if (start === void 0) return text;
  const whole = text.slice(0, start) + capitalized(text.slice(start), letters);
  return written.size === 0 ? whole : whole.replace(WORD, (word) => written.get(letters.lower(word)) ?? word);
}
function capitalized(word, letters) {
  const start = new RegExp("\\p{L}", "u").exec(word)?.index;
  if (start === void 0) return word;
  const first = String.fromCodePoint(word.codePointAt(start) ?? 0);
  const rest = letters.lower(word.slice(start)).slice(letters.lower(first).length);
  return word.slice(0, start) + titleLetter(first, letters) + rest;
}
function titleLetter(letter, letters) {
  const digraph = DIGRAPHS.find((forms) => forms.includes(letter));
  if (digraph) return digraph[1] ?? letter;
  const upper = letters.upper(letter);
  const [first = "", ...others] = upper;
  return others.length === 0 || letter === upper ? upper : first + letters.lower(others.join(""));
}
var DIGRAPHS = ["\u01C4\u01C5\u01C6", "\u01C7\u01C8\u01C9", "\u01CA\u01CB\u01CC", "\u01F1\u01F2\u01F3"];

// packages/tables/src/transform/steps/text/html-entities.ts
var LATIN_1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(
    " ",
  );
var NAMED = new Map([
  ...LATIN_1.map((name, index) => [name, String.fromCodePoint(160 + index)]),
  ...Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    OElig: "\u0152",
    oelig: "\u0153",
    Scaron: "\u0160",
    scaron: "\u0161",
    Yuml: "\u0178",
    fnof: "\u0192",
    circ: "\u02C6",
    tilde: "\u02DC",
    ensp: "\u2002",
    emsp: "\u2003",
    thinsp: "\u2009",
    zwnj: "\u200C",
    zwj: "\u200D",
    lrm: "\u200E",
    rlm: "\u200F",
    ndash: "\u2013",
    mdash: "\u2014",
    lsquo: "\u2018",
    rsquo: "\u2019",
    sbquo: "\u201A",
    ldquo: "\u201C",
    rdquo: "\u201D",
    bdquo: "\u201E",
    dagger: "\u2020",
    Dagger: "\u2021",
    bull: "\u2022",
    hellip: "\u2026",
    permil: "\u2030",
    prime: "\u2032",
    Prime: "\u2033",
    lsaquo: "\u2039",
    rsaquo: "\u203A",
    oline: "\u203E",
    frasl: "\u2044",
    euro: "\u20AC",
    trade: "\u2122",
    larr: "\u2190",
    uarr: "\u2191",
    rarr: "\u2192",
    darr: "\u2193",
    harr: "\u2194",
    minus: "\u2212",
    lowast: "\u2217",
    radic: "\u221A",
    infin: "\u221E",
    asymp: "\u2248",
    ne: "\u2260",
    equiv: "\u2261",
    le: "\u2264",
    ge: "\u2265",
    sum: "\u2211",
    prod: "\u220F",
    part: "\u2202",
    int: "\u222B",
    deg: "\xB0",
    hearts: "\u2665",
    spades: "\u2660",
    clubs: "\u2663",
    diams: "\u2666",
    loz: "\u25CA",
    Alpha: "\u0391",
    Beta: "\u0392",
    Gamma: "\u0393",
    Delta: "\u0394",
    Epsilon: "\u0395",
    Omega: "\u03A9",
    Pi: "\u03A0",
    Sigma: "\u03A3",
    Phi: "\u03A6",
    Psi: "\u03A8",
    Theta: "\u0398",
    Lambda: "\u039B",
    alpha: "\u03B1",
    beta: "\u03B2",
    gamma: "\u03B3",
    delta: "\u03B4",
    epsilon: "\u03B5",
    zeta: "\u03B6",
    eta: "\u03B7",
    theta: "\u03B8",
    iota: "\u03B9",
    kappa: "\u03BA",
    lambda: "\u03BB",
    mu: "\u03BC",
    nu: "\u03BD",
    xi: "\u03BE",
    omicron: "\u03BF",
    pi: "\u03C0",
    rho: "\u03C1",
    sigmaf: "\u03C2",
    sigma: "\u03C3",
    tau: "\u03C4",
    upsilon: "\u03C5",
    phi: "\u03C6",
    chi: "\u03C7",
    psi: "\u03C8",
    omega: "\u03C9",
  }),
]);
function decodeHtml(text) {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));/g, (whole, decimal, hex, name) => {
    if (name !== void 0) return NAMED.get(name) ?? whole;
    const code = decimal === void 0 ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    const isCharacter = code > 0 && code <= 1114111 && (code < 55296 || code > 57343);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}

// packages/tables/src/transform/steps/text/coding.ts
var compileDecode = (step) => onError(decoder(step.as), step.onError);
function decoder(as) {
  if (as === "html") return textStep(decodeHtml, true);
  if (as === "url") {
    return textStep((text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return new StepFailure("decode", text, "A % is followed by something else than the two hexadecimal digits of a UTF-8 byte");
      }
    }, true);
  }
  return textStep((text) => {
    const compact2 = text.replace(/\s+/g, "");
    const bytes = Buffer.from(compact2, "base64");
    const isBase64 =
      /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact2) &&
      bytes.toString("base64url") === compact2.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    if (!isBase64) return new StepFailure("decode", text, "The value is not base64");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return new StepFailure("decode", text, "The bytes of the base64 are not UTF-8");
    }
  }, true);
}
var HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
var compileEncode = ({ as }) => {
  if (as === "html") return textStep((text) => text.replace(/[&<>"']/g, (character) => HTML[character] ?? character));
  if (as === "url") return textStep((text) => encodeURIComponent(text.toWellFormed()), true);
  return textStep((text) => Buffer.from(text).toString("base64"), true);
};

// packages/tables/src/transform/steps/text/collapse.ts
var compileCollapse = () => textStep((text) => text.replace(/[\s\u0085]+/g, " "));

// packages/tables/src/transform/steps/text/json-pointer.ts
function jsonPointer(path) {
  if (path !== "" && !path.startsWith("/")) throw new InvalidStep("path", 'A JSON Pointer starts with "/": "/address/city"');
  if (/~(?![01])/.test(path)) throw new InvalidStep("path", "In a JSON Pointer ~ is written ~0, and / is written ~1");
  const keys = path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return (value) => keys.reduce(member, value);
}
function member(value, key) {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : void 0;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
  return value[key];
}

// packages/tables/src/transform/steps/text/extract.ts
var compileExtract = (step) => {
  const { pattern, after, before, path, last = false, occurrence = 1, all = false, by = "" } = step;
  exactlyOne({ pattern, path, "after or before": after ?? before }, "pattern", "path", "after or before");
  if (occurrence === 0) throw new InvalidStep("occurrence", "Matches are counted from 1, or from -1 at the end");
  if (all && step.occurrence !== void 0) throw new InvalidStep("occurrence", "It has no effect together with all");
  if (step.by !== void 0 && !all) throw new InvalidStep("by", "It is put between the matches of all, which is not set");
  if (path !== void 0) {
    const read = jsonPointer(path);
    return onError(
      textStep((text) => fromJson(text, read), true),
      step.onError,
    );
  }
  if (last && (pattern !== void 0 || all || step.occurrence !== void 0)) {
    throw new InvalidStep("last", "It belongs to after and before; the last match of others is occurrence: -1");
  }
  const find = pattern === void 0 ? betweenTexts(after, before, last) : matchesOf(patternOf2(pattern, step));
  if (pattern === void 0) refuseFlags(step);
  return textStep((text) => {
    const found = find(text, all || occurrence < 0 ? Number.POSITIVE_INFINITY : occurrence);
    if (all) return found.length === 0 ? null : found.join(by);
    return found.at(occurrence > 0 ? occurrence - 1 : occurrence) ?? null;
  }, true);
};
function matchesOf(pattern) {
  const group = pattern.groupCount > 0 ? 1 : 0;
  return (text, most) => {
    const found = [];
    for (const match of pattern.matches(text)) {
      found.push(match.group(group) ?? "");
      if (found.length === most) break;
    }
    return found;
  };
}
function betweenTexts(after, before, last) {
  return (text, most) => {
    if (last) return one(text, after === void 0 ? 0 : endOf(text.lastIndexOf(after), after), before, after === void 0);
    const found = [];
    let from = 0;
    while (found.length < most) {
      const start = after === void 0 ? from : endOf(text.indexOf(after, from), after);
      if (start < 0) break;
      const end = before === void 0 ? text.length : text.indexOf(before, start);
      if (end < 0) break;
      if (before === void 0 && after !== void 0 && most > 1) {
        const next = text.indexOf(after, start);
        found.push(text.slice(start, next < 0 ? text.length : next));
        if (next < 0) break;
        from = next;
        continue;
      }
      found.push(text.slice(start, end));
      if (before === void 0) break;
      from = after === before ? end : end + before.length;
    }
    return found;
  };
}
function one(text, start, before, fromEnd) {
  if (start < 0) return [];
  if (before === void 0) return [text.slice(start)];
  const end = fromEnd ? text.lastIndexOf(before) : text.indexOf(before, start);
  return end < 0 ? [] : [text.slice(start, end)];
}
function endOf(index, found) {
  return index < 0 ? -1 : index + found.length;
}
function fromJson(text, read) {
  if (text === "") return null;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return new StepFailure("extract", text, "The cell is not JSON");
  }
  const found = read(value);
  if (found === void 0 || found === null) return null;
  return typeof found === "string" ? found : JSON.stringify(found);
}
var compileHash = ({ algorithm = "sha256", encoding = "hex", secret }, context) => {
  const key = secret === void 0 ? void 0 : context.secret(secret);
  return textStep((text) => (key === void 0 ? createHash(algorithm) : createHmac(algorithm, key)).update(text).digest(encoding), true);
};

// packages/tables/src/transform/steps/text/mask.ts
var compileMask = (step) => {
  const { keepStart = 0, keepEnd = 0, with: hidden = "*", format } = step;
  if (format !== void 0) {
    for (const name of ["keepStart", "keepEnd", "with"]) {
      if (step[name] !== void 0) throw new InvalidStep(name, "It excludes format");
    }
    return onError(byFormat(format), step.onError);
  }
  return textStep((text) => {
    const characters = [...text];
    const isShort2 = characters.length <= keepStart + keepEnd;
    const end = isShort2 ? characters.length : characters.length - keepEnd;
    return characters
      .map((one2, at) => ((isShort2 || at >= keepStart) && at < end && /[\p{L}\p{M}\p{N}]/u.test(one2) ? hidden : one2))
      .join("");
  }, true);
};
function byFormat(format) {
  const pieces = [...format.matchAll(/\\([^])|([^])/gu)].map(([, escaped, plain = ""]) => ({
    isDigit: plain === "#",
    text: escaped ?? plain,
  }));
  const places = pieces.filter(({ isDigit: isDigit2 }) => isDigit2).length;
  if (places === 0) throw new InvalidStep("format", "A # is expected for each digit");
  return textStep((text) => {
    if (text === "") return text;
    const digits = text.match(/\d/g) ?? [];
    if (digits.length !== places) {
      return new StepFailure("mask", text, `${places} digits are expected for the format ${format}, the value has ${digits.length}`);
    }
    let next = 0;
    return pieces.map((piece) => (piece.isDigit ? digits[next++] : piece.text)).join("");
  }, true);
}

// packages/tables/src/transform/steps/text/measure.ts
var compileMeasure = ({ unit, of }) => {
  if ((unit === void 0) === (of === void 0)) throw new InvalidStep("", "Either unit or of is expected");
  if (of !== void 0) return textStep((text) => String(text.split(of).length - 1));
  if (unit === "words") return textStep((text) => String(text.match(/[^\s\u0085]+/g)?.length ?? 0));
  return textStep((text) => String(codePointCount(text)));
};

// packages/tables/src/transform/steps/text/normalize.ts
var compileNormalize = ({ form = "NFC", spaces, quotes, dashes, accents }) => {
  const changes = [];
  if (spaces) changes.push((text) => text.replace(INVISIBLE, "").replace(SPACES, " "));
  if (quotes) changes.push((text) => text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"'));
  if (dashes) changes.push((text) => text.replace(DASHES, "-"));
  if (accents) changes.push(withoutAccents);
  changes.push((text) => text.normalize(form));
  return textStep((text) => changes.reduce((changed, change) => change(changed), text), true);
};
var INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
var SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
var SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc\u00b4]/g;
var DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g;
var DASHES = /[\u2010-\u2015\u2212\u00ad]/g;
var ACCENTS = /([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu;
var OTHER_LETTERS = {
  ß: "ss",
  "\u1E9E": "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  ł: "l",
  Ł: "L",
  ħ: "h",
  Ħ: "H",
  ŧ: "t",
  Ŧ: "T",
  ı: "i",
  ŋ: "n",
  Ŋ: "N",
};
function withoutAccents(text) {
  return text
    .normalize("NFD")
    .replace(ACCENTS, "$1")
    .replace(/[^\0-\u007f]/g, (letter) => OTHER_LETTERS[letter] ?? letter);
}

// packages/tables/src/transform/steps/text/pad.ts
var compilePad = ({ length, with: filling = " ", side = "start" }) => {
  const whole = filling.repeat(Math.ceil(length / codePointCount(filling)));
  return textStep((text) => {
    const missing = length - codePointCount(text);
    if (missing <= 0) return text;
    const added = sliceCodePoints(whole, 0, missing);
    return side === "start" ? added + text : text + added;
  });
};

// packages/tables/src/transform/steps/text/replace.ts
var compileReplace = (step, context) => {
  const { with: by = "", first = false, find, findColumn, pattern, keep, remove } = step;
  exactlyOne(step, "find", "findColumn", "pattern", "keep", "remove");
  if (pattern !== void 0) return replacePattern(patternOf2(pattern, step), by, first);
  refuseFlags(step);
  if (findColumn !== void 0) {
    const column = context.column(findColumn, "findColumn");
    return {
      run(value, row) {
        const found = column(row);
        if (value === null || found instanceof StepFailure) return found instanceof StepFailure ? found : value;
        return found === null || found === "" ? value : replaceLiteral(value, found, by, first);
      },
      readsRow: true,
      isCostly: false,
    };
  }
  if (find !== void 0) return textStep((text) => replaceLiteral(text, find, by, first));
  const kinds = [keep ?? remove ?? []].flat();
  const isOfKinds = (character) => kinds.some((kind) => CHARACTERS[kind].test(character));
  return textStep((text) => replaceCharacters(text, (character) => isOfKinds(character) !== (keep !== void 0), by, first), true);
};
function replaceCharacters(text, isReplaced, by, first) {
  let replaced = "";
  let isDone = false;
  for (const character of text) {
    const replaces = !isDone && isReplaced(character);
    replaced += replaces ? by : character;
    isDone ||= replaces && first;
  }
  return replaced;
}
var CHARACTERS = {
  digits: new RegExp("\\p{Nd}", "u"),
  letters: /[\p{L}\p{M}]/u,
  spaces: /[\s\u0085]/u,
  punctuation: /[\p{P}\p{S}]/u,
};
function replaceLiteral(text, find, by, first) {
  return first ? text.replace(find, () => by) : text.replaceAll(find, () => by);
}
function replacePattern(pattern, by, first) {
  const replacement = replacementOf(by, pattern.groupCount);
  return textStep((text) => {
    let replaced = "";
    let end = 0;
    for (const match of pattern.matches(text)) {
      replaced += text.slice(end, match.start) + replacement(match);
      end = match.end;
      if (first) break;
    }
    return end === 0 && replaced === "" ? text : replaced + text.slice(end);
  }, true);
}
function replacementOf(by, groupCount) {
  const pieces = [];
  let end = 0;
  for (const found of by.matchAll(/\$(?:\$|(\d\d?))/g)) {
    pieces.push(by.slice(end, found.index));
    end = found.index + found[0].length;
    const digits = found[1];
    if (digits === void 0) pieces.push("$");
    else {
      const group = Number(digits) <= groupCount ? Number(digits) : Number(digits[0]);
      if (group > groupCount || group === 0) {
        throw new InvalidStep(
          "with",
          group === 0 ? "$0 is no group: put the whole pattern in parentheses and use $1" : `The pattern has no group ${group}`,
        );
      }
      pieces.push(group);
      end -= digits.length - String(group).length;
    }
  }
  pieces.push(by.slice(end));
  const parts = pieces.filter((piece) => piece !== "");
  return (match) => parts.map((piece) => (typeof piece === "string" ? piece : (match.group(piece) ?? ""))).join("");
}

// packages/tables/src/transform/steps/text/slice.ts
var compileSlice = (step, context) => {
  const { start = 0, end, startColumn, endColumn } = step;
  if (step.start !== void 0 && startColumn !== void 0) throw new InvalidStep("startColumn", "start is given, too");
  if (end !== void 0 && endColumn !== void 0) throw new InvalidStep("endColumn", "end is given, too");
  if (startColumn === void 0 && endColumn === void 0) return textStep((text) => sliceCodePoints(text, start, end));
  const startOf = startColumn === void 0 ? void 0 : context.column(startColumn, "startColumn");
  const endOf2 = endColumn === void 0 ? void 0 : context.column(endColumn, "endColumn");
  return onError(
    {
      run(value, row) {
        if (value === null) return null;
        const from = startOf ? position(startOf, row, value) : start;
        const to = endOf2 ? position(endOf2, row, value) : end;
        if (from instanceof StepFailure) return from;
        return to instanceof StepFailure ? to : sliceCodePoints(value, from, to);
      },
      readsRow: true,
      isCostly: false,
    },
    step.onError,
  );
};
function position(column, row, value) {
  const text = column(row);
  if (text instanceof StepFailure) return text;
  if (text !== null && /^[+-]?\d{1,9}$/.test(text)) return Number(text);
  return new StepFailure("slice", value, `A whole number is expected as position, not ${JSON.stringify(text)}`);
}

// packages/tables/src/transform/steps/text/trim.ts
var compileTrim = ({ side = "both", chars }) => {
  const atStart2 = side !== "end";
  const atEnd = side !== "start";
  if (chars === void 0) {
    if (side === "both") return textStep((text) => (text.includes(NEXT_LINE) ? trimmed(text, isSpace, true, true) : text.trim()));
    return textStep((text) => trimmed(text, isSpace, atStart2, atEnd));
  }
  const removed = new Set(chars);
  if (removed.size === 0) throw new InvalidStep("chars", "At least one character is expected");
  return textStep((text) => trimmed(text, (character) => removed.has(character), atStart2, atEnd));
};
var NEXT_LINE = "\x85";
function isSpace(character) {
  return character === NEXT_LINE || character.trim() === "";
}
function trimmed(text, isRemoved, atStart2, atEnd) {
  let start = 0;
  let end = text.length;
  while (atStart2 && start < end) {
    const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
    if (!isRemoved(character)) break;
    start += character.length;
  }
  while (atEnd && end > start) {
    const character = lastCharacter(text, end);
    if (!isRemoved(character)) break;
    end -= character.length;
  }
  return text.slice(start, end);
}
function lastCharacter(text, end) {
  const pair = end >= 2 ? text.codePointAt(end - 2) : void 0;
  return pair !== void 0 && pair > 65535 ? String.fromCodePoint(pair) : text.charAt(end - 1);
}

// packages/tables/src/transform/steps/values/boolean.ts
var TRUE_WORDS = "true t yes y 1 on x ja j oui wahr vrai s\xED si sim verdadero vero verdadeiro \u0434\u0430 tak evet".split(" ");
var FALSE_WORDS = "false f no n 0 off nein non n\xE3o nao falsch faux falso \u043D\u0435\u0442 nee nej nie hay\u0131r".split(" ");
var compileBoolean = (step) => {
  const { trueValues = TRUE_WORDS, falseValues = FALSE_WORDS, outputTrue = "true", outputFalse = "false" } = step;
  const known = /* @__PURE__ */ new Map();
  for (const word of falseValues) known.set(word.toLowerCase(), outputFalse);
  for (const word of trueValues) {
    const key = word.toLowerCase();
    if (known.has(key)) throw new InvalidStep("trueValues", `${JSON.stringify(word)} is among falseValues, too`);
    known.set(key, outputTrue);
  }
  return onError(
    textStep((text) => {
      const written = known.get(text.toLowerCase());
      if (written !== void 0 || text === "") return written ?? text;
      return new StepFailure("boolean", text, `${JSON.stringify(text)} is neither true nor false`);
    }),
    step.onError,
  );
};

// packages/tables/src/transform/steps/values/cel.ts
var compileCel = (step, context) => {
  const expression = context.expression(step.expression);
  const readers = new Map(expression.columns.map((name) => [name, context.column(name, "expression")]));
  return onError(
    {
      run(value, row) {
        let failed;
        try {
          const result = expression.evaluate(value, (name) => {
            const read = readers.get(name)?.(row) ?? null;
            if (!(read instanceof StepFailure)) return read;
            failed = read;
            return null;
          });
          return failed ?? cellOf(result, value);
        } catch (error) {
          return failed ?? new StepFailure("cel", value, error instanceof Error ? error.message : String(error));
        }
      },
      readsRow: readers.size > 0,
      isCostly: true,
    },
    step.onError,
  );
};
function cellOf(result, value) {
  if (result === null || result === void 0) return null;
  if (typeof result === "string") return result;
  if (typeof result === "bigint" || typeof result === "boolean") return String(result);
  if (typeof result === "number" && Number.isFinite(result)) return String(result);
  const kind = typeof result === "number" ? "no finite number" : "no text, number or truth value";
  return new StepFailure("cel", value, `The result of the expression is ${kind}`);
}

// packages/tables/src/transform/steps/values/constants.ts
var compileDefault = ({ value: filling }) => {
  return { run: (value) => (value === null || value === "" ? filling : value), readsRow: false, isCostly: false };
};
var compileNullIf = ({ values }) => {
  const nulls = new Set(values);
  return textStep((text) => (nulls.has(text) ? null : text));
};
var compileConst = ({ value }) => ({ run: () => value, readsRow: false, isCostly: false });

// packages/tables/src/transform/steps/values/custom.ts
var compileCustom = (step, context) => {
  return onError({ run: context.custom(step), readsRow: false, isCostly: false }, step.onError);
};

// packages/tables/src/values/dates/write-date.ts
function dateWriter(pattern, locale) {
  const names = namesIn(locale);
  const pieces = dateTokens(pattern, false).map((token) => pieceOf(token, names));
  return (parts) => {
    let text = "";
    for (const piece of pieces) {
      if (typeof piece === "string") text += piece;
      else {
        const written = piece(parts);
        if (typeof written !== "string") return written;
        text += written;
      }
    }
    return { text };
  };
}
function pieceOf(token, names) {
  if ("literal" in token) return token.literal;
  const { letter, count } = token;
  const number = (key, change = (value) => value) => {
    return (parts) => (parts[key] === void 0 ? { missing: key } : pad(change(parts[key]), count));
  };
  switch (letter) {
    case "y":
      return ({ year }) => (year === void 0 ? { missing: "year" } : yearText(year, count));
    case "Y":
      return ofDate((ms) => yearText(isoWeek(ms).year, count));
    case "M":
      return ({ month }) => (month === void 0 ? { missing: "month" } : monthText(month, count, names));
    case "d":
      return number("day");
    case "D":
      return ofDate((ms) => pad(dayOfYear(ms), count));
    case "o":
      return ({ day }) => (day === void 0 ? { missing: "day" } : ordinal(day));
    case "E":
      return ofDate((ms) => (count === 4 ? names.weekdays : names.shortWeekdays)[weekdayOf(ms) - 1] ?? "");
    case "e":
    case "u":
      return ofDate((ms) => String(weekdayOf(ms)));
    case "Q":
      return ({ month }) => (month === void 0 ? { missing: "month" } : String(Math.ceil(month / 3)));
    case "w":
      return ofDate((ms) => pad(isoWeek(ms).week, count));
    case "H":
      return number("hour");
    case "h":
      return number("hour", (hour) => ((hour + 11) % 12) + 1);
    case "m":
      return number("minute");
    case "s":
      return number("second");
    case "S":
      return ({ nanosecond, second }) => {
        if (second === void 0) return { missing: "second" };
        return String(nanosecond ?? 0)
          .padStart(9, "0")
          .slice(0, count);
      };
    case "a":
      return ({ hour }) => {
        if (hour === void 0) return { missing: "hour" };
        return hour < 12 ? "AM" : "PM";
      };
    default:
      return ({ offsetMinutes }) => (offsetMinutes === void 0 ? { missing: "time zone" } : offsetText(offsetMinutes, letter, count));
  }
}
function ofDate(write) {
  return (parts) => {
    for (const key of ["year", "month", "day"]) if (parts[key] === void 0) return { missing: key };
    return write(toClockMs(parts));
  };
}
function yearText(year, count) {
  if (count === 2) return pad(year % 100, 2);
  return count === 1 ? String(year) : pad(year, 4);
}
function monthText(month, count, names) {
  if (count <= 2) return pad(month, count);
  return (count === 4 ? names.months : names.shortMonths)[month - 1] ?? "";
}
function offsetText(minutes, letter, count) {
  if (minutes === 0 && letter === "X") return "Z";
  if (letter === "z") return minutes === 0 ? "UTC" : offsetText(minutes, "x", 3);
  const sign = minutes < 0 ? "-" : "+";
  const hours = pad(Math.floor(Math.abs(minutes) / 60), 2);
  const rest = Math.abs(minutes) % 60;
  if (letter === "x" && count === 1) return sign + hours + (rest === 0 ? "" : pad(rest, 2));
  if (letter === "X" && count === 1) return sign + hours + (rest === 0 ? "" : pad(rest, 2));
  return sign + hours + (count === 3 ? ":" : "") + pad(rest, 2);
}
function ordinal(day) {
  const last = day % 10;
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][last] ?? "th";
}
function pad(value, digits) {
  return String(value).padStart(digits, "0");
}
var ENGLISH = {
  months: "January February March April May June July August September October November December".split(" "),
  shortMonths: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
  weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "),
  shortWeekdays: "Mon Tue Wed Thu Fri Sat Sun".split(" "),
};
function namesIn(locale) {
  if (locale === "en") return ENGLISH;
  const months = (month) => Array.from({ length: 12 }, (_, index) => name({ month, day: "numeric" }, "month", index * 31 + 14));
  const weekdays = (weekday) => Array.from({ length: 7 }, (_, index) => name({ weekday }, "weekday", index + 4));
  return { months: months("long"), shortMonths: months("short"), weekdays: weekdays("long"), shortWeekdays: weekdays("short") };
  function name(options, part, day) {
    const parts = new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: "UTC",
      calendar: "gregory",
      numberingSystem: "latn",
    }).formatToParts(day * 864e5);
    return parts.find(({ type }) => type === part)?.value ?? "";
  }
}

// packages/tables/src/values/dates/serials.ts
function isSerial(name) {
  return name === "excel" || name === "excel1904" || name === "unix" || name === "unixMs";
}
function readSerial(text, serial) {
  const number = parseDecimal(text);
  if (number === void 0) return void 0;
  if (serial === "unix") return momentOf(number, 9);
  if (serial === "unixMs") return momentOf(number, 6);
  const day = Number(roundTo(number, 0, "floor").coefficient);
  const last = serial === "excel" ? 2958465 : 2957003;
  if (number.coefficient < 0n || day > last) return void 0;
  const date = serial === "excel" ? excelDay(day) : clockMs(1904, 1, 1) + day * DAY_MS;
  if (date === void 0) return void 0;
  const whole = stripZeros(number).scale === 0;
  if (whole) {
    const { year, month, day: ofMonth } = fromClockMs(date);
    return { year, month, day: ofMonth };
  }
  const fraction = { coefficient: number.coefficient - BigInt(day) * 10n ** BigInt(number.scale), scale: number.scale };
  const ms = Number(roundTo({ coefficient: fraction.coefficient * BigInt(DAY_MS), scale: fraction.scale }, 0, "halfExpand").coefficient);
  return { ...fromClockMs(date + ms), nanosecond: (ms % 1e3) * 1e6 };
}
function writeSerial(ms, nanosecond, serial) {
  if (serial === "unixMs") return String(ms + Math.floor(nanosecond / 1e6));
  if (serial === "unix") return decimalText(stripZeros({ coefficient: BigInt(ms) * 1000000n + BigInt(nanosecond), scale: 9 }));
  const start = serial === "excel1904" ? clockMs(1904, 1, 1) : ms < clockMs(1900, 3, 1) ? clockMs(1899, 12, 31) : clockMs(1899, 12, 30);
  const days = divide({ coefficient: BigInt(ms - start), scale: 0 }, { coefficient: BigInt(DAY_MS), scale: 0 }, 10, "halfExpand");
  return decimalText(stripZeros(days));
}
function excelDay(day) {
  if (day === 60) return void 0;
  return clockMs(1899, 12, day < 60 ? 31 : 30) + day * DAY_MS;
}
function momentOf(number, nanosecondDigits) {
  const nanoseconds = roundTo(
    { coefficient: number.coefficient * 10n ** BigInt(nanosecondDigits), scale: number.scale },
    0,
    "floor",
  ).coefficient;
  let ms = nanoseconds / 1000000n;
  if (nanoseconds % 1000000n < 0n) ms -= 1n;
  if (ms < -62135596800000n || ms > 253402300799999n) return void 0;
  const seconds = Math.floor(Number(ms) / 1e3);
  const nanosecond = Number(nanoseconds - BigInt(seconds) * 1000000000n);
  return { ...fromClockMs(seconds * 1e3), nanosecond, offsetMinutes: 0 };
}

// packages/tables/src/values/dates/time-zone.ts
function timeZone(name) {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(name);
  if (fixed) {
    const minutes = (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === "-" ? -1 : 1);
    return { offsetAt: () => minutes, offsetOfClock: () => minutes };
  }
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const known = /* @__PURE__ */ new Map();
  function offsetAt(instantMs) {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    let minutes = known.get(quarter);
    if (minutes === void 0) {
      if (known.size >= MAX_KNOWN) known.clear();
      minutes = lookUp(quarter * QUARTER_MS);
      known.set(quarter, minutes);
    }
    return minutes;
  }
  function lookUp(instantMs) {
    const parts = {};
    for (const { type, value } of format.formatToParts(instantMs)) parts[type] = value;
    const year = parts["era"] === "BC" ? 1 - Number(parts["year"]) : Number(parts["year"]);
    const clock = /* @__PURE__ */ new Date(0).setUTCFullYear(year, Number(parts["month"]) - 1, Number(parts["day"]));
    const seconds = (Number(parts["hour"]) * 60 + Number(parts["minute"])) * 60 + Number(parts["second"]);
    return Math.round((clock + seconds * 1e3 - instantMs) / 6e4);
  }
  return {
    offsetAt,
    offsetOfClock(clockMs2) {
      const before = offsetAt(clockMs2 - DAY_MS);
      const after = offsetAt(clockMs2 + DAY_MS);
      if (before === after) return before;
      if (offsetAt(clockMs2 - before * 6e4) === before) return before;
      return offsetAt(clockMs2 - after * 6e4) === after ? after : before;
    },
  };
}
var QUARTER_MS = 15 * 6e4;
var MAX_KNOWN = 1e4;

// packages/tables/src/values/dates/usual-dates.ts
var TIMES = ["", " H:mm", " H:mm:ss", " H:mm:ss.S", " h:mm a", " h:mma", " h:mm:ss a"];
var ZONES = ["", "X", " X", " z"];
var CLEAR = [
  "yyyy-M-d",
  "yyyy/M/d",
  "yyyy.M.d",
  "d MMM yyyy",
  "d MMMM yyyy",
  "d-MMM-yyyy",
  "d. MMMM yyyy",
  "d. MMM yyyy",
  "MMM d, yyyy",
  "MMMM d, yyyy",
  "MMM d yyyy",
  "MMMM d yyyy",
  "d MMM yy",
  "d-MMM-yy",
  "EEE, d MMM yyyy",
  "EEEE, d MMMM yyyy",
];
var DAY_FIRST = ["d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d/M/yy", "d.M.yy", "d-M-yy"];
var MONTH_FIRST = ["M/d/yyyy", "M.d.yyyy", "M-d-yyyy", "M/d/yy", "M.d.yy", "M-d-yy"];
function usualDateReader(order, pivot) {
  const clear = firstOf([...withTimes(CLEAR), ...isoTimes(), "yyyyMMdd", ...BARE_TIMES], pivot);
  const dayFirst = firstOf(withTimes(DAY_FIRST), pivot);
  const monthFirst = firstOf(withTimes(MONTH_FIRST), pivot);
  return (text) => {
    if (!/^\d{1,2}[./-]\d/.test(text)) return clear(text);
    if (order === "dayFirst") return dayFirst(text);
    if (order === "monthFirst") return monthFirst(text);
    const [day, month] = [dayFirst(text), monthFirst(text)];
    if (day && month && (day.day !== month.day || day.month !== month.month)) return "ambiguous";
    return day ?? month;
  };
}
var BARE_TIMES = ["H:mm", "H:mm:ss", "H:mm:ss.S", "h:mm a", "h:mma", "h:mm:ss a"];
function firstOf(patterns, pivot) {
  let readers;
  let last;
  return (text) => {
    const again = last?.(text);
    if (again) return again;
    readers ??= patterns.map((pattern) => dateReader(pattern, pivot));
    for (const read of readers) {
      const parts = read(text);
      if (!parts) continue;
      last = read;
      return parts;
    }
    return void 0;
  };
}
function withTimes(dates) {
  return dates.flatMap((date) => TIMES.flatMap((time) => (time === "" ? [date] : ZONES.map((zone) => date + time + zone))));
}
function isoTimes() {
  return ["HH:mm", "HH:mm:ss", "HH:mm:ss.S"].flatMap((time) => ["", "X"].map((zone) => `yyyy-MM-dd'T'${time}${zone}`));
}

// packages/tables/src/transform/steps/values/shift-date.ts
var UNIT_MS = { second: 1e3, minute: 6e4, hour: 36e5, day: DAY_MS, week: 7 * DAY_MS };
var MONDAY_MS = clockMs(1970, 1, 5);
function truncateTo(parts, { unit, size = 1, offset = 0 }) {
  if (unit === "month" || unit === "quarter" || unit === "year") {
    if (parts.year === void 0) return `A ${unit} needs the year, which is not there`;
    const months = size * { month: 1, quarter: 3, year: 12 }[unit];
    const shift = offset * { month: 1, quarter: 3, year: 12 }[unit];
    const month = unit === "year" ? parts.year * 12 : parts.year * 12 + (parts.month ?? 1) - 1;
    const start2 = months <= 12 && unit !== "year" ? withinYear(month, months, shift) : floorTo(month - shift, months) + shift;
    return atStart(parts, clockMs(Math.floor(start2 / 12), (start2 % 12) + 1, 1));
  }
  const isOfDay = unit === "second" || unit === "minute" || unit === "hour";
  if (isOfDay && parts.hour === void 0) return parts.day === void 0 ? `A ${unit} needs a time, which is not there` : parts;
  const missing = isOfDay ? void 0 : missingDate(parts);
  if (missing) return `A ${unit} needs the ${missing}, which is not there`;
  const length = UNIT_MS[unit] * size;
  const clock = toClockMs(parts);
  const origin = (isOfDay ? clock - mod(clock, DAY_MS) : unit === "week" ? MONDAY_MS : 0) + offset * UNIT_MS[unit];
  const start = floorTo(clock - origin, length) + origin;
  return atStart(parts, start);
}
function withinYear(month, months, shift) {
  const january = Math.floor(month / 12) * 12;
  return floorTo(month - january - shift, months) + january + shift;
}
function addTo(parts, amount) {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = amount;
  const ms = (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1e3;
  const hasDate = parts.year !== void 0 && parts.month !== void 0 && parts.day !== void 0;
  let clock = toClockMs(parts);
  if (years !== 0 || months !== 0) {
    if (parts.year === void 0) return "Months and years need the year, which is not there";
    const month = parts.year * 12 + (parts.month ?? 1) - 1 + years * 12 + months;
    const [year2, inYear] = [Math.floor(month / 12), mod(month, 12) + 1];
    const day = Math.min(parts.day ?? 1, daysInMonth(year2, inYear));
    clock = clockMs(year2, inYear, day) + mod(clock, DAY_MS);
  }
  if (ms !== 0) {
    const isOfDay = weeks === 0 && days === 0;
    if (!hasDate && !(isOfDay && parts.hour !== void 0))
      return `${isOfDay ? "Hours" : "Days"} need the ${missingDate(parts) ?? "time"}, which is not there`;
    clock += ms;
  }
  const year = new Date(clock).getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) return "The result is outside of the years 0 to 9999";
  const sum = atStart(parts, clock);
  if (parts.nanosecond !== void 0) sum.nanosecond = parts.nanosecond;
  if (hasDate && parts.hour === void 0 && (hours !== 0 || minutes !== 0 || seconds !== 0)) {
    const { hour, minute, second } = fromClockMs(clock);
    return { ...sum, hour, minute, second };
  }
  return sum;
}
function atStart(parts, clock) {
  const all = fromClockMs(clock);
  const changed = { ...parts };
  for (const key of ["year", "month", "day", "hour", "minute", "second"]) if (parts[key] !== void 0) changed[key] = all[key];
  if (parts.nanosecond !== void 0) changed.nanosecond = 0;
  return changed;
}
function missingDate(parts) {
  return ["year", "month", "day"].find((key) => parts[key] === void 0);
}
function floorTo(value, length) {
  return Math.floor(value / length) * length;
}
function mod(value, length) {
  return value - floorTo(value, length);
}

// packages/tables/src/transform/steps/values/date.ts
var compileDate = (step, context) => {
  const { pivot = 69, timeZone: zones, truncate, add: add2 } = step;
  const read = readerOf(step, pivot, context);
  const write = writerOf(step);
  const from = zones && zoneOf(zones.from, "timeZone.from");
  const to = zones && zoneOf(zones.to, "timeZone.to");
  return onError(
    textStep((text) => {
      if (text === "") return text;
      const parts = read(text);
      const fail = (message) => new StepFailure("date", text, message);
      if (parts === void 0) return fail(`${JSON.stringify(text)} is not a date${described2(step)}`);
      if (parts === "ambiguous") return fail(`${JSON.stringify(text)} could be day first or month first: set order, or a pattern in from`);
      let moment = parts;
      if (from && to) moment = moved(moment, from, to);
      if (truncate && typeof moment === "object") moment = truncateTo(moment, truncate);
      if (add2 && typeof moment === "object") moment = addTo(moment, add2);
      if (typeof moment === "string") return fail(moment);
      const written = write(moment);
      return "text" in written ? written.text : fail(`${JSON.stringify(text)} has no ${written.missing}, which the output needs`);
    }, true),
    step.onError,
  );
};
function readerOf({ from, order = "column" }, pivot, context) {
  if (from === void 0) return usualDateReader(order === "column" ? context.dateOrder : order, pivot);
  const usual = usualDateReader(void 0, pivot);
  const readers = [from].flat().map((pattern) => {
    if (isSerial(pattern)) return (text) => readSerial(text, pattern);
    if (pattern === "iso") return (text) => (/^\d{4}-?\d\d-?\d\d|^\d\d:\d\d/.test(text) ? usual(text) : void 0);
    return inPattern(pattern, "from", () => dateReader(pattern, pivot));
  });
  return (text) => {
    for (const read of readers) {
      const parts = read(text);
      if (parts) return parts;
    }
    return void 0;
  };
}
function writerOf({ to = "iso", locale = "en" }) {
  if (to === "iso") return writeIso;
  if (isSerial(to)) {
    return (parts) => {
      for (const key of ["year", "month", "day"]) if (parts[key] === void 0) return { missing: key };
      const isUnix = to === "unix" || to === "unixMs";
      const clock = toClockMs(parts) - (isUnix ? (parts.offsetMinutes ?? 0) * 6e4 : 0);
      return { text: writeSerial(clock, parts.nanosecond ?? 0, to) };
    };
  }
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    throw new InvalidStep("locale", `${JSON.stringify(locale)} is no language tag`);
  }
  return inPattern(to, "to", () => dateWriter(to, locale));
}
function writeIso(parts) {
  const date = parts.year !== void 0 || parts.month !== void 0 || parts.day !== void 0;
  let text = "";
  if (date) {
    const written = ISO_DATE(parts);
    if ("missing" in written) return written;
    text = written.text;
  }
  if (parts.hour === void 0) return text === "" ? { missing: "day" } : { text };
  const { hour, minute = 0, second = 0, nanosecond = 0, offsetMinutes } = parts;
  const fraction = nanosecond === 0 ? "" : `.${withoutTrailingZeros(String(nanosecond).padStart(9, "0"))}`;
  const time = [hour, minute, second].map((value) => String(value).padStart(2, "0")).join(":") + fraction;
  return { text: (date ? `${text}T` : "") + time + (offsetMinutes === void 0 ? "" : offsetText(offsetMinutes, "X", 3)) };
}
var ISO_DATE = dateWriter("yyyy-MM-dd", "en");
function inPattern(pattern, parameter, make) {
  try {
    return make();
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidStep(parameter, error.message);
    throw new InvalidStep(parameter, `${JSON.stringify(pattern)} cannot be used: ${String(error)}`);
  }
}
function zoneOf(name, parameter) {
  try {
    return timeZone(name);
  } catch {
    throw new InvalidStep(
      parameter,
      `${JSON.stringify(name)} is no time zone: write a name such as Europe/Berlin, or an offset such as +02:00`,
    );
  }
}
function moved(parts, from, to) {
  for (const key of ["year", "month", "day", "hour"]) if (parts[key] === void 0) return `A time zone needs the ${key}, which is not there`;
  const clock = toClockMs(parts);
  const instant = clock - (parts.offsetMinutes ?? from.offsetOfClock(clock)) * 6e4;
  const offsetMinutes = to.offsetAt(instant);
  const there = fromClockMs(instant + offsetMinutes * 6e4);
  return { ...parts, ...there, minute: there.minute, offsetMinutes };
}
function described2({ from }) {
  if (from === void 0) return "";
  const patterns = [from].flat();
  return ` of the form ${patterns.slice(0, 3).join(" or ")}${patterns.length > 3 ? " or others" : ""}`;
}

// packages/tables/src/transform/steps/values/lookup.ts
var compileLookup = (step, context) => {
  const { ignoreCase = false, else: otherwise = "error" } = step;
  const table = tableOf(step, context);
  const entries = ignoreCase ? withoutCase(table) : table;
  return textStep((text) => {
    const found = entries.get(ignoreCase ? text.toLowerCase() : text);
    if (found !== void 0) return found;
    if (otherwise === "keep") return text;
    if (otherwise === "null") return null;
    if (otherwise === "error")
      return new StepFailure("lookup", text, `${JSON.stringify(text)} has no entry in the table${step.file ? ` ${step.file}` : ""}`);
    return otherwise.value;
  });
};
function tableOf({ table, file, key, value }, context) {
  if ((table === void 0) === (file === void 0)) throw new InvalidStep("", "Either table or file is expected");
  if (file !== void 0) return context.lookupTable(file, key, value);
  for (const [name, given] of Object.entries({ key, value })) if (given !== void 0) throw new InvalidStep(name, "It belongs to file");
  return new Map(Object.entries(table ?? {}));
}
function withoutCase(table) {
  const entries = /* @__PURE__ */ new Map();
  for (const [key, value] of table) {
    const lower = key.toLowerCase();
    const known = entries.get(lower);
    if (known !== void 0 && known !== value)
      throw new InvalidStep("ignoreCase", `${JSON.stringify(key)} has another value than the same key in other case`);
    entries.set(lower, value);
  }
  return entries;
}

// packages/tables/src/transform/steps/values/when.ts
var compileWhen = (step, context) => {
  const { op: _op, then, else: otherwise, onError: policy = "reject", ...tests } = step;
  const condition = compileCondition(tests, context);
  const yes = context.compile(then, ["then"]);
  const no = otherwise && context.compile(otherwise, ["else"]);
  return {
    run(value, row) {
      const holds = condition.test(value, row);
      if (holds instanceof StepFailure) return afterFailure(holds, value, policy);
      if (holds) return yes.run(value, row);
      return no ? no.run(value, row) : value;
    },
    readsRow: condition.readsRow || yes.readsRow || (no?.readsRow ?? false),
    isCostly: true,
  };
};

// packages/tables/src/transform/steps/compile-step.ts
var COMPILERS2 = {
  trim: compileTrim,
  collapse: compileCollapse,
  case: compileCase,
  normalize: compileNormalize,
  replace: compileReplace,
  extract: compileExtract,
  slice: compileSlice,
  pad: compilePad,
  split: compileSplit,
  measure: compileMeasure,
  mask: compileMask,
  decode: compileDecode,
  encode: compileEncode,
  hash: compileHash,
  join: compileJoin,
  coalesce: compileCoalesce,
  template: compileTemplate,
  when: compileWhen,
  number: compileNumber,
  math: compileMath,
  date: compileDate,
  boolean: compileBoolean,
  lookup: compileLookup,
  default: compileDefault,
  nullIf: compileNullIf,
  const: compileConst,
  cel: compileCel,
  custom: compileCustom,
};
function compileStep(step, context) {
  return COMPILERS2[step.op](step, context);
}

// packages/tables/src/transform/steps/compile-steps.ts
function compileSteps(steps, path, context, report, column) {
  const compiled2 = [];
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    const canonical = canonicalStep(step);
    if (canonical === void 0) continue;
    try {
      const inner = {
        ...context,
        dateOrder: context.dateOrderOf(column),
        compile: (list2, below, of = column) => compileSteps(list2, [...here, ...below], context, report, of),
      };
      compiled2.push(compileStep(canonical, inner));
    } catch (error) {
      if (!(error instanceof InvalidStep)) throw error;
      report([...here, ...error.parameter.split(".").filter((key) => key !== "")], error.message);
    }
  }
  return chain(compiled2);
}
function chain(steps) {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  const runs = steps.map(({ run }) => run);
  return {
    run: inOrder(runs),
    readsRow: steps.some(({ readsRow }) => readsRow),
    isCostly: steps.length > 2 || steps.some(({ isCostly }) => isCostly),
  };
}
function inOrder(runs) {
  return (value, row) => {
    let result = value;
    for (const run of runs) {
      result = run(result, row);
      if (result instanceof StepFailure) return result;
    }
    return result;
  };
}
var MAX_KEPT3 = 16384;
var MAX_KEPT_LENGTH = 256;
var TRIAL = 8192;
function keepingResults(step) {
  if (step.readsRow || !step.isCostly) return step.run;
  const { run } = step;
  let kept = /* @__PURE__ */ new Map();
  let lookups = 0;
  let misses = 0;
  return (value, row) => {
    if (kept === void 0 || value === null || value.length > MAX_KEPT_LENGTH) return run(value, row);
    lookups += 1;
    const known = kept.get(value);
    if (known !== void 0) return known;
    misses += 1;
    if (misses > TRIAL && misses * 4 > lookups * 3) {
      kept = void 0;
      return run(value, row);
    }
    if (kept.size >= MAX_KEPT3) kept.clear();
    const key = ownedText(value);
    const result = run(key, row);
    kept.set(key, result);
    return result;
  };
}

// packages/tables/src/transform/plan/fields-match.ts
function fieldsMatchProblem(rule, expected, found) {
  if (rule === void 0) return void 0;
  const missing = expected.filter((name) => !found.includes(name));
  const extra = found.filter((name) => !expected.includes(name));
  switch (rule) {
    case "exact": {
      const at = expected.findIndex((name, index) => found[index] !== name);
      if (at >= 0) return `Column ${at + 1} should be ${quoted2(expected[at])}, and is ${quoted2(found[at])}`;
      return found.length > expected.length ? `The file has more columns: ${list(found.slice(expected.length))}` : void 0;
    }
    case "equal":
      return lacks(missing) ?? exceeds(extra);
    case "subset":
      return lacks(missing);
    case "superset":
      return exceeds(extra);
    case "partial":
      return missing.length === expected.length ? `The file has none of the columns ${list(expected)}` : void 0;
  }
}
function lacks(missing) {
  return missing.length === 0 ? void 0 : `The file lacks ${list(missing)}`;
}
function exceeds(extra) {
  return extra.length === 0 ? void 0 : `The file has columns that are not expected: ${list(extra)}`;
}
function list(names) {
  return names.slice(0, 10).map(quoted2).join(", ") + (names.length > 10 ? ` and ${names.length - 10} more` : "");
}
function quoted2(name) {
  return name === void 0 ? "missing" : JSON.stringify(name);
}

// packages/tables/src/transform/plan/plan-resources.ts
function lookupKey(file, key, value) {
  return JSON.stringify([file, key ?? null, value ?? null]);
}
function referenceKey(resource, fields) {
  return JSON.stringify([resource, ...fields]);
}
var NAMES2 = ["$row", "$file", "$sheet", "$jobTime", "$id"];
function isSystemValue(name) {
  return NAMES2.includes(name);
}
function systemReader(name, facts, parameter) {
  switch (name) {
    case "$row":
      return ({ rowNumber }) => String(rowNumber);
    case "$file":
      return constant(facts?.fileName ?? null);
    case "$sheet":
      return constant(facts?.sheet ?? null);
    case "$jobTime":
      return constant((facts?.jobTime ?? /* @__PURE__ */ new Date(0)).toISOString());
    case "$id": {
      const fileId = facts?.fileId;
      if (fileId === void 0)
        throw new InvalidStep(
          parameter,
          "$id is made of the file's hash, which a stream does not have before its end: pass the option fileId",
        );
      return (row) => rowId(fileId, row);
    }
  }
}
function constant(value) {
  return () => value;
}
function rowId(fileId, row) {
  const part = row.part ?? 0;
  const hex = createHash("sha256")
    .update(JSON.stringify([fileId, row.rowNumber, part]))
    .digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

// packages/tables/src/transform/plan/compile-mapping.ts
function compileMapping(mapping, columns, resources) {
  const problems = [];
  const report = (path, message) => {
    problems.push({ path: pathText(path), message });
  };
  const known = mapping.source?.columns ?? [];
  const first = fileScope(columns, known, (index, message) => report(["source", "columns", index], message));
  const mismatch = fieldsMatchProblem(
    mapping.source?.fieldsMatch,
    known.map(({ name }) => name),
    columns,
  );
  if (mismatch) report(["source", "fieldsMatch"], mismatch);
  const { steps: rowSteps, scope } = compileRowSteps(mapping.rows ?? [], first, resources.temporaryFolder, report);
  const fields = new FieldCompiler(mapping.fields, scope, resources, report);
  const { planned, output, hostCalls } = fields.compileAll();
  const rules = compileRules(mapping.rules ?? [], ruleContext(planned, resources), (path, message) => report(["rules", ...path], message));
  for (const name of ["nullValues", "duplicateValues"]) {
    for (const [index, { field }] of (mapping.limits?.[name] ?? []).entries()) {
      if (!planned.some(({ target }) => target === field))
        report(["limits", name, index, "field"], `There is no field ${JSON.stringify(field)}`);
    }
  }
  if (problems.length > 0) throw mappingInvalid(problems);
  return { sourceColumns: columns, rowSteps, fields: planned, output, hostCalls, rules };
}
function ruleContext(fields, { cel, references, temporaryFolder }) {
  return {
    cel,
    temporaryFolder,
    field(name, parameter) {
      const place = fields.findIndex(({ target }) => target === name);
      if (place < 0) throw new InvalidRule(parameter, `There is no field ${JSON.stringify(name)}`);
      return { name, place, column: fields[place]?.column };
    },
    reference({ fields: names, reference }) {
      const known = references?.get(referenceKey(reference.resource, reference.fields ?? names));
      if (known) return known;
      throw new InvalidRule(
        "reference",
        `There is no reference ${JSON.stringify(reference.resource)}: pass it in the option references or files`,
      );
    },
  };
}
var FieldCompiler = class {
  #fields;
  #scope;
  #resources;
  #report;
  #planned = [];
  #hostCalls = [];
  /** The place of each field among the planned ones, `undefined` while it is compiled. */
  #places = /* @__PURE__ */ new Map();
  constructor(fields, scope, resources, report) {
    this.#fields = fields;
    this.#scope = scope;
    this.#resources = resources;
    this.#report = report;
  }
  compileAll() {
    const output = [];
    const targets = /* @__PURE__ */ new Set();
    for (const [index, { target, hidden = false }] of this.#fields.entries()) {
      if (targets.has(target)) this.#report(["fields", index, "target"], `Another field has the target ${JSON.stringify(target)}, too`);
      targets.add(target);
      if (hidden && this.#scope.has(target)) {
        this.#report(
          ["fields", index, "target"],
          `A column of the file is called ${JSON.stringify(target)}, too: choose another name for the hidden field`,
        );
      }
      const place = this.#place(index);
      if (!hidden && place !== void 0) output.push(place);
    }
    if (this.#fields.every(({ hidden }) => hidden)) this.#report(["fields"], "All fields are hidden");
    return { planned: this.#planned, output, hostCalls: this.#hostCalls };
  }
  /** Where a field is among the planned ones; compiles it first, if that was not done. `undefined` if it is being compiled. */
  #place(index) {
    if (this.#places.has(index)) return this.#places.get(index);
    this.#places.set(index, void 0);
    const field = this.#fields[index];
    if (field === void 0) return void 0;
    const planned = this.#compile(field, ["fields", index]);
    const place = this.#planned.push(planned) - 1;
    this.#places.set(index, place);
    return place;
  }
  #compile(field, path) {
    const { target, hidden = false, steps = [] } = field;
    const from = [field.from ?? []].flat();
    const references = /* @__PURE__ */ new Set();
    const sources = /* @__PURE__ */ new Set();
    let usesOthers = false;
    const read = (reference, parameter) => {
      const reader = this.#reader(reference, parameter);
      sources.add(reference);
      return reader;
    };
    const column = (reference, parameter) => {
      references.add(reference);
      return read(reference, parameter);
    };
    const attempt = (below, make) => {
      try {
        return make();
      } catch (error) {
        if (!(error instanceof InvalidStep)) throw error;
        this.#report([...path, ...below], error.message);
        return void 0;
      }
    };
    const start = this.#start(field, from, path, attempt, read);
    const others = from.slice(1).flatMap((reference, index) => attempt(["from", index + 1], () => read(reference, "")) ?? []);
    const context = {
      column,
      otherColumns() {
        usesOthers = true;
        return others;
      },
      ...this.#outside(),
      dateOrderOf: (reference) => this.#dateOrder(reference ?? from[0]),
    };
    const compiled2 = compileSteps(steps, [...path, "steps"], context, this.#report);
    if (!usesOthers) {
      for (const [index, reference] of from.entries()) {
        if (index > 0 && !references.has(reference))
          this.#report([...path, "from", index], `No step uses ${JSON.stringify(reference)}: add join, coalesce or template`);
      }
    }
    const canonical = steps.flatMap((step) => canonicalStep(step) ?? []);
    const run = keepingResults(compiled2);
    return {
      target,
      hidden,
      input: start.input,
      steps: canonical,
      column: this.#columnName(from[0]),
      isPure: !compiled2.readsRow && !canonical.some(({ op }) => op === "custom"),
      ...this.#readsOf(sources),
      run: canonical.length === 0 ? start.read : withStart(start.read, run),
    };
  }
  /** What a field depends on that reads these columns, hidden fields and system's values. */
  #readsOf(references) {
    const reads = /* @__PURE__ */ new Set();
    let readsSystem = false;
    for (const reference of references) {
      const hidden = this.#hiddenField(reference);
      const field = hidden < 0 ? void 0 : this.#planned[this.#places.get(hidden) ?? -1];
      for (const column of field?.reads ?? []) reads.add(column);
      readsSystem ||= isSystemValue(reference) || field?.readsSystem === true;
      if (!isSystemValue(reference) && hidden < 0) reads.add(this.#scope.find(reference, ""));
    }
    return { reads: [...reads].toSorted((a, b) => a - b), readsSystem };
  }
  #start(field, from, path, attempt, readColumn) {
    const { steps = [] } = field;
    const given = [from.length > 0, field.const !== void 0, field.system !== void 0].filter(Boolean).length;
    if (given > 1) this.#report(path, "Only one of from, const and system is allowed");
    const nothing = { input: { kind: "const", value: field.const ?? null }, read: () => field.const ?? null };
    if (given === 0 && !makesValue(steps[0]))
      this.#report(path, "One of from, const and system is expected, or a first step that makes a value: template, join, coalesce, const");
    const reference = from[0] ?? field.system;
    if (reference === void 0) return nothing;
    const below = field.system === void 0 ? (Array.isArray(field.from) ? ["from", 0] : ["from"]) : ["system"];
    const read = attempt(below, () => readColumn(reference, ""));
    return read ? { input: this.#inputOf(reference), read } : nothing;
  }
  /** @throws InvalidStep */
  #reader(reference, parameter) {
    if (isSystemValue(reference)) return systemReader(reference, this.#resources.system, parameter);
    const hidden = this.#hiddenField(reference);
    if (hidden < 0) {
      const place2 = this.#scope.find(reference, parameter);
      return ({ cells }) => cells[place2] ?? null;
    }
    const place = this.#place(hidden);
    if (place === void 0) throw new InvalidStep(parameter, `The hidden field ${JSON.stringify(reference)} needs its own value`);
    return ({ fields }) => fields[place] ?? null;
  }
  #hiddenField(reference) {
    return this.#fields.findIndex(({ target, hidden }) => hidden === true && target === reference);
  }
  #inputOf(reference) {
    if (isSystemValue(reference)) return { kind: "system", name: reference };
    const hidden = this.#hiddenField(reference);
    if (hidden >= 0) return { kind: "field", index: this.#places.get(hidden) ?? -1 };
    return { kind: "column", index: this.#scope.find(reference, "") };
  }
  /** What a column is called in the file. */
  #columnName(reference) {
    if (reference === void 0 || isSystemValue(reference) || !this.#scope.has(reference)) return void 0;
    return this.#scope.columns[this.#position(reference) ?? -1]?.name;
  }
  #position(reference) {
    try {
      return this.#scope.find(reference, "");
    } catch {
      return void 0;
    }
  }
  #dateOrder(reference) {
    const position2 = reference === void 0 ? void 0 : this.#position(reference);
    const source = position2 === void 0 ? void 0 : this.#scope.columns[position2]?.source;
    return source === void 0 ? void 0 : this.#resources.dateOrders?.[source];
  }
  #outside() {
    const { lookups, secrets, cel, hostSteps = [] } = this.#resources;
    return {
      lookupTable(file, key, value) {
        const table = lookups?.get(lookupKey(file, key, value));
        if (table === void 0) throw new InvalidStep("file", `There is no table ${JSON.stringify(file)}: pass it in the option files`);
        return table;
      },
      secret(name) {
        const secret = secrets?.[name];
        if (secret === void 0) throw new InvalidStep("secret", `There is no secret ${JSON.stringify(name)}: pass it in the option secrets`);
        return secret;
      },
      expression(source) {
        if (cel === void 0) throw new InvalidStep("expression", "Expressions are not allowed here: see the option allowExpressions");
        try {
          return cel.compile(source);
        } catch (error) {
          throw new InvalidStep("expression", error instanceof Error ? error.message : String(error));
        }
      },
      custom: ({ name, params }) => {
        const step = hostSteps.find((one2) => one2.name === name);
        if (step === void 0) {
          const names = hostSteps.map((one2) => JSON.stringify(one2.name)).join(", ");
          throw new InvalidStep("name", `The host has no step ${JSON.stringify(name)}${names === "" ? "" : `, but ${names}`}`);
        }
        const calls = new HostCalls(step, params);
        this.#hostCalls.push(calls);
        return calls.run;
      },
    };
  }
};
function withStart(read, run) {
  return (row) => {
    const value = read(row);
    return value instanceof StepFailure ? value : run(value, row);
  };
}
function makesValue(step) {
  if (step === void 0) return false;
  const canonical = canonicalStep(step);
  if (canonical?.op === "join" || canonical?.op === "coalesce") return canonical.columns !== void 0;
  return canonical !== void 0 && ["template", "const", "cel"].includes(canonical.op);
}

// packages/tables/src/values/formula.ts
function isFormula(text) {
  return /^[=@\t\r＝＋－＠]/.test(text) || (/^[+-]/.test(text) && !/^[+-](?:[\d., ]*|[\d., ]+[eE][+-]?\d+)$/.test(text));
}

// packages/tables/src/formats/delimited/write/delimited-text.ts
function delimitedText(cell, guarded, { delimiter, quoteAll }) {
  const text = cell ?? "";
  const safe = guarded && isFormula(text) ? `'${text}` : text;
  return quoteAll || safe.includes(delimiter) || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
var NEEDS_QUOTES = /["\n\r]/;
function delimitedLine(texts, { delimiter }) {
  return texts.length === 1 && texts[0] === "" ? '""' : texts.join(delimiter);
}
function mayHoldFormulas(type) {
  return type === void 0 || type === "string";
}

// packages/tables/src/values/exact-number.ts
function isExactNumber(text) {
  if (text.length > LONGEST_NUMBER) return false;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && text.replace(/[-.]/g, "").length <= 15 && !/^-[0.]+$/.test(text);
}
var LONGEST_NUMBER = 17;

// packages/tables/src/formats/json/write/json-text.ts
function jsonText(cell, type) {
  const isText = type === void 0 || type === "string";
  if (cell === null || (cell === "" && !isText)) return "null";
  if ((type === "number" || type === "integer") && isExactNumber(cell)) return cell;
  if (type === "boolean" && (cell === "true" || cell === "false")) return cell;
  return JSON.stringify(cell.toWellFormed());
}

// packages/tables/src/transform-file/fast/row-text.ts
function rowText(cells, columns, output) {
  if (output.format === "delimited") {
    const texts = columns.map(({ guarded }, index) => delimitedText(cells[index] ?? null, guarded, output));
    return delimitedLine(texts, output) + output.lineEnd;
  }
  const members = columns.map(({ name, type }, index) => `${jsonKey(name)}:${jsonText(cells[index] ?? null, type)}`);
  return `${rowStart(output)}{${members.join(",")}}${rowEnd(output)}`;
}
function jsonKey(name) {
  return JSON.stringify(name.toWellFormed());
}
function rowStart({ format }) {
  return format === "json" ? ",\n" : "";
}
function rowEnd(output) {
  if (output.format === "delimited") return output.lineEnd;
  return output.format === "json" ? "" : "\n";
}
function textBefore(columns, output) {
  if (output.format !== "delimited") return output.format === "json" ? "[\n" : "";
  const names = columns.map(({ name }) => delimitedText(name, output.guardsNames, output));
  return (output.byteOrderMark ? "\uFEFF" : "") + (output.header ? delimitedLine(names, output) + output.lineEnd : "");
}
function textAfter({ format }, hasRows) {
  if (format !== "json") return "";
  return hasRows ? "\n]\n" : "]\n";
}

// packages/tables/src/transform/engine/admit-rows.ts
var DAMAGE = {
  malformed_quotes: "A quote stands in the middle of a cell",
  unclosed_quote: "A quote is opened and not closed",
  bad_record: "The record cannot be read",
  invalid_bytes: "The row has bytes that are no characters in the encoding of the file",
  too_many_cells: "The row has more cells than are read",
  truncated_file: "The file ends in the middle of the record",
  broken_cell: "A cell of the workbook cannot be read",
};
function isDamage(code) {
  return DAMAGE[code] !== void 0;
}
function createAdmission(isRagged) {
  const damaged = /* @__PURE__ */ new Map();
  return ({ rows, rowNumbers, byteOffsets, problems }, width) => {
    for (const problem of problems) if (DAMAGE[problem.code] !== void 0) damaged.set(problem.row, problem);
    const rejects = [];
    const admitted = [];
    for (const [index, cells] of rows.entries()) {
      const rowNumber = rowNumbers[index] ?? 0;
      const byteOffset = byteOffsets?.[index];
      const damage = damaged.size > 0 ? damaged.get(rowNumber) : void 0;
      const reject = damage
        ? damageOf({ ...damage, byteOffset: byteOffset ?? damage.byteOffset }, cells)
        : wrongWidth({ cells, rowNumber, byteOffset }, width, isRagged);
      if (damage) damaged.delete(rowNumber);
      if (reject) rejects.push(reject);
      else admitted.push({ cells, origin: cells, rowNumber, byteOffset, part: 0, fields: [] });
    }
    const last = rowNumbers.at(-1) ?? 0;
    for (const [row, problem] of damaged) {
      if (problem.code === "bad_record") rejects.push(damageOf(problem, []));
      if (problem.code === "bad_record" || row < last) damaged.delete(row);
    }
    return { rows: admitted, rejects: rejects.toSorted((a, b) => a.rowNumber - b.rowNumber) };
  };
}
function damageOf({ code, row, byteOffset, detail }, cells) {
  const message = `${DAMAGE[code] ?? code}${detail === void 0 ? "" : `: ${detail}`}`;
  return { rowNumber: row, ...(byteOffset === void 0 ? {} : { byteOffset }), cells, problems: [{ rule: code, message }] };
}
function wrongWidth(row, width, isRagged) {
  const { cells } = row;
  if (cells.length === width || (isRagged && cells.length < width)) return void 0;
  const rule = cells.length < width ? "missing-cell" : "extra-cell";
  return { ...row, problems: [{ rule, message: `The row has ${cells.length} cells, the table has ${width} columns` }] };
}

// packages/tables/src/transform/engine/row-transform.ts
async function transformBatch(plan, rows) {
  const { rules } = plan;
  await runFields(plan, rows);
  const rejects = [];
  const warnings = [];
  const candidates = [];
  for (const row of rows) {
    const problems = failuresOf(plan, row.fields);
    if (problems === void 0 || plan.keepsProblems) candidates.push(row);
    else rejects.push(rejected(row, problems));
    if (problems === void 0 || !plan.keepsProblems) continue;
    keepValues(row);
    for (const problem of problems) warnings.push({ rowNumber: row.rowNumber, problem });
  }
  if (rules.length === 0) return { rows: candidates.map(resultOf), rejects, warnings };
  for (const rule of rules) await rule.prepare?.(candidates.map(valuesOf));
  const kept = candidates.filter((row) => {
    const { problems, warned } = judge(plan, valuesOf(row));
    if (problems.length > 0 && !plan.keepsProblems) {
      rejects.push(rejected(row, problems));
      return false;
    }
    for (const rule of rules) rule.remember?.(valuesOf(row));
    for (const problem of [...problems, ...warned]) warnings.push({ rowNumber: row.rowNumber, problem });
    return true;
  });
  return { rows: kept.map(resultOf), rejects: rejects.toSorted((a, b) => a.rowNumber - b.rowNumber), warnings };
}
function transformRow(plan, row) {
  runRows(plan, [row]);
  const problems = failuresOf(plan, row.fields) ?? judge(plan, valuesOf(row)).problems;
  return problems.length > 0 ? { problems } : { values: valuesOf(row) };
}
function judge({ rules }, values) {
  const problems = [];
  const warned = [];
  for (const rule of rules) {
    const found = rule.check(values);
    if (found) (rule.severity === "error" ? problems : warned).push(...[found].flat());
  }
  return { problems, warned };
}
function valuesOf({ fields }) {
  return fields;
}
function resultOf(row) {
  return { rowNumber: row.rowNumber, values: valuesOf(row), origin: row.origin };
}
async function runFields(plan, rows) {
  for (const calls of plan.hostCalls) calls.trim();
  let waiting = runRows(plan, rows);
  while (waiting.length > 0) {
    await Promise.all(plan.hostCalls.filter(({ isWaiting }) => isWaiting).map((calls) => calls.resolve()));
    waiting = runRows(plan, waiting);
  }
}
function runRows(plan, rows) {
  const { fields } = plan;
  if (plan.hostCalls.length === 0) {
    for (const row of rows) for (let place = 0; place < fields.length; place += 1) row.fields[place] = fields[place]?.run(row) ?? null;
    return [];
  }
  return rows.filter((row) => {
    let waits = false;
    for (const [place, field] of fields.entries()) {
      try {
        row.fields[place] = field.run(row);
      } catch (error) {
        if (!(error instanceof PendingValue)) throw error;
        waits = true;
        row.fields[place] = null;
        if (field.hidden) break;
      }
    }
    return waits;
  });
}
function failuresOf(plan, fields) {
  let problems;
  for (const place of plan.output) {
    const value = fields[place];
    const field = plan.fields[place];
    if (!(value instanceof StepFailure) || !field) continue;
    problems ??= [];
    problems.push({ field: field.target, column: field.column, value: value.value, rule: value.op, message: value.message });
  }
  return problems;
}
function keepValues(row) {
  for (const [place, value] of row.fields.entries()) if (value instanceof StepFailure) row.fields[place] = value.value;
}
function rejected({ rowNumber, byteOffset, origin }, problems) {
  return { rowNumber, ...(byteOffset === void 0 ? {} : { byteOffset }), cells: origin, problems };
}

export {
  InvalidStep,
  KeySet,
  StepFailure,
  canonicalStep,
  checkKnown,
  checkParams,
  checkResults,
  compileMapping,
  createAdmission,
  defineStep,
  delimitedLine,
  delimitedText,
  describeTable,
  detectFormat,
  fieldsMatchProblem,
  fileScope,
  inputOf,
  isDamage,
  isExactNumber,
  isFormula,
  jsonKey,
  jsonText,
  keyDigest,
  lookupKey,
  mayHoldFormulas,
  ownedText,
  parseDecimal,
  referenceKey,
  rejected,
  rowEnd,
  rowStart,
  rowText,
  stripZeros,
  templatePieces,
  textAfter,
  textBefore,
  transformBatch,
  transformRow,
};
//# sourceMappingURL=chunk-BX6I3SQO.js.map
//# sourceMappingURL=chunk-BX6I3SQO.js.map
