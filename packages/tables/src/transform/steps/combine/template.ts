import { type CellFunction, InvalidStep, StepFailure } from "../cell-step.ts";
import type { StepCompiler, StepContext } from "../step-context.ts";
import type { TemplateStep } from "../step-schema.ts";

/** Writes a text with values in it. */
export const compileTemplate: StepCompiler<"template"> = (step, context) => {
  const { pieces, readsRow } = piecesOf(step, context);
  return {
    run(value, row) {
      let text = "";
      for (const piece of pieces) {
        if (typeof piece === "string") {
          text += piece;
          continue;
        }
        const part = piece(value, row);
        if (part instanceof StepFailure) return part;
        text += part ?? "";
      }
      return text;
    },
    readsRow,
    isCostly: false,
  };
};

function piecesOf({ text, values = {} }: TemplateStep, context: StepContext) {
  let readsRow = false;
  const used = new Set<string>();
  const named = new Map(
    Object.entries(values).map(([name, { from, steps = [] }]): [string, CellFunction] => {
      if (name === "value") throw new InvalidStep("values", "{value} is the value of the step: choose another name");
      const column = from === undefined ? undefined : context.column(from, `values.${name}.from`);
      const compiled = context.compile(steps, ["values", name, "steps"], from);
      readsRow ||= column !== undefined || compiled.readsRow;
      if (column === undefined) return [name, compiled.run];
      return [
        name,
        (_value, row) => {
          const read = column(row);
          return read instanceof StepFailure ? read : compiled.run(read, row);
        },
      ];
    }),
  );
  const pieces = templatePieces(text).map((piece): string | CellFunction => {
    if (piece.kind === "text") return piece.text;
    if (piece.text === "value") return (value) => value;
    used.add(piece.text);
    const known = named.get(piece.text);
    if (known) return known;
    const column = context.column(piece.text, "text");
    readsRow = true;
    return (_value, row) => column(row);
  });
  for (const name of named.keys()) if (!used.has(name)) throw new InvalidStep("values", `{${name}} is not in the text`);
  return { pieces, readsRow };
}

/** A piece of a template. */
export interface TemplatePiece {
  readonly kind: "text" | "name";
  readonly text: string;
}

/** The pieces of a template: `{name}` is a value, `{{` and `}}` are braces. @throws InvalidStep */
export function templatePieces(text: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if ((character === "{" || character === "}") && text[at + 1] === character) {
      literal += character;
      at += 1;
    } else if (character === "{") {
      const end = text.indexOf("}", at);
      if (end < 0) throw new InvalidStep("text", "A brace is not closed: write {{ for a brace as text");
      pieces.push({ kind: "text", text: literal }, { kind: "name", text: text.slice(at + 1, end) });
      literal = "";
      at = end;
    } else literal += character;
  }
  pieces.push({ kind: "text", text: literal });
  return pieces.filter(({ kind, text: content }) => kind === "name" || content !== "");
}
