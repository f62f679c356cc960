import { withoutTrailingZeros } from "../../../values/numbers/without-trailing-zeros.ts";
import { dateReader } from "../../../values/dates/read-date.ts";
import { dateWriter, offsetText } from "../../../values/dates/write-date.ts";
import { type DateParts, fromClockMs, toClockMs } from "../../../values/dates/moment.ts";
import { isSerial, readSerial, writeSerial } from "../../../values/dates/serials.ts";
import { type TimeZone, timeZone } from "../../../values/dates/time-zone.ts";
import { type UsualDate, usualDateReader } from "../../../values/dates/usual-dates.ts";
import { InvalidStep, StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler, StepContext } from "../step-context.ts";
import type { Operation } from "../step-schema.ts";
import { textStep } from "../text-step.ts";
import { addTo, truncateTo } from "./shift-date.ts";

type DateStep = Extract<Operation, { op: "date" }>;

/** Reads a date or a time by patterns and writes it by another. */
export const compileDate: StepCompiler<"date"> = (step, context) => {
  const { pivot = 69, timeZone: zones, truncate, add } = step;
  const read = readerOf(step, pivot, context);
  const write = writerOf(step);
  const from = zones && zoneOf(zones.from, "timeZone.from");
  const to = zones && zoneOf(zones.to, "timeZone.to");
  return onError(
    textStep((text) => {
      if (text === "") return text;
      const parts = read(text);
      const fail = (message: string) => new StepFailure("date", text, message);
      if (parts === undefined) return fail(`${JSON.stringify(text)} is not a date${described(step)}`);
      if (parts === "ambiguous") return fail(`${JSON.stringify(text)} could be day first or month first: set order, or a pattern in from`);
      let moment: DateParts | string = parts;
      if (from && to) moment = moved(moment, from, to);
      if (truncate && typeof moment === "object") moment = truncateTo(moment, truncate);
      if (add && typeof moment === "object") moment = addTo(moment, add);
      if (typeof moment === "string") return fail(moment);
      const written = write(moment);
      return "text" in written ? written.text : fail(`${JSON.stringify(text)} has no ${written.missing}, which the output needs`);
    }, true),
    step.onError,
  );
};

function readerOf({ from, order = "column" }: DateStep, pivot: number, context: StepContext): (text: string) => UsualDate {
  if (from === undefined) return usualDateReader(order === "column" ? context.dateOrder : order, pivot);
  const usual = usualDateReader(undefined, pivot);
  const readers = [from].flat().map((pattern): ((text: string) => UsualDate) => {
    if (isSerial(pattern)) return (text) => readSerial(text, pattern);
    if (pattern === "iso") return (text) => (/^\d{4}-?\d\d-?\d\d|^\d\d:\d\d/.test(text) ? usual(text) : undefined);
    return inPattern(pattern, "from", () => dateReader(pattern, pivot));
  });
  return (text) => {
    for (const read of readers) {
      const parts = read(text);
      if (parts) return parts;
    }
    return undefined;
  };
}

type Writer = (parts: DateParts) => { readonly text: string } | { readonly missing: string };

function writerOf({ to = "iso", locale = "en" }: DateStep): Writer {
  if (to === "iso") return writeIso;
  if (isSerial(to)) {
    return (parts) => {
      for (const key of ["year", "month", "day"] as const) if (parts[key] === undefined) return { missing: key };
      const isUnix = to === "unix" || to === "unixMs";
      const clock = toClockMs(parts) - (isUnix ? (parts.offsetMinutes ?? 0) * 60_000 : 0);
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

/** ISO 8601 with what there is: a date, a time, both; a fraction and an offset if the input had them. */
function writeIso(parts: DateParts): { readonly text: string } | { readonly missing: string } {
  const date = parts.year !== undefined || parts.month !== undefined || parts.day !== undefined;
  let text = "";
  if (date) {
    const written = ISO_DATE(parts);
    if ("missing" in written) return written;
    text = written.text;
  }
  if (parts.hour === undefined) return text === "" ? { missing: "day" } : { text };
  const { hour, minute = 0, second = 0, nanosecond = 0, offsetMinutes } = parts;
  const fraction = nanosecond === 0 ? "" : `.${withoutTrailingZeros(String(nanosecond).padStart(9, "0"))}`;
  const time = [hour, minute, second].map((value) => String(value).padStart(2, "0")).join(":") + fraction;
  return { text: (date ? `${text}T` : "") + time + (offsetMinutes === undefined ? "" : offsetText(offsetMinutes, "X", 3)) };
}

const ISO_DATE = dateWriter("yyyy-MM-dd", "en");

function inPattern<Made>(pattern: string, parameter: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidStep(parameter, error.message);
    throw new InvalidStep(parameter, `${JSON.stringify(pattern)} cannot be used: ${String(error)}`);
  }
}

function zoneOf(name: string, parameter: string): TimeZone {
  try {
    return timeZone(name);
  } catch {
    throw new InvalidStep(
      parameter,
      `${JSON.stringify(name)} is no time zone: write a name such as Europe/Berlin, or an offset such as +02:00`,
    );
  }
}

/** The time that the clocks of the other zone show. An offset in the text is believed before the zone. */
function moved(parts: DateParts, from: TimeZone, to: TimeZone): DateParts | string {
  for (const key of ["year", "month", "day", "hour"] as const)
    if (parts[key] === undefined) return `A time zone needs the ${key}, which is not there`;
  const clock = toClockMs(parts);
  const instant = clock - (parts.offsetMinutes ?? from.offsetOfClock(clock)) * 60_000;
  const offsetMinutes = to.offsetAt(instant);
  const there = fromClockMs(instant + offsetMinutes * 60_000);
  return { ...parts, ...there, minute: there.minute, offsetMinutes };
}

function described({ from }: DateStep): string {
  if (from === undefined) return "";
  const patterns = [from].flat();
  return ` of the form ${patterns.slice(0, 3).join(" or ")}${patterns.length > 3 ? " or others" : ""}`;
}
