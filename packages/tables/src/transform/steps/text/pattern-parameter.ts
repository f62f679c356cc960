import { compilePattern, type LinearPattern, type PatternFlags } from "../../../values/regular-expression.ts";
import { InvalidStep } from "../cell-step.ts";

/** The pattern of a step. @throws InvalidStep */
export function patternOf(pattern: string, flags: PatternFlags, parameter = "pattern"): LinearPattern {
  try {
    return compilePattern(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidStep(parameter, error.message);
    throw error;
  }
}

/** Flags belong to a pattern. @throws InvalidStep where there is none */
export function refuseFlags(flags: PatternFlags): void {
  for (const flag of ["ignoreCase", "multiline", "dotAll"] as const) {
    if (flags[flag] !== undefined) throw new InvalidStep(flag, "This is a flag of patterns, and the step has none");
  }
}

/** Exactly one of some parameters. @throws InvalidStep */
export function exactlyOne<Name extends string>(step: Partial<Record<Name, unknown>>, ...names: readonly Name[]): Name {
  const given = names.filter((name) => step[name] !== undefined);
  const [first] = given;
  if (given.length === 1 && first !== undefined) return first;
  if (given.length === 0) throw new InvalidStep("", `One of ${names.join(", ")} is expected`);
  throw new InvalidStep("", `Only one of ${given.join(" and ")} is allowed`);
}
