import { dateReader, type DateReader } from "../../values/dates/read-date.ts";
import { parseDecimal } from "../../values/numbers/decimal.ts";
import { InvalidRule, type RuleCompiler, type RuleContext } from "../rule-context.ts";
import type { Rule } from "../rule-schema.ts";
import { valueRule } from "./value-rule.ts";

type TypeRule = Extract<Rule, { rule: "type" }>;

/** A text that is a value of a type of Table Schema. */
export const compileType: RuleCompiler<"type"> = (rule, context: RuleContext) => {
  const isOfType = testOf(rule);
  const words = rule.format === undefined || rule.format === "default" ? NAMES[rule.type] : `${NAMES[rule.type]} (${rule.format})`;
  return valueRule(rule, context, (value) => (isOfType(value) ? undefined : `${JSON.stringify(value)} is not ${words}`));
};

const NAMES: Readonly<Record<TypeRule["type"], string>> = {
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

function testOf(rule: TypeRule): (value: string) => boolean {
  const { format = "default" } = rule;
  switch (rule.type) {
    case "any":
    case "list":
      return () => true;
    case "string":
      return stringTest(format);
    case "number":
      return (value) => parseDecimal(value, { decimalChar: rule.decimalChar ?? ".", groupChar: rule.groupChar }) !== undefined;
    case "integer":
      return (value) => /^[+-]?[^.eE]+$/.test(value) && parseDecimal(value, { decimalChar: ".", groupChar: rule.groupChar })?.scale === 0;
    case "boolean": {
      const values = new Set([
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

function stringTest(format: string): (value: string) => boolean {
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

/** The default forms are those of ISO 8601, as in Table Schema. */
const DEFAULT_FORMS = {
  date: ["yyyy-MM-dd"],
  time: ["HH:mm:ss", "HH:mm:ss.S", "HH:mm:ssX", "HH:mm:ss.SX"],
  datetime: ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ssX", "yyyy-MM-dd'T'HH:mm:ss.SX"],
} as const;

function momentTest(type: keyof typeof DEFAULT_FORMS, format: string): (value: string) => boolean {
  const patterns = format === "default" || format === "any" ? DEFAULT_FORMS[type] : [format];
  let readers: DateReader[];
  try {
    readers = patterns.map((pattern) => dateReader(pattern, 69));
  } catch (error) {
    throw new InvalidRule("format", error instanceof Error ? error.message : String(error));
  }
  return (value) => readers.some((read) => read(value) !== undefined);
}

function isJson(text: string, test: (parsed: unknown) => boolean): boolean {
  try {
    return test(JSON.parse(text));
  } catch {
    return false;
  }
}

function isGeopoint(text: string, format: string): boolean {
  if (format === "array") return isJson(text, (parsed) => Array.isArray(parsed) && isPosition(parsed[0], parsed[1]) && parsed.length === 2);
  if (format === "object") {
    return isJson(text, (parsed) => {
      const { lon, lat } = (parsed ?? {}) as { lon?: unknown; lat?: unknown };
      return isPosition(lon, lat);
    });
  }
  const [longitude = "", latitude = "", ...more] = text.split(/, ?/);
  return (
    more.length === 0 &&
    parseDecimal(longitude) !== undefined &&
    parseDecimal(latitude) !== undefined &&
    isPosition(Number(longitude), Number(latitude))
  );
}

function isPosition(longitude: unknown, latitude: unknown): boolean {
  return typeof longitude === "number" && typeof latitude === "number" && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
