import { RE2JS } from "re2js";

/** Flags of a regular expression; all are off by default. */
export interface PatternFlags {
  readonly ignoreCase?: boolean | undefined;
  readonly multiline?: boolean | undefined;
  readonly dotAll?: boolean | undefined;
}

/** One match: where its whole and its groups start and end. */
export interface Match {
  readonly start: number;
  readonly end: number;
  group(index: number): string | undefined;
}

/** A regular expression that takes time by the length of the text, whatever it says: RE2 without lookaround and backreferences. */
export interface LinearPattern {
  readonly groupCount: number;
  /** Whether it matches somewhere. */
  test(text: string): boolean;
  /** Whether it matches the whole text. */
  matchesAll(text: string): boolean;
  /** The matches from left to right. Each counts only until the next is taken. */
  matches(text: string): Iterable<Match>;
}

/** Programs of more instructions take long for each character. */
const MAX_PROGRAM_SIZE = 10_000;

const MAX_PATTERN_LENGTH = 2_000;

/** @throws SyntaxError with a sentence, if it is no pattern of RE2 */
export function compilePattern(pattern: string, flags: PatternFlags = {}): LinearPattern {
  if (pattern.length > MAX_PATTERN_LENGTH) throw new SyntaxError(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  const compiled = compileRe2(pattern, flags);
  if (compiled.programSize() > MAX_PROGRAM_SIZE) throw new SyntaxError("The pattern is too large: write fewer or smaller repetitions");
  return {
    groupCount: compiled.groupCount(),
    test: (text) => compiled.test(text),
    matchesAll: (text) => compiled.matches(text),
    *matches(text) {
      const matcher = compiled.matcher(text);
      while (matcher.find()) {
        yield { start: matcher.start(), end: matcher.end(), group: (index) => matcher.group(index) ?? undefined };
      }
    },
  };
}

function compileRe2(pattern: string, { ignoreCase, multiline, dotAll }: PatternFlags): RE2JS {
  const flags = (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0) | (dotAll ? RE2JS.DOTALL : 0);
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    throw new SyntaxError(`The pattern cannot be read: ${reason}`, { cause: error });
  }
}
