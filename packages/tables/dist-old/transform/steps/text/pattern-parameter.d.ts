import { type LinearPattern, type PatternFlags } from "../../../values/regular-expression.ts";
/** The pattern of a step. @throws InvalidStep */
export declare function patternOf(pattern: string, flags: PatternFlags, parameter?: string): LinearPattern;
/** Flags belong to a pattern. @throws InvalidStep where there is none */
export declare function refuseFlags(flags: PatternFlags): void;
/** Exactly one of some parameters. @throws InvalidStep */
export declare function exactlyOne<Name extends string>(step: Partial<Record<Name, unknown>>, ...names: readonly Name[]): Name;
//# sourceMappingURL=pattern-parameter.d.ts.map
