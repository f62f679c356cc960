import type { StepCompiler } from "../step-context.ts";
/** Splits the text and takes a part, or the text from one part to another as it stands; null if there is no such part. */
export declare const compileSplit: StepCompiler<"split">;
/** Where a part stands in its text. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}
/** What a text is split by. */
interface SplitParameters {
  readonly by?: string | undefined;
  readonly pattern?: string | undefined;
  readonly ignoreCase?: boolean | undefined;
  readonly multiline?: boolean | undefined;
  readonly dotAll?: boolean | undefined;
}
/** The parts of a text: at least one. @throws InvalidStep */
export declare function cutsBy(parameters: SplitParameters): (text: string) => TextPart[];
export {};
//# sourceMappingURL=split.d.ts.map
