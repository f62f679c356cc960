/** A piece of a date pattern: a field with its letter and how often it stands, or text as it is. */
export type DateToken = { readonly letter: string; readonly count: number } | { readonly literal: string };

/** The letters that a pattern may have, and how often at most. */
const LETTERS: Readonly<Record<string, number>> = {
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

/**
 * Reads a pattern in the letters of CLDR (`dd.MM.yyyy 'at' HH:mm`) or, if it has a `%`, of strptime (`%d.%m.%Y`).
 * @param lenient - whether the fields of strptime that pad also mean fewer digits, as they do where they read
 * @throws SyntaxError with a sentence
 */
export function dateTokens(pattern: string, lenient: boolean): DateToken[] {
  return /%[-#]?[A-Za-z%]/.test(pattern) ? strptimeTokens(pattern, lenient) : cldrTokens(pattern);
}

function cldrTokens(pattern: string): DateToken[] {
  const tokens: DateToken[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] ?? "";
    if (character === "'") {
      const [literal, end] = quoted(pattern, at);
      pushLiteral(tokens, literal);
      at = end;
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
    if (most === undefined)
      throw new SyntaxError(`"${pattern}" has the letter ${character}, which no date pattern knows: put text in 'quotes'`);
    if (count > most || (character === "y" && count === 3) || (character === "Y" && count === 3)) {
      throw new SyntaxError(`"${pattern}" has ${character.repeat(count)}, which no date pattern knows`);
    }
    tokens.push({ letter: character === "L" ? "M" : character, count });
    at = end;
  }
  return tokens;
}

/** Text in quotes; `''` is a quote. */
function quoted(pattern: string, start: number): [literal: string, end: number] {
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

/** What strptime's letters are in CLDR's; those of one letter read one or two digits, as strptime does. */
const STRPTIME: Readonly<Record<string, { readonly write: string; readonly read?: string }>> = {
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

function strptimeTokens(pattern: string, lenient: boolean): DateToken[] {
  const tokens: DateToken[] = [];
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
    if (meaning === undefined) throw new SyntaxError(`"${pattern}" has %${letter}, which is not supported`);
    for (const token of cldrTokens(lenient || unpadded ? (meaning.read ?? meaning.write) : meaning.write)) {
      if ("literal" in token) pushLiteral(tokens, token.literal);
      else tokens.push(token);
    }
  }
  return tokens;
}

function pushLiteral(tokens: DateToken[], literal: string): void {
  const last = tokens.at(-1);
  if (last && "literal" in last) tokens[tokens.length - 1] = { literal: last.literal + literal };
  else tokens.push({ literal });
}
