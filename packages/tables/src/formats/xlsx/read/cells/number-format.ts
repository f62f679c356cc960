/** What the number format of a cell shows a number as. A constant object, because Node runs our TypeScript without enums. */
export const Shown = {
  Number: 0,
  Date: 1,
  Time: 2,
  DateTime: 3,
  /** Hours, minutes and seconds that have passed: `[h]:mm`. */
  Elapsed: 4,
} as const;
export type Shown = (typeof Shown)[keyof typeof Shown];

/**
 * Reads a format code, such as `d/m/yy;@` or `[$-409]h:mm AM/PM`. A file holds codes in English whatever the language of its
 * program, but some programs write `TT.MM.JJJJ` or `jj/mm/aaaa` all the same.
 */
export function shownBy(code: string): Shown {
  // Positive numbers come first; where a condition sends only some there, a date may stand in the second.
  for (const section of sections(code).slice(0, 2)) {
    const shown = shownBySection(section);
    if (shown !== Shown.Number) return shown;
  }
  return Shown.Number;
}

/** What a built-in format shows, by its number: ECMA-376, 18.8.30, with the ones of East Asian and Thai programs. */
export function shownByBuiltIn(id: number): Shown {
  if (id === 22) return Shown.DateTime;
  if (id === 46) return Shown.Elapsed;
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return Shown.Time;
  if ((id >= 32 && id <= 35) || (id >= 75 && id <= 80 && id !== 77)) return Shown.Time;
  if (id === 77) return Shown.DateTime;
  const isDate =
    (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) || (id >= 71 && id <= 74) || id === 81;
  return isDate ? Shown.Date : Shown.Number;
}

/** The sections of a code, without what is shown as it stands: `"text"`, `\x`, `_x`, `*x`, `[Red]`, `[$-409]`, `[<1]`. */
function sections(code: string): string[] {
  const bare = code
    .slice(0, MAX_CODE_LENGTH)
    .replaceAll(/"[^"]*"?|\\.|_.|\*./gsu, "")
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi, "");
  return bare.split(";");
}

/** A format code of Excel has at most 255 characters. */
const MAX_CODE_LENGTH = 1000;

function shownBySection(section: string): Shown {
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return Shown.Elapsed;
  const text = section
    .replaceAll(/general|standard|estándar|général|allgemein|algemeen|standaard|e[+-]/gi, "")
    .replaceAll(/am\/pm|a\/p|上午\/下午/gi, "h");
  const hasTime = /[hs]/i.test(text);
  const hasDate = /[yd]/i.test(text) || hasMonth(text) || isLocalDate(text);
  if (hasDate) return hasTime ? Shown.DateTime : Shown.Date;
  return hasTime ? Shown.Time : Shown.Number;
}

/** Whether a run of `m` is months: next to hours or seconds it is minutes. */
function hasMonth(text: string): boolean {
  const runs = (text.match(/([a-z0-9])\1*/gi) ?? []).map((run) => run[0]?.toLowerCase());
  return runs.some((run, index) => run === "m" && runs[index - 1] !== "h" && runs[index + 1] !== "s");
}

/** Years and days in other languages, names of weekdays, and eras; beside digits they would be text that was not quoted. */
function isLocalDate(text: string): boolean {
  if (/[0#?]/.test(text)) return false;
  return /jj|tt|aaa|åå|rrrr|гг|дд|vvvv|gg|bb|\be\b|^e+/i.test(text);
}
