import type { ColumnEvidence } from "./column-evidence.ts";
import { Kind } from "./kind.ts";
/**
 * What the name of a column says about values that could be something else: digits are a postal code under `zip`, and a phone number
 * under `mobile`. A name says nothing about values that do not look the part.
 *
 * @param share - which share of the values is of these kinds
 */
export declare function nameHint(
  { name, minLength, maxLength, codeShare }: ColumnEvidence,
  share: (kinds: readonly Kind[]) => number,
):
  | {
      readonly semantic: "postal_code" | "phone";
      readonly kinds: readonly Kind[];
    }
  | undefined;
/** Whether the name of a column says that its digits are a code of something, and no phone number. */
export declare function isNamedCode(name: string): boolean;
//# sourceMappingURL=name-hint.d.ts.map
