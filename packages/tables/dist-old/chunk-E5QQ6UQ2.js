import { openTable, isPlainSource, profileDelimited, byteOrderMarkLength } from "./chunk-RLV6C42U.js";
import {
  Kind,
  UnexpectedBytes,
  columnName,
  KIND_COUNT,
  valueCount,
  firstRows,
  MAX_COLUMNS,
  createUtf8Check,
  startProfileKernel,
  createKernel,
  TableTally,
  Field,
  textOf,
  inferType,
  MISSING_KINDS,
  RECORD,
  keptText,
  ROW_LIMIT,
  profileRange,
  readRange,
  wordKind,
  RowFindings,
  tallySize,
  isNullToken,
  joinValues,
  HELD_BLANKS,
} from "./chunk-V4OFCFNT.js";
import { openSync, closeSync } from "node:fs";
import { RowmillError } from "@rowmill/core/errors";
import { abortable } from "@rowmill/core/bytes";

// packages/tables/src/profile/column/kind-shares.ts
function kindShares({ kinds }) {
  const shares = FAMILIES.map(([name, family]) => {
    const tallies = family.flatMap((kind) => kinds.get(kind) ?? []);
    return { name, count: tallies.reduce((sum, { count }) => sum + count, 0), rows: firstRows(tallies.map(({ rows }) => rows)) };
  });
  const total = shares.reduce((sum, share) => sum + share.count, 0);
  return shares.filter((share) => share.count > 0 && share.count >= total / 20).toSorted((a, b) => b.count - a.count);
}
var FAMILIES = [
  [
    "text",
    [
      Kind.Text,
      Kind.BooleanLetter,
      Kind.Email,
      Kind.Url,
      Kind.Uuid,
      Kind.Phone,
      Kind.Ip,
      Kind.PostalCode,
      Kind.Identifier,
      Kind.Exponent,
      Kind.TrailingMinus,
    ],
  ],
  [
    "number",
    [
      Kind.Integer,
      Kind.PointNumber,
      Kind.CommaNumber,
      Kind.PointOrGroup,
      Kind.CommaOrGroup,
      Kind.CommaGrouped,
      Kind.PointGrouped,
      Kind.BlankGrouped,
      Kind.CompactDate,
      Kind.Percent,
      Kind.Currency,
      Kind.Guarded,
    ],
  ],
  ["truth value", [Kind.Boolean]],
  [
    "date or time",
    [
      Kind.Date,
      Kind.DateDayFirst,
      Kind.DateMonthFirst,
      Kind.DateEitherOrder,
      Kind.DateTime,
      Kind.DateTimeDayFirst,
      Kind.DateTimeMonthFirst,
      Kind.DateTimeEitherOrder,
      Kind.Time,
    ],
  ],
];

