import type { StepCompiler } from "../step-context.ts";
/** Writes a text with values in it. */
export declare const compileTemplate: StepCompiler<"template">;
/** A piece of a template. */
export interface TemplatePiece {
  readonly kind: "text" | "name";
  readonly text: string;
}
/** The pieces of a template: `{name}` is a value, `{{` and `}}` are braces. @throws InvalidStep */
export declare function templatePieces(text: string): TemplatePiece[];
//# sourceMappingURL=template.d.ts.map
