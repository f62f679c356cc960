import type { CelLanguage } from "../values/cel-language.ts";
import type { CompiledRule } from "./compiled-rule.ts";
import type { Rule } from "./rule-schema.ts";
/** A field that a rule names. */
export interface RuleField {
  readonly name: string;
  /** Its place in the row. */
  readonly place: number;
  /** The column of the file that it is made of, if it is made of one. */
  readonly column: string | undefined;
}
/** Returns for each key whether it exists. */
export type ReferenceFunction = (keys: readonly (readonly string[])[]) => readonly boolean[] | Promise<readonly boolean[]>;
/** What rules are compiled with. */
export interface RuleContext {
  /** @throws InvalidRule if there is none */
  readonly field: (name: string, parameter: string) => RuleField;
  /** The language of expressions, if the host allows them. */
  readonly cel: CelLanguage | undefined;
  /** What knows the keys of a resource. @throws InvalidRule */
  readonly reference: (
    rule: Extract<
      Rule,
      {
        rule: "foreignKeys";
      }
    >,
  ) => ReferenceFunction;
  readonly temporaryFolder: string;
}
/** Compiles one rule. @throws InvalidRule */
export type RuleCompiler<Name extends Rule["rule"]> = (
  rule: Extract<
    Rule,
    {
      rule: Name;
    }
  >,
  context: RuleContext,
) => CompiledRule;
/** A rule with a parameter that its schema cannot refuse. */
export declare class InvalidRule extends Error {
  readonly parameter: string;
  constructor(parameter: string, message: string);
}
//# sourceMappingURL=rule-context.d.ts.map
