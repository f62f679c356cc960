/** The directives of strptime that real schemas use, in the letters of CLDR. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Y: "yyyy",
  y: "yy",
  m: "MM",
  d: "dd",
  e: "d",
  H: "HH",
  I: "hh",
  M: "mm",
  S: "ss",
  f: "SSSSSS",
  p: "a",
  b: "MMM",
  B: "MMMM",
  a: "EEE",
  A: "EEEE",
  z: "xx",
  F: "yyyy-MM-dd",
  T: "HH:mm:ss",
  R: "HH:mm",
};

/** The format of a Table Schema field (strptime: `%d.%m.%Y`) as a CLDR pattern (`dd.MM.yyyy`). A pattern of CLDR is returned unchanged. */
export function patternOf(format: string): string {
  if (!format.includes("%")) return format;
  let pattern = "";
  let literal = "";
  const flush = () => {
    // Letters between directives are text, such as the T of ISO 8601.
    pattern += /[A-Za-z]/.test(literal) ? `'${literal.replaceAll("'", "''")}'` : literal;
    literal = "";
  };
  for (let at = 0; at < format.length; at += 1) {
    const directive = format[at] === "%" ? DIRECTIVES[format[at + 1] ?? ""] : undefined;
    if (directive === undefined) {
      literal += format[at];
      continue;
    }
    flush();
    pattern += directive;
    at += 1;
  }
  flush();
  return pattern;
}