// packages/tables/src/profile/findings/column-findings.ts
function columnFindings({ profile: column, disagreeingRows, datePatterns: datePatterns2 }, tally) {
  const findings = [];
  const shares = column.semantic === "mixed" ? kindShares(tally) : [];
  const { index, disagreeing: disagreeing2 } = column;
  if (disagreeing2.count > 0) {
    findings.push({
      code: "mixed_types",
      severity: "warning",
      message: `${disagreeing2.count} of ${column.nonNullCount} values in ${named(column)} are no ${column.semantic ?? column.type}, such as ${quoted(disagreeing2.examples)}.`,
      count: disagreeing2.count,
      column: index,
      rows: disagreeingRows,
    });
  } else if (shares.length > 1) {
    const [, second] = shares;
    findings.push({
      code: "mixed_types",
      severity: "info",
      message: `${named(column)} was left as text: it holds ${shares.map(({ name, count }) => `${count} \xD7 ${name}`).join(", ")}.`,
      count: second?.count ?? 0,
      column: index,
      rows: second?.rows ?? [],
    });
  }
  if (column.dateOrder === "ambiguous") {
    findings.push({
      code: "ambiguous_dates",
      severity: "warning",
      message: `The dates in ${named(column)} can be read in more than one order of day, month and year. They were read day-first.`,
      count: column.nonNullCount,
      column: index,
      rows: [],
    });
  }
  if (datePatterns2.length > 1) {
    const [, second] = datePatterns2;
    findings.push({
      code: "mixed_date_patterns",
      severity: "info",
      message: `The dates in ${named(column)} are written in ${datePatterns2.length} ways: ${datePatterns2
        .slice(0, 4)
        .map(({ pattern, count }) => `${count} \xD7 ${pattern}`)
        .join(", ")}.`,
      count: second?.count ?? 0,
      column: index,
      rows: [],
    });
  }
  const guarded = tally.kinds.get(Kind.Guarded);
  if (guarded && guarded.count > 0 && column.type !== "string") {
    const message = `${guarded.count} numbers in ${named(column)} have the apostrophe in front that keeps a spreadsheet from reading a formula. They were counted without it.`;
    findings.push({
      code: "guarded_numbers",
      severity: "info",
      message,
      count: guarded.count,
      column: index,
      rows: firstRows([guarded.rows]),
    });
  }
  for (const [code, { count, rows }, side] of [
    ["leading_blanks", tally.leading, "start"],
    ["trailing_blanks", tally.trailing, "end"],
  ]) {
    if (count === 0) continue;
    const message = `${count} values in ${named(column)} ${side} with a blank. They were counted as they are; types were recognized without it.`;
    findings.push({ code, severity: "info", message, count, column: index, rows });
  }
  return findings;
}
function named(column) {
  return `column ${column.index + 1} (${JSON.stringify(column.name)})`;
}
function quoted(examples) {
  return examples
    .slice(0, 3)
    .map(({ value }) => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}\u2026` : value))
    .join(", ");
}

// packages/tables/src/profile/findings/file-findings.ts
function fileFindings({ preambleRows, dialect }, width, rowCount) {
  const findings = [];
  const say = (code, severity, message, count = 1, rows = []) => findings.push({ code, severity, message, count, rows });
  if (width === 0) say("empty_file", "warning", "The file holds no cell: it is empty, or has nothing but blank lines.");
  else if (rowCount === 0) say("no_rows", "warning", "The file has a header and no rows under it.");
  if (preambleRows > 0 && width > 0) {
    const message = `${preambleRows} ${preambleRows === 1 ? "row" : "rows"} above the table (titles, notes, blank or "sep=" lines) were skipped.`;
    say("preamble_skipped", "info", message, preambleRows, firstRows2(preambleRows));
  }
  if (dialect?.lineEnd === "mixed")
    say("mixed_line_ends", "info", "Lines end in different ways (LF, CRLF, CR). Each of them was taken as the end of a row.");
  return findings;
}
function firstRows2(count) {
  return Array.from({ length: Math.min(count, 5) }, (_, index) => index + 1);
}

// packages/tables/src/values/date-pattern.ts
function datePattern(pattern, order) {
  const form = pattern & FORM;
  const weekday = pattern & WEEKDAY ? `EEE${pattern & COMMA && form !== Form.MonthNamed ? "," : ""} ` : "";
  if (form === Form.UnixDate) return `${weekday}MMM ${day(pattern)} ${time(pattern)} yyyy`;
  const date = weekday + dateOf(form, pattern, order);
  if ((pattern & TIME) === 0) return date;
  if (form === Form.Compact && pattern & GLUED) return "yyyyMMddHHmmss";
  const joiner = (pattern & AT ? AT_JOINERS : JOINERS)[(pattern >> JOINER_SHIFT) & 3] ?? " ";
  return form === 0 ? time(pattern) : date + joiner + time(pattern);
}
function datePatterns(counts, order) {
  const dayPads = /* @__PURE__ */ new Map();
  const hourPads = /* @__PURE__ */ new Map();
  for (const [pattern] of counts) {
    const family = pattern & -99841;
    dayPads.set(family, strongest(dayPads.get(family) ?? 0, (pattern & PADS) >> PAD_SHIFT));
    hourPads.set(family, strongest(hourPads.get(family) ?? 0, (pattern & HOUR_PADS) >> HOUR_PAD_SHIFT));
  }
  const shares = /* @__PURE__ */ new Map();
  for (const [pattern, count] of counts) {
    const family = pattern & -99841;
    const whole = family | ((dayPads.get(family) ?? 0) << PAD_SHIFT) | ((hourPads.get(family) ?? 0) << HOUR_PAD_SHIFT);
    const text = datePattern(whole, order);
    shares.set(text, (shares.get(text) ?? 0) + count);
  }
  return [...shares]
    .map(([pattern, count]) => ({ pattern, count }))
    .toSorted((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1));
}
function hasShortYear(pattern) {
  return (pattern & FORM) === Form.Numeric && (pattern & SHORT_YEAR) !== 0;
}
function isCompactTime(pattern) {
  return (pattern & FORM) === Form.Compact && (pattern & GLUED) !== 0;
}
var FORM = 15;
var Form = {
  YearFirst: 1,
  Numeric: 2,
  DayNamed: 3,
  MonthNamed: 4,
  Compact: 5,
  YearMonth: 6,
  MonthYear: 7,
  UnixDate: 8,
  EastAsian: 9,
  EastAsianMonth: 10,
  NumericMonth: 11,
  Korean: 12,
  YearNamed: 13,
  PointBehind: 14,
};
var SEPARATOR_SHIFT = 4;
var KOREAN = 1 << SEPARATOR_SHIFT;
var GLUED = 1 << SEPARATOR_SHIFT;
var SHORT_YEAR = 1 << 7;
var LONG_MONTH = 1 << 8;
var NO_HOURS = 1 << 8;
var PAD_SHIFT = 9;
var PADS = 3 << PAD_SHIFT;
var WEEKDAY = 1 << 11;
var COMMA = 1 << 12;
var JOINER_SHIFT = 13;
var HOUR_PAD_SHIFT = 15;
var HOUR_PADS = 3 << HOUR_PAD_SHIFT;
var SECONDS = 1 << 17;
var FRACTION_SHIFT = 18;
var HALF_DAY = 1 << 22;
var HALF_DAY_BLANK = 1 << 23;
var ZONE_SHIFT = 24;
var ZONE_BLANK = 1 << 27;
var TIME = 1 << 28;
var ORDINAL = 1 << 29;
var AT = 1 << 30;
var NO_MINUTES = 1 << 31;
var UNPADDED = 2;
var BASIC_TIME = 3;
var JOINERS = [":", "'T'", " ", ", "];
var AT_JOINERS = [" - ", "-", " 'at' ", " 'klo' "];
var SEPARATORS = ["-", "/", ".", " ", "", ". ", " 'de' ", ":"];
var ZONES = ["", "X", "xxx", "xx", "x", "zzz", "'Uhr'", "'GMT'xx"];
function dateOf(form, pattern, order) {
  const separator = SEPARATORS[(pattern >> SEPARATOR_SHIFT) & 7] ?? " ";
  const year = pattern & SHORT_YEAR ? "yy" : "yyyy";
  const monthName = pattern & LONG_MONTH ? "MMMM" : "MMM";
  const month = isUnpadded(pattern) ? "M" : "MM";
  const ordinal = pattern & ORDINAL ? "o" : "";
  switch (form) {
    case Form.YearFirst:
      return [year, month, day(pattern)].join(separator);
    case Form.PointBehind:
      return `${[year, month, day(pattern)].join(separator)}.`;
    case Form.YearNamed:
      return [year, monthName, day(pattern)].join(separator);
    case Form.Numeric:
      if (order === "year_first") return [year, month, day(pattern)].join(separator);
      return (order === "month_first" ? [month, day(pattern), year] : [day(pattern), month, year]).join(separator);
    case Form.DayNamed:
      return `${day(pattern)}${ordinal}${separator}${monthName}${separator === ". " ? " " : separator}${year}`;
    case Form.MonthNamed:
      return `${monthName}${separator}${day(pattern)}${ordinal}${pattern & COMMA ? "," : ""} ${year}`;
    case Form.Compact:
      return "yyyyMMdd";
    case Form.YearMonth:
      return `${year}${separator}MM`;
    case Form.MonthYear:
      return `${monthName}${separator}${year}`;
    case Form.EastAsian:
      return pattern & KOREAN ? `${year}\uB144 ${month}\uC6D4 ${day(pattern)}\uC77C` : `${year}\u5E74${month}\u6708${day(pattern)}\u65E5`;
    case Form.EastAsianMonth:
      return pattern & KOREAN ? `${year}\uB144 ${month}\uC6D4` : `${year}\u5E74${month}\u6708`;
    case Form.NumericMonth:
      return `${month}${separator}${year}`;
    case Form.Korean:
      return `${year}. ${month}. ${day(pattern)}.`;
    default:
      return "";
  }
}
function day(pattern) {
  return isUnpadded(pattern) ? "d" : "dd";
}
function isUnpadded(pattern) {
  return (pattern & PADS) >> PAD_SHIFT === UNPADDED;
}
function time(pattern) {
  const pad = (pattern & HOUR_PADS) >> HOUR_PAD_SHIFT;
  if (pad === BASIC_TIME) return `HHmmss${zone(pattern)}`;
  const hour = pattern & HALF_DAY ? "h" : "H";
  const hasPoints = ((pattern & NO_MINUTES) !== 0 && (pattern & HALF_DAY) === 0) || (pattern & NO_MINUTES && pattern & SECONDS);
  const colon = hasPoints ? "." : ":";
  const seconds = pattern & SECONDS ? `${colon}ss` : "";
  const fraction = (pattern >> FRACTION_SHIFT) & 15;
  const half = pattern & HALF_DAY ? `${pattern & HALF_DAY_BLANK ? " " : ""}a` : "";
  const written = fraction > 0 ? `.${"S".repeat(fraction)}` : "";
  if ((pattern & FORM) === 0 && pattern & NO_HOURS) return `${pad === UNPADDED ? "m" : "mm"}${seconds}${written}`;
  const minutes = pattern & NO_MINUTES && !hasPoints ? "" : `${colon}mm`;
  return `${pad === UNPADDED ? hour : hour + hour}${minutes}${seconds}${written}${half}${zone(pattern)}`;
}
function zone(pattern) {
  const written = ZONES[(pattern >> ZONE_SHIFT) & 7] ?? "";
  return pattern & ZONE_BLANK ? ` ${written}` : written;
}
function strongest(a, b) {
  return Math.max(a, b);
}

// packages/tables/src/values/civil-time.ts
function isoDate(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
function isoDateTime(ms, utc) {
  const text = new Date(ms).toISOString();
  return text.slice(0, ms % 1e3 === 0 ? 19 : 23) + (utc ? "Z" : "");
}
function isoTime(ms) {
  const inDay = ((ms % 864e5) + 864e5) % 864e5;
  return isoDateTime(inDay, false).slice(11);
}

// packages/tables/src/profile/column/column-numbers.ts
function columnNumbers(tally, decision) {
  if (decision.type === "string" || decision.type === "boolean") return void 0;
  const moments = [...decision.agreeing].flatMap((kind) => {
    const found = tally.kinds.get(kind);
    return found && found.count > 0 ? [momentsOf(found, decision)] : [];
  });
  const [first] = moments;
  if (!first) return void 0;
  const numbers = tally.exact ? countedNumbers(tally.values, decision) : sampledNumbers(tally.numbers, decision);
  return { ...moments.slice(1).reduce(joinMoments, first), ...numbers, exact: tally.exact };
}
function countedNumbers({ records }, decision) {
  const ways = waysToRead(decision);
  const weightOf = /* @__PURE__ */ new Map();
  for (let at = 0; at < records.length; at += RECORD) {
    const kind = records[at + Field.Kind] ?? 0;
    const way = ways[kind] ?? 0;
    if (way === NOT_READ) continue;
    const plain = records[at + Field.Number] ?? 0;
    const number = way === AS_IT_IS ? plain : readAs(plain, kind, decision);
    weightOf.set(number, (weightOf.get(number) ?? 0) + (records[at + Field.Count] ?? 0));
  }
  const sorted = Float64Array.from(weightOf.keys()).toSorted();
  const weights = new Float64Array(sorted.length);
  for (let index = 0; index < sorted.length; index += 1) weights[index] = weightOf.get(sorted[index] ?? 0) ?? 0;
  return { sorted, weights };
}
function sampledNumbers({ numbers, kinds }, decision) {
  const ways = waysToRead(decision);
  const sorted = new Float64Array(numbers.length);
  let size = 0;
  for (let index = 0; index < numbers.length; index += 1) {
    const kind = kinds[index] ?? 0;
    const way = ways[kind] ?? 0;
    if (way === NOT_READ) continue;
    const number = numbers[index] ?? 0;
    sorted[size] = way === AS_IT_IS ? number : readAs(number, kind, decision);
    size += 1;
  }
  return { sorted: sorted.subarray(0, size).toSorted(), weights: void 0 };
}
function waysToRead(decision) {
  const ways = new Uint8Array(KIND_COUNT);
  for (const kind of decision.agreeing) ways[kind] = isAsItIs(kind, decision) ? AS_IT_IS : CONVERTED;
  return ways;
}
var NOT_READ = 0;
var AS_IT_IS = 1;
var CONVERTED = 2;
function showNumber(decision, zonedCount) {
  if (decision.type === "date") return isoDate;
  if (decision.type === "datetime") return (ms) => isoDateTime(Math.round(ms), zonedCount > 0);
  if (decision.type === "time") return (ms) => isoTime(Math.round(ms));
  return (number) => number;
}
function momentsOf({ kind, count, shift, sum, squares, ...bounds }, decision) {
  const isMonthFirst = decision.dateOrder === "month_first" && isEitherOrder(kind);
  const isDay = isCompactDay(kind, decision);
  const factor = isGrouped(kind, decision) ? 1e3 : 1;
  const [min, max] = isMonthFirst || isDay ? [bounds.monthFirstMin, bounds.monthFirstMax] : [bounds.min * factor, bounds.max * factor];
  const whole = (number) => (factor === 1 ? number : Math.round(number));
  return {
    count,
    min: whole(min),
    max: whole(max),
    mean: (shift + sum / count) * factor,
    squares: Math.max(0, squares - (sum * sum) / count) * factor ** 2,
  };
}
function joinMoments(a, b) {
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  return {
    count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    mean: a.mean + (distance * b.count) / count,
    squares: a.squares + b.squares + (distance * distance * a.count * b.count) / count,
  };
}
function isAsItIs(kind, decision) {
  const isExchanged = decision.dateOrder === "month_first" && isEitherOrder(kind);
  return !isGrouped(kind, decision) && !isExchanged && !isCompactDay(kind, decision);
}
function readAs(number, kind, decision) {
  if (isGrouped(kind, decision)) return Math.round(number * 1e3);
  if (decision.dateOrder === "month_first" && isEitherOrder(kind)) return monthFirst(number);
  if (isCompactDay(kind, decision)) return compactDay(number);
  return number;
}
function isGrouped(kind, { decimalSign }) {
  return kind === (decimalSign === "," ? Kind.PointOrGroup : Kind.CommaOrGroup);
}
function isEitherOrder(kind) {
  return kind === Kind.DateEitherOrder || kind === Kind.DateTimeEitherOrder;
}
function isCompactDay(kind, { type }) {
  return kind === Kind.CompactDate && (type === "date" || type === "datetime");
}
function monthFirst(ms) {
  const date = new Date(ms);
  const day2 = Date.UTC(2e3, date.getUTCDate() - 1, date.getUTCMonth() + 1);
  const exchanged = new Date(day2);
  exchanged.setUTCFullYear(date.getUTCFullYear());
  return exchanged.getTime() + (ms - Math.floor(ms / DAY_MS) * DAY_MS);
}
function compactDay(number) {
  if (number > 99999999) {
    const time2 = number % 1e6;
    const ms = (Math.floor(time2 / 1e4) * 3600 + (Math.floor(time2 / 100) % 100) * 60 + (time2 % 100)) * 1e3;
    return compactDay(Math.floor(number / 1e6)) + ms;
  }
  return Date.UTC(Math.floor(number / 1e4), (Math.floor(number / 100) % 100) - 1, number % 100);
}
var DAY_MS = 864e5;

// packages/tables/src/profile/column/distribution.ts
function quantilesOf(numbers, show) {
  const { exact } = numbers;
  const ends = endsOf(numbers);
  const total = ends?.at(-1) ?? numbers.sorted.length;
  if (total === 0) return null;
  const at = (share) => show(quantile(numbers.sorted, ends, (total - 1) * share));
  return { exact, p1: at(0.01), p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), p99: at(0.99) };
}
function histogramOf(numbers, isWhole, show) {
  const { sorted, exact, min, max, count } = numbers;
  const ends = endsOf(numbers);
  const sampled = ends?.at(-1) ?? sorted.length;
  const range = max - min;
  if (sampled === 0 || !Number.isFinite(range)) return null;
  const bins = range === 0 ? 1 : isWhole && range < BINS ? range + 1 : BINS;
  const end = bins < BINS && range > 0 ? max + 1 : max;
  const binOf = (number) => Math.min(bins - 1, Math.max(0, Math.floor(((number - min) / (end - min)) * bins)));
  const counts = [];
  let before = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const behind = firstFrom(sorted.length, (index) => binOf(sorted[index] ?? 0) > bin);
    const upTo = ends === void 0 ? behind : (ends[behind - 1] ?? 0);
    counts.push(exact ? upTo - before : Math.round(((upTo - before) * count) / sampled));
    before = upTo;
  }
  const edges = Array.from({ length: bins + 1 }, (_, index) => show(index === bins ? end : min + ((end - min) * index) / bins));
  return { exact, edges, counts };
}
var BINS = 10;
function endsOf({ weights }) {
  if (weights === void 0) return void 0;
  const ends = new Float64Array(weights.length);
  let sum = 0;
  for (let index = 0; index < ends.length; index += 1) ends[index] = sum += weights[index] ?? 0;
  return ends;
}
function quantile(sorted, ends, place) {
  const index = ends === void 0 ? Math.floor(place) : firstFrom(ends.length - 1, (at) => place < (ends[at] ?? 0));
  const rest = ends === void 0 ? place % 1 : Math.max(0, place - ((ends[index] ?? 0) - 1));
  const number = sorted[index] ?? 0;
  return rest === 0 ? number : number + ((sorted[index + 1] ?? number) - number) * rest;
}
function firstFrom(length, isSo) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

// packages/tables/src/profile/column/year-first.ts
function yearFirst(tally, decision) {
  if (!tally.exact || (decision.type !== "date" && decision.type !== "datetime") || decision.dateOrder === null) return void 0;
  if (![...tally.patterns].every(([pattern, count]) => count === 0 || hasShortYear(pattern))) return void 0;
  const dates = [];
  const first = new Range();
  const last = new Range();
  for (let value = 0; value < valueCount(tally.values); value += 1) {
    const at = value * RECORD;
    if (!decision.agreeing.has(tally.values.records[at + Field.Kind] ?? 0)) continue;
    const match = SHORT_DATE.exec(textOf(tally.values, value));
    if (!match) return void 0;
    const [, year = "", separator, month = "", day2 = ""] = match;
    if (separator === "." && valueCount(tally.values) < SOME_DATES) return void 0;
    const ms = dayOf(Number(year), Number(month), Number(day2));
    if (ms === void 0) return void 0;
    const time2 = modulo(tally.values.records[at + Field.Number] ?? 0, DAY_MS2);
    dates.push({ ms: ms + time2, weight: tally.values.records[at + Field.Count] ?? 0 });
    first.add(Number(year));
    last.add(Number(day2));
  }
  if (dates.length < 2 || last.spread * 2 <= first.spread) return void 0;
  const isSure = first.spread * 2 <= last.spread && (first.least > 12 || dates.length >= SOME_DATES);
  return { numbers: numbersOf(dates), isSure };
}
var SHORT_DATE = /^\s*(\d\d)([-/.])(\d\d)\2(\d\d)(?!\d)/;
var SOME_DATES = 8;
var DAY_MS2 = 864e5;
var Range = class {
  least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  add(number) {
    this.least = Math.min(this.least, number);
    this.#most = Math.max(this.#most, number);
  }
  get spread() {
    return this.#most - this.least;
  }
};
function dayOf(year, month, day2) {
  const ms = Date.UTC(year < 70 ? 2e3 + year : 1900 + year, month - 1, day2);
  return new Date(ms).getUTCMonth() === month - 1 && day2 > 0 ? ms : void 0;
}
function modulo(number, by) {
  return number - Math.floor(number / by) * by;
}
function numbersOf(dates) {
  const ascending = dates.toSorted((a, b) => a.ms - b.ms);
  const count = ascending.reduce((sum, { weight }) => sum + weight, 0);
  const mean = ascending.reduce((sum, { ms, weight }) => sum + (ms / count) * weight, 0);
  return {
    count,
    min: ascending[0]?.ms ?? Number.NaN,
    max: ascending.at(-1)?.ms ?? Number.NaN,
    mean,
    squares: ascending.reduce((sum, { ms, weight }) => sum + (ms - mean) ** 2 * weight, 0),
    sorted: Float64Array.from(ascending, ({ ms }) => ms),
    weights: Float64Array.from(ascending, ({ weight }) => weight),
    exact: true,
  };
}

// packages/tables/src/profile/column/hyper-log-log.ts
function estimateDistinct(registers) {
  const size = registers.length;
  const counts = new Float64Array(MAX_RANK + 1);
  for (let index = 0; index < size; index += 1) {
    const rank = registers[index] ?? 0;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  let sum = size * tau(1 - (counts[MAX_RANK] ?? 0) / size);
  for (let rank = MAX_RANK - 1; rank >= 1; rank -= 1) sum = 0.5 * (sum + (counts[rank] ?? 0));
  sum += size * sigma((counts[0] ?? 0) / size);
  return Math.round((size * size) / (2 * Math.LN2 * sum));
}
var MAX_RANK = 54;
function addHash(registers, high, low) {
  const precision = Math.log2(registers.length);
  const register = high >>> (32 - precision);
  const rest = (high << precision) | (low >>> (32 - precision));
  const rank = rest === 0 ? 33 + Math.clz32((low << precision) | (1 << 11)) : Math.clz32(rest) + 1;
  if (rank > (registers[register] ?? 0)) registers[register] = rank;
}
function sigma(start) {
  if (start === 1) return Number.POSITIVE_INFINITY;
  let power = start;
  let weight = 1;
  let sum = start;
  let before;
  do {
    power *= power;
    before = sum;
    sum += power * weight;
    weight += weight;
  } while (sum !== before);
  return sum;
}
function tau(start) {
  if (start === 0 || start === 1) return 0;
  let root = start;
  let weight = 1;
  let sum = 1 - start;
  let before;
  do {
    root = Math.sqrt(root);
    before = sum;
    weight *= 0.5;
    sum -= (1 - root) ** 2 * weight;
  } while (sum !== before);
  return sum / 3;
}

// packages/tables/src/profile/column/finish-column.ts
function finishColumn(tally, name, index, topValueLimit) {
  const counts = new Float64Array(KIND_COUNT);
  for (const { kind, count } of tally.kinds.values()) counts[kind] = count;
  const counted = Math.max(valueCount(tally.values), tally.registers ? estimateDistinct(tally.registers) : 0);
  const decided = decide(tally, counts, counted, name);
  const shortYears = yearFirst(tally, decided);
  const decision = shortYears ? { ...decided, dateOrder: shortYears.isSure ? null : "ambiguous" } : decided;
  const isNull = (text) => isMissing(text, decision.weakTokensAreNull);
  const quotedEmpty = counts[Kind.QuotedEmpty] ?? 0;
  const quotedNulls = decision.weakTokensAreNull ? quotedEmpty : 0;
  const nullTokens = countTokens(tally, isNull, quotedNulls);
  const emptyCount = tally.emptyCount + tally.blankCount;
  const tokenCount = nullTokens.reduce((total, token) => total + token.count, 0);
  const frequent = frequentValues(tally, decision, quotedEmpty - quotedNulls, topValueLimit);
  const nonNullCount = counts.reduce((total, count) => total + count, 0) - tokenCount;
  const distinct = tally.exact ? frequent.different : Math.min(nonNullCount, Math.max(0, counted - nullTokens.length));
  const unfit = disagreeing(tally, decision);
  const isYearFirst = shortYears?.isSure === true;
  const numbers = isYearFirst ? shortYears.numbers : columnNumbers(tally, decision);
  const show = showNumber(decision, tally.zonedCount);
  const isNumber = decision.type === "integer" || decision.type === "decimal";
  const isTemporal = !isNumber && numbers !== void 0;
  const patterns = isTemporal ? datePatterns([...tally.patterns], isYearFirst ? "year_first" : decision.dateOrder) : [];
  const deviation = numbers && isNumber && numbers.count > 1 ? Math.sqrt(numbers.squares / (numbers.count - 1)) : Number.NaN;
  const profile = {
    name,
    index,
    type: decision.type,
    semantic: decision.semantic,
    decimalSign: decision.decimalSign,
    dateOrder: decision.dateOrder,
    datePattern: patterns[0]?.pattern ?? null,
    nonNullCount,
    nullCount: emptyCount + tokenCount,
    emptyCount,
    nullTokens,
    distinct: { count: distinct, exact: tally.exact },
    ...(numbers ? { min: show(numbers.min), max: show(numbers.max) } : textBounds(tally, decision, quotedEmpty)),
    mean: numbers && isNumber ? finite(numbers.mean) : null,
    standardDeviation: finite(deviation),
    quantiles: numbers ? quantilesOf(numbers, show) : null,
    histogram: numbers ? histogramOf(numbers, decision.type === "integer", show) : null,
    length: lengths(tally, decision, quotedEmpty),
    topValues: frequent.top,
    topValuesExact: tally.exact,
    sampleValues: sampleValues(tally, isNull),
    disagreeing: { count: unfit.count, examples: unfit.examples },
  };
  return { profile, disagreeingRows: unfit.rows, datePatterns: patterns };
}
var SAMPLE_VALUES = 5;
function decide(tally, counts, distinct, name) {
  const texts = Math.max(1, counts[Kind.Text] ?? 0);
  const decision = inferType(counts, distinct, {
    name,
    minLength: tally.minLength,
    maxLength: tally.maxLength,
    meanLength: tally.lengthSum / Math.max(1, filledCount(counts)),
    phraseShare: tally.phraseCount / texts,
    codeShare: tally.codeCount / texts,
    wordsPerPhrase: 1 + tally.wordBreaks / Math.max(1, tally.phraseCount),
    amounts: amountKinds(tally),
    letters: truthLetters(tally),
    compactTimes: areCompactTimes(tally, counts),
  });
  if (decision.type !== "string" || decision.weakTokensAreNull) return decision;
  const shares = kindShares(tally);
  const areAnswers = decision.semantic === "categorical" && shares.every((share) => share.name === "text" || share.name === "truth value");
  return shares.length > 1 && !areAnswers && !areSeasons(tally) ? { ...decision, semantic: "mixed" } : decision;
}
function amountKinds({ patterns }) {
  const amounts = new Float64Array(KIND_COUNT);
  for (const [pattern, count] of patterns) if (pattern < KIND_COUNT) amounts[pattern] = count;
  return amounts;
}
function areCompactTimes({ patterns }, counts) {
  const times = [...patterns].reduce((sum, [pattern, count]) => sum + (isCompactTime(pattern) ? count : 0), 0);
  return times * 2 > (counts[Kind.CompactDate] ?? 0);
}
function truthLetters({ kinds }) {
  return new Set(kinds.get(Kind.BooleanLetter)?.examples.map(({ text }) => text.trim().toLowerCase()));
}
function areSeasons({ values }) {
  const all = Array.from({ length: Math.min(MOST_SEASONS, valueCount(values)) }, (_, value) => textOf(values, value).trim());
  const texts = all.filter((text) => !isMissing(text, true));
  return texts.length > 1 && texts.every((text) => isSeason(text));
}
var MOST_SEASONS = 200;
function isSeason(text) {
  const [, century = "", year = "", next = ""] = /^(1[89]|20)(\d\d)\s?[-/–]\s?(\d{2}|\d{4})$/.exec(text) ?? [];
  return century !== "" && Number(next.slice(-2)) === (Number(year) + 1) % 100;
}
function filledCount(counts) {
  return counts.reduce((total, count, kind) => (MISSING_KINDS.includes(kind) ? total : total + count), 0);
}
function isMissing(value, weakTokensAreNull) {
  const text = value.trim();
  if (text === "") return true;
  return isNullToken(text) && (weakTokensAreNull || wordKind(text) === Kind.NullToken);
}
function countTokens({ tokens }, isNull, quotedNulls) {
  const found = [...tokens].filter(([token]) => isNull(token)).map(([value, count]) => ({ value, count }));
  if (quotedNulls > 0) found.push({ value: "", count: quotedNulls });
  return found.toSorted((a, b) => b.count - a.count);
}
function frequentValues({ values }, { weakTokensAreNull }, quotedEmpty, limit) {
  const { records } = values;
  const isValue = new Uint8Array(KIND_COUNT).fill(1);
  for (const kind of MISSING_KINDS) isValue[kind] = kind === Kind.WeakNullToken && !weakTokensAreNull ? 1 : 0;
  const countOf = (value) => records[value * RECORD + Field.Count] ?? 0;
  const isBefore = (a, b) =>
    countOf(a) > countOf(b) ||
    (countOf(a) === countOf(b) && (records[a * RECORD + Field.Row] ?? 0) < (records[b * RECORD + Field.Row] ?? 0));
  const most = [];
  let different = 0;
  let least = 0;
  for (let value = 0; value * RECORD < records.length; value += 1) {
    if (isValue[records[value * RECORD + Field.Kind] ?? 0] === 0) continue;
    different += 1;
    if ((records[value * RECORD + Field.Count] ?? 0) < least) continue;
    let at2 = most.length;
    while (at2 > 0 && isBefore(value, most[at2 - 1] ?? 0)) at2 -= 1;
    if (at2 === limit) continue;
    most.splice(at2, 0, value);
    if (most.length > limit) most.pop();
    if (most.length === limit) least = countOf(most.at(-1) ?? 0);
  }
  const top = most.map((value) => ({ value: keptText(textOf(values, value)), count: countOf(value) }));
  if (quotedEmpty === 0) return { different, top };
  const at = top.findIndex(({ count }) => count < quotedEmpty);
  const withEmpty = top.toSpliced(at < 0 ? top.length : at, 0, { value: "", count: quotedEmpty });
  return { different: different + 1, top: withEmpty.slice(0, limit) };
}
function sampleValues({ samples }, isNull) {
  return samples
    .filter(({ text }) => !isNull(text))
    .slice(0, SAMPLE_VALUES)
    .map(({ text }) => keptText(text));
}
function lateValues(tally, decision, quotedEmpty) {
  if (decision.weakTokensAreNull) return [];
  const tokens = [...tally.tokens].filter(([token]) => wordKind(token) === Kind.WeakNullToken);
  return quotedEmpty > 0 ? [...tokens, ["", quotedEmpty]] : tokens;
}
function lengths(tally, decision, quotedEmpty) {
  let count = 0;
  for (const { kind, count: of } of tally.kinds.values()) if (!MISSING_KINDS.includes(kind)) count += of;
  let [min, max, sum] = [count > 0 ? tally.minLength : Number.POSITIVE_INFINITY, tally.maxLength, tally.lengthSum];
  for (const [text, times] of lateValues(tally, decision, quotedEmpty)) {
    min = Math.min(min, text.length);
    max = Math.max(max, text.length);
    sum += text.length * times;
    count += times;
  }
  return count === 0 ? null : { min, max, mean: sum / count };
}
function textBounds(tally, decision, quotedEmpty) {
  if (decision.type !== "string") return { min: null, max: null };
  const texts = [tally.minText, tally.maxText, ...lateValues(tally, decision, quotedEmpty).map(([text]) => text)];
  const sorted = texts.filter((text) => text !== void 0).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [min, max] = [sorted[0], sorted.at(-1)];
  return { min: min === void 0 ? null : keptText(min), max: max === void 0 ? null : keptText(max) };
}
function disagreeing({ kinds }, { agreeing }) {
  const unfit = [...kinds.values()].filter(({ kind, count }) => count > 0 && !agreeing.has(kind) && !MISSING_KINDS.includes(kind));
  return {
    count: unfit.reduce((sum, { count }) => sum + count, 0),
    examples: unfit
      .flatMap(({ examples }) => examples.map(({ row, text }) => ({ row, value: keptText(text) })))
      .toSorted((a, b) => a.row - b.row)
      .slice(0, ROW_LIMIT),
    rows: firstRows(unfit.map(({ rows }) => rows)),
  };
}
function finite(number) {
  return Number.isFinite(number) ? number : null;
}

// packages/tables/src/profile/findings/header-findings.ts
function headerFindings(header, row) {
  if (header === void 0 || row === void 0) return [];
  const findings = [];
  const seen = /* @__PURE__ */ new Map();
  for (const [column, name] of header.entries()) {
    if (name.trim() === "") {
      const message = `Column ${column + 1} has no name. It is called "column_${column + 1}" here.`;
      findings.push({ code: "empty_header", severity: "warning", message, count: 1, column, rows: [row] });
      continue;
    }
    const first = seen.get(name);
    if (first === void 0) seen.set(name, column);
    else {
      const message = `Columns ${first + 1} and ${column + 1} have the same name, ${JSON.stringify(name)}. Both are kept: tell them apart by their position.`;
      findings.push({ code: "duplicate_header", severity: "warning", message, count: 1, column, rows: [row] });
    }
  }
  return findings;
}

// packages/tables/src/profile/findings/repeated-header.ts
var RepeatedHeader = class {
  #count = Number.POSITIVE_INFINITY;
  #row = 0;
  #columns = 0;
  /** Call it for each column. */
  add(name, values) {
    if (name === void 0 || name.trim() === "" || this.#count === 0) return;
    const found = find(name, values);
    this.#columns += 1;
    this.#count = Math.min(this.#count, found?.count ?? 0);
    this.#row = Math.max(this.#row, found?.row ?? 0);
  }
  finding() {
    if (this.#columns < 2 || this.#count === 0) return void 0;
    const rows = this.#count === 1 ? "1 row of data is" : `${this.#count} rows of data are`;
    const message = `${rows} the header again, as where files were put one behind the other. They are counted like any other: leave them out by the option omit.`;
    return { code: "repeated_header", severity: "warning", message, count: this.#count, rows: [this.#row] };
  }
};
function find(name, values) {
  const bytes = Buffer.byteLength(name);
  const fact = (value, field) => values.records[value * RECORD + field] ?? 0;
  for (let value = 0; value < valueCount(values); value += 1) {
    if (fact(value, Field.Bytes) === bytes && textOf(values, value) === name) {
      return { count: fact(value, Field.Count), row: fact(value, Field.Row) };
    }
  }
  return void 0;
}

// packages/tables/src/profile/finish-profile.ts
function finishProfile(tally, format, facts) {
  tally.finish();
  const { header } = tally;
  const columns = [];
  const ofColumns = [];
  const repeated = new RepeatedHeader();
  for (let index = 0; index < tally.columnCount; index += 1) {
    const column = tally.column(index);
    if (tally.headerRow !== void 0) repeated.add(header?.[index], column.values);
    const finished = finishColumn(column, columnName(header?.[index], index), index, facts.topValues);
    columns.push(finished.profile);
    ofColumns.push(...columnFindings(finished, column));
  }
  const findings = [
    ...format.findings,
    ...fileFindings(format, tally.width, tally.rowCount),
    ...tooManyColumns(tally.width),
    ...tally.findings.list(),
    ...headerFindings(header, tally.headerRow),
    ...[repeated.finding()].filter((finding) => finding !== void 0),
    ...ofColumns,
  ];
  return {
    format: format.format,
    formatConfidence: format.formatConfidence,
    container: format.container,
    entry: format.entry,
    encoding: format.encoding,
    dialect: format.dialect,
    sheet: format.sheet,
    layout: format.layout,
    recordsPath: format.recordsPath,
    hasHeader: header !== void 0,
    headerConfidence: format.headerConfidence,
    headerRow: tally.headerRow ?? null,
    rowCount: tally.rowCount,
    columnCount: tally.width,
    sizeBytes: facts.sizeBytes,
    columns,
    sampleRows: tally.sampleRows,
    findings: findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    durationMs: facts.durationMs,
  };
}
var RANK = { error: 0, warning: 1, info: 2 };
function tooManyColumns(width) {
  if (width <= MAX_COLUMNS) return [];
  const message = `The table has ${width} columns; the first ${MAX_COLUMNS} were profiled.`;
  return [{ code: "too_many_columns", severity: "warning", message, count: width - MAX_COLUMNS, rows: [] }];
}

// packages/tables/src/profile/column/sample-limits.ts
var SAMPLE_LIMIT = 12;
var SAMPLED_CELLS = 1e3;

// packages/tables/src/profile/ranges/join-columns.ts
function joinColumns(parts, size) {
  const tallies = parts.map(({ tally }) => tally);
  const total = (count) => tallies.reduce((sum, tally) => sum + count(tally), 0);
  const texts = tallies.filter(({ minText }) => minText !== void 0);
  const values = joinValues(parts.map(({ tally, rowsBefore }) => ({ values: tally.values, rowsBefore })));
  const textBytes = sumOf(values.records, Field.Bytes);
  const exact = tallies.every((tally) => tally.exact) && valueCount(values) <= size.countedValues && textBytes <= size.textBytes;
  return {
    exact,
    emptyCount: total(({ emptyCount }) => emptyCount),
    blankCount: total(({ blankCount }) => blankCount),
    filledCount: Math.min(
      SAMPLED_CELLS,
      total(({ filledCount: filledCount2 }) => filledCount2),
    ),
    zonedCount: total(({ zonedCount }) => zonedCount),
    minLength: texts.length === 0 ? 0 : Math.min(...texts.map(({ minLength }) => minLength)),
    maxLength: Math.max(...tallies.map(({ maxLength }) => maxLength)),
    lengthSum: total(({ lengthSum }) => lengthSum),
    wordBreaks: total(({ wordBreaks }) => wordBreaks),
    phraseCount: total(({ phraseCount }) => phraseCount),
    codeCount: total(({ codeCount }) => codeCount),
    minText: texts.map(({ minText }) => minText).reduce(lower, void 0),
    maxText: texts.map(({ maxText }) => maxText).reduce(higher, void 0),
    leading: joinRows(parts.map(({ tally, rowsBefore }) => ({ rows: tally.leading, rowsBefore }))),
    trailing: joinRows(parts.map(({ tally, rowsBefore }) => ({ rows: tally.trailing, rowsBefore }))),
    tokens: addUp(tallies.map(({ tokens }) => tokens)),
    samples: joinSamples(tallies),
    patterns: addUp(tallies.map(({ patterns }) => patterns)),
    kinds: joinKinds(parts),
    registers: exact ? void 0 : joinRegisters(tallies, 2 ** size.precision),
    ...joinNumbers(tallies, size.sampledNumbers),
    values,
  };
}
function joinRows(parts) {
  return {
    count: parts.reduce((sum, { rows }) => sum + rows.count, 0),
    rows: firstRows(parts.map(({ rows, rowsBefore }) => rows.rows.map((row) => row + rowsBefore))),
  };
}
function sumOf(records, field) {
  let sum = 0;
  for (let at = field; at < records.length; at += RECORD) sum += records[at] ?? 0;
  return sum;
}
function joinRegisters(tallies, size) {
  const joined = new Uint8Array(size);
  for (const { registers, values } of tallies) {
    if (registers) addRegisters(joined, registers);
    else for (let at = 0; at < values.records.length; at += RECORD) addHash(joined, values.records[at] ?? 0, values.records[at + 1] ?? 0);
  }
  return joined;
}
function addRegisters(joined, registers) {
  for (let index = 0; index < joined.length; index += 1) {
    const rank = registers[index] ?? 0;
    if (rank > (joined[index] ?? 0)) joined[index] = rank;
  }
}
function joinNumbers(tallies, capacity) {
  let sampleLimit = Math.min(...tallies.map((tally) => tally.sampleLimit));
  const within = () => tallies.reduce((sum, { numbers }) => sum + countUpTo(numbers.hashes, sampleLimit), 0);
  let size = within();
  while (size > capacity) {
    sampleLimit >>>= 1;
    size = within();
  }
  const joined = { numbers: new Float64Array(size), kinds: new Uint8Array(size), hashes: new Uint32Array(size) };
  let at = 0;
  for (const { numbers: part } of tallies) {
    for (let index = 0; index < part.hashes.length; index += 1) {
      const hash = part.hashes[index] ?? 0;
      if (hash > sampleLimit) continue;
      joined.numbers[at] = part.numbers[index] ?? 0;
      joined.kinds[at] = part.kinds[index] ?? 0;
      joined.hashes[at] = hash;
      at += 1;
    }
  }
  return { sampleLimit, numbers: joined };
}
function countUpTo(hashes, limit) {
  let count = 0;
  for (let index = 0; index < hashes.length; index += 1) if ((hashes[index] ?? 0) <= limit) count += 1;
  return count;
}
function joinKinds(parts) {
  const joined = /* @__PURE__ */ new Map();
  for (const { tally, rowsBefore } of parts) {
    for (const [kind, own] of tally.kinds) {
      const moved = {
        ...own,
        rows: own.rows.map((row) => row + rowsBefore),
        examples: own.examples.map(({ row, text }) => ({ row: row + rowsBefore, text })),
      };
      const before = joined.get(kind);
      joined.set(kind, before ? joinKind(before, moved) : moved);
    }
  }
  return joined;
}
function joinKind(a, b) {
  return {
    kind: a.kind,
    count: a.count + b.count,
    ...joinMoments2(a, b),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    monthFirstMin: Math.min(a.monthFirstMin, b.monthFirstMin),
    monthFirstMax: Math.max(a.monthFirstMax, b.monthFirstMax),
    rows: firstRows([a.rows, b.rows]),
    examples: differentCells([...a.examples, ...b.examples], ROW_LIMIT),
  };
}
function joinMoments2(a, b) {
  const [none] = [a, b].filter(({ count: count2, shift }) => count2 === 0 || Number.isNaN(shift));
  if (none) {
    const { shift, sum, squares } = none === a ? b : a;
    return { shift, sum, squares };
  }
  const [meanOfA, meanOfB] = [a.shift + a.sum / a.count, b.shift + b.sum / b.count];
  const count = a.count + b.count;
  const distance = meanOfB - meanOfA;
  const within = a.squares - a.sum ** 2 / a.count + (b.squares - b.sum ** 2 / b.count);
  return { shift: meanOfA + (distance * b.count) / count, sum: 0, squares: within + (distance ** 2 * a.count * b.count) / count };
}
function joinSamples(tallies) {
  let before = 0;
  const cells = [];
  for (const { samples, filledCount: filledCount2 } of tallies) {
    for (const { text, row } of samples) cells.push({ text, row: before + row });
    before += filledCount2;
  }
  return differentCells(
    cells.filter(({ row }) => row <= SAMPLED_CELLS),
    SAMPLE_LIMIT,
  );
}
function differentCells(cells, limit) {
  const different = /* @__PURE__ */ new Map();
  for (const cell of cells) if (!different.has(cell.text)) different.set(cell.text, cell);
  return [...different.values()].slice(0, limit);
}
function addUp(counts) {
  const total = /* @__PURE__ */ new Map();
  for (const part of counts) for (const [key, count] of part) total.set(key, (total.get(key) ?? 0) + count);
  return total;
}
function lower(a, b) {
  return a === void 0 || (b !== void 0 && b < a) ? b : a;
}
function higher(a, b) {
  return a === void 0 || (b !== void 0 && b > a) ? b : a;
}

// packages/tables/src/profile/ranges/joined-tally.ts
function joinTallies(first, parts) {
  const findings = new RowFindings();
  const head = first.finishPart();
  findings.absorb(first.findings.state(), 0, 0);
  for (const { findings: found, recordsBefore, linesBefore } of parts) findings.absorb(found, recordsBefore, linesBefore);
  const reports = [{ rows: head, recordsBefore: 0 }, ...parts];
  const all = (of) => joinRows(reports.map(({ rows, recordsBefore }) => ({ rows: of(rows), rowsBefore: recordsBefore })));
  findings.noteRows(
    "ragged_rows_long",
    all(({ longRows }) => longRows),
  );
  findings.noteRows(
    "ragged_rows_short",
    all(({ shortRows }) => shortRows),
  );
  findings.noteRows(
    "blank_lines",
    all(({ blankLines }) => blankLines),
  );
  const lastRows = reports.findLastIndex(({ rows }) => rows.rowCount > 0);
  const { released, surplus } = releaseBlanks(reports.map(({ rows }) => rows));
  findings.noteRows("blank_lines", { count: surplus, rows: [] });
  for (const { rows, recordsBefore } of reports.slice(Math.max(0, lastRows))) {
    findings.noteRows("blank_lines", joinRows([{ rows: rows.heldBlanks, rowsBefore: recordsBefore }]));
  }
  const size = tallySize(first.columnCount);
  return {
    findings,
    header: first.header,
    headerRow: first.headerRow,
    width: first.width,
    columnCount: first.columnCount,
    rowCount: reports.reduce((sum, { rows }) => sum + rows.rowCount, released),
    sampleRows: first.sampleRows,
    finish() {},
    column(index) {
      const own = parts.flatMap(({ columns, recordsBefore }) => {
        const tally = columns[index];
        return tally ? [{ tally, rowsBefore: recordsBefore }] : [];
      });
      const joined = joinColumns([{ tally: first.column(index), rowsBefore: 0 }, ...own], size);
      return released === 0 ? joined : { ...joined, emptyCount: joined.emptyCount + released };
    },
  };
}
function releaseBlanks(parts) {
  let released = 0;
  let surplus = 0;
  let held = 0;
  for (const { rowCount, leadingBlanks, heldBlanks } of parts) {
    if (rowCount === 0) {
      held += heldBlanks.count;
      continue;
    }
    const tooMany = Math.max(0, held + leadingBlanks - HELD_BLANKS);
    released += held - tooMany;
    surplus += tooMany;
    held = heldBlanks.count;
  }
  return { released, surplus };
}

// packages/tables/src/profile/ranges/profile-ranges.ts
function isRangedDialect({ delimiter, skipInitialSpace, mergeDelimiters = false }) {
  return Buffer.byteLength(delimiter ?? "") <= 1 && !skipInitialSpace && !mergeDelimiters;
}
async function profileRanges({ source, mustBeUtf8, width, cuts }, tally, kernel, run, onBlock) {
  const { path, dialect, maxRecordLength, maxColumns } = source;
  const common = { path, dialect, maxRecordLength, maxColumns, width, mustBeUtf8 };
  const tasks = cuts.map((from, index) => ({ ...common, from, to: cuts[index + 1], isRecordStart: false }));
  const running = tasks.map((task, cut) => run(task, cut).catch(() => void 0));
  const first = readFirst();
  if (first.isDoubtful || !tally.hasHead) return void 0;
  const parts = [];
  let { end, recordCount, lineCount } = first;
  for (const [index, task] of tasks.entries()) {
    const guessed = await running[index];
    onBlock(first.end, first.recordCount);
    const result = guessed?.start === end ? guessed : again({ ...task, from: end, isRecordStart: true });
    if (!result || result.isDoubtful) return void 0;
    parts.push({ ...result, recordsBefore: recordCount, linesBefore: lineCount });
    end = result.end;
    recordCount += result.recordCount;
    lineCount += result.lineCount;
  }
  return joinTallies(tally, parts);
  function again(task) {
    try {
      return profileRange(task, () => onBlock(first.end, first.recordCount));
    } catch (error) {
      if (!RowmillError.is(error) || error.code === "FILE_MEMORY_EXCEEDED") throw error;
      return void 0;
    }
  }
  function readFirst() {
    const fd = openSync(path, "r");
    try {
      const from = byteOrderMarkLength(fd);
      return readRange(fd, { ...common, from, to: cuts[0] }, tally, kernel, onBlock);
    } finally {
      closeSync(fd);
    }
  }
}

// packages/tables/src/analyze/profile-opened.ts
async function profileOpened(table, settings, ranges, onRead) {
  const source = table.delimited && isPlainSource(table.delimited) ? table.delimited : void 0;
  const ranged = ranges && source && (await profileInThreads(table, source, settings, ranges, onRead));
  if (ranged) return ranged;
  ranges?.stop();
  if (source === void 0) return profileRows(table, settings, onRead);
  const { tally, kernel } = createTally(table, settings);
  const sizeBytes = await profileDelimited(source, tally, kernel, onRead, table.encodingIsSampled);
  return { tally, sizeBytes: sizeBytes ?? table.bytesTaken(), fastPaths: { ranges: 0, kernelRows: tally.kernelRows } };
}
async function profileRows(table, settings, onRead) {
  if (table.encodingIsSampled && !table.batchesBeside) throw new UnexpectedBytes();
  const { tally, kernel } = createTally(table, settings);
  const sink = {
    kernel,
    get isReady() {
      return tally.hasHead;
    },
    add: (rows, firstRow) => tally.addWritten(rows, firstRow),
  };
  const look = table.encodingIsSampled ? createUtf8Check() : void 0;
  for await (const batch of table.batchesBeside?.(sink, look) ?? table.batches()) {
    tally.add(batch);
    onRead(batch.bytes, batch.firstRow - 1 + batch.rows.length);
  }
  return { tally, sizeBytes: table.bytesTaken(), fastPaths: { ranges: 0, kernelRows: tally.kernelRows } };
}
function createTally(table, settings) {
  const kernel = startProfileKernel(createKernel());
  return { tally: new TableTally(table, settings.sampleRows, kernel, table.dialect?.quote ?? null), kernel };
}
async function profileInThreads(table, source, settings, ranges, onRead) {
  const { path, decodeAs } = source;
  const sizeBytes = table.sizeBytes ?? 0;
  const { cuts } = ranges;
  const width = table.hasHeader ? table.columns.length : table.columnCount;
  if (path === void 0 || decodeAs !== "utf-8" || width === 0 || !isRangedDialect(source.dialect)) return void 0;
  const { tally, kernel } = createTally(table, settings);
  const onBlock = (bytes, records) => {
    const others = ranges.read();
    onRead(bytes + others.bytes, records + others.records);
  };
  const file = { source: { ...source, path }, mustBeUtf8: table.encodingIsSampled, width, cuts };
  const joined = await profileRanges(file, tally, kernel, ranges.run, onBlock);
  return joined && { tally: joined, sizeBytes, fastPaths: { ranges: cuts.length + 1, kernelRows: tally.kernelRows } };
}

// packages/tables/src/analyze/progress-report.ts
function createProgressReport(sizeBytes, tell) {
  let toldAt = Number.NEGATIVE_INFINITY;
  let highest = 0;
  const share = (bytes) => (sizeBytes ? Math.min(1, bytes / sizeBytes) : 0);
  function tellOnwards(progress) {
    highest = Math.max(highest, progress.percent);
    tell({ ...progress, percent: highest });
  }
  function tellSometimes(progress) {
    const now = performance.now();
    if (now - toldAt < INTERVAL_MS) return;
    toldAt = now;
    tellOnwards(progress);
  }
  return {
    detecting: (bytes) => tellSometimes({ percent: Math.floor(share(bytes) * 9), stage: "detecting", bytes, rows: 0 }),
    detected(bytes) {
      tellOnwards({ percent: 10, stage: "detecting", bytes, rows: 0 });
      tellOnwards({ percent: 30, stage: "reading", bytes: 0, rows: 0 });
      toldAt = performance.now();
    },
    reading: (bytes, rows) => tellSometimes({ percent: 30 + Math.floor(share(bytes) * 69), stage: "reading", bytes, rows }),
    done: (bytes, rows) => tellOnwards({ percent: 100, stage: "done", bytes, rows }),
  };
}
var INTERVAL_MS = 50;

// packages/tables/src/analyze/analyze-input.ts
async function analyzeInput(input, settings, host, ranges) {
  const startedAt = performance.now();
  const report = createProgressReport(input.sizeBytes, host.onProgress);
  host.signal?.throwIfAborted();
  try {
    return await analyzeOnce({ trustSamples: true });
  } catch (error) {
    if (!(error instanceof UnexpectedBytes)) throw error;
    return await analyzeOnce({ trustSamples: false });
  }
  async function analyzeOnce({ trustSamples }) {
    let surveyed = 0;
    const table = await openTable(input, {
      ...settings,
      trustSamples,
      onSurveyed(bytes) {
        host.signal?.throwIfAborted();
        surveyed = bytes;
        report.detecting(bytes);
      },
    });
    report.detected(Math.max(surveyed, table.bytesTaken()));
    const rowsAbove = table.preambleRows + table.headerRows;
    const isPacked = table.container !== null || table.format === "xlsx";
    const onRead = (bytes, read) => {
      host.signal?.throwIfAborted();
      host.onBatch?.();
      report.reading(isPacked ? table.bytesTaken() : bytes, Math.max(0, read - rowsAbove));
    };
    const { tally, sizeBytes, fastPaths } = await profileAndClose(table, settings, ranges, onRead);
    host.onProfiled?.(fastPaths);
    host.signal?.throwIfAborted();
    const fileBytes = isPacked ? (table.sizeBytes ?? sizeBytes) : sizeBytes;
    const profile = finishProfile(tally, table, {
      sizeBytes: fileBytes,
      topValues: settings.topValues,
      durationMs: Math.round(performance.now() - startedAt),
    });
    report.done(fileBytes, profile.rowCount);
    return profile;
  }
}
async function profileAndClose(...[table, settings, ranges, onRead]) {
  try {
    return await profileOpened(table, settings, ranges, onRead);
  } finally {
    await table.close();
  }
}
var CREDITS = 4;
var PIECE_BYTES = 1024 * 1024;
async function sendChunks(port, chunks, stopped) {
  let credits = CREDITS;
  let wake = () => {};
  port.on("message", (message) => {
    if (message.type !== "pull") return;
    credits += 1;
    wake();
  });
  stopped.addEventListener("abort", () => wake(), { once: true });
  for await (const chunk of abortable(chunks, stopped)) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      while (credits === 0 && !stopped.aborted) {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
      stopped.throwIfAborted();
      credits -= 1;
      const bytes = Uint8Array.from(chunk.subarray(from, from + PIECE_BYTES));
      port.postMessage({ type: "chunk", bytes }, [bytes.buffer]);
    }
  }
  port.postMessage({ type: "end" });
}
async function* receiveChunks(port) {
  const waiting = [];
  let wake = () => {};
  port.on("message", (message) => {
    waiting.push(message);
    wake();
  });
  while (true) {
    const message = waiting.shift();
    if (message === void 0) {
      await new Promise((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (message.type === "end") return;
    yield message.bytes;
    port.postMessage({ type: "pull" });
  }
}

export { analyzeInput, fileFindings, headerFindings, receiveChunks, sendChunks };
//# sourceMappingURL=chunk-E5QQ6UQ2.js.map
//# sourceMappingURL=chunk-E5QQ6UQ2.js.map
