import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";
import type { Pattern } from "./find-patterns.ts";

/** A text that may make a pattern try much: `before`, then `repeated` as often as there is room, then `after`. */
export interface Attack {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

export function textOf({ before, repeated, after }: Attack, length: number): string {
  return before + repeated.repeat(Math.max(1, Math.ceil((length - before.length - after.length) / repeated.length))) + after;
}

/**
 * The attacks on a pattern: each of its characters alone, each two of them in turn, and for each quantifier a text that leads to it, what it
 * repeats, and an end that does not match. Ends that do not match make an engine go back over all that it has tried.
 */
export function attacksOn({ source, flags }: Pattern): Attack[] {
  const { pattern } = parseRegExpLiteral(new RegExp(source, flags));
  const own = ownCharacters(pattern, flags);
  const attacks = new Map<string, Attack>();
  const add = (attack: Attack) => attacks.set(JSON.stringify(attack), attack);
  for (const repeated of own) for (const after of ["", ...ENDS]) for (const before of ["", "!"]) add({ before, repeated, after });
  for (const one of own) for (const other of own) if (one !== other) add({ before: "", repeated: one + other, after: "\0" });
  for (const { lead, element } of quantifiers(pattern)) {
    const starts = lead.reduce<string[]>((all, part) => product(all, words(part, flags).slice(0, 2)).slice(0, 4), [""]);
    const repeats = words(element, flags).filter((word) => word !== "");
    for (const before of new Set(["", ...starts])) {
      for (const repeated of repeats) for (const after of [...ENDS, ...own.slice(0, 6)]) add({ before, repeated, after });
    }
  }
  return [...attacks.values()];
}

/** Each of the pattern's own characters, for the plainest test. */
export function plainAttacksOn({ source, flags }: Pattern): Attack[] {
  const { pattern } = parseRegExpLiteral(new RegExp(source, flags));
  return ownCharacters(pattern, flags).flatMap((repeated) => ["", "\0"].map((after) => ({ before: "", repeated, after })));
}

/** The last makes the text one of two bytes a character: V8 takes patterns apart by what a text of one byte can never match. */
const ENDS = ["\0", "x", "\n", "\n!", "漢"];

/** Some characters of every kind that files have; a class or a property is represented by the first of them that it matches. */
const PALETTE = Array.from("aA07 \t\n\r\"',;|.-+/\\()[]{}<>&=_:#*@%éÉяあ漢한\u0301\u00a0€–\u0001\ud83d\ude00²");

function ownCharacters(pattern: AST.Pattern, flags: string): string[] {
  const found = new Set<string>();
  const visit = (node: AST.Alternative | AST.Element): void => {
    if (node.type === "Alternative") node.elements.forEach(visit);
    else if ("alternatives" in node) node.alternatives.forEach(visit);
    else if (node.type === "Quantifier") visit(node.element);
    else for (const word of words(node, flags)) if (word !== "") found.add(word);
  };
  pattern.alternatives.forEach(visit);
  return [...found].slice(0, 40);
}

/** Every quantifier without a small bound, with the elements before it. */
function quantifiers(pattern: AST.Pattern): { readonly lead: readonly AST.Element[]; readonly element: AST.Element }[] {
  const found: { lead: AST.Element[]; element: AST.Element }[] = [];
  const visit = (alternative: AST.Alternative, lead: readonly AST.Element[]): void => {
    for (const [index, element] of alternative.elements.entries()) {
      const before = [...lead, ...alternative.elements.slice(0, index)];
      const inner = element.type === "Quantifier" ? element.element : element;
      if (element.type === "Quantifier" && element.max > 20) found.push({ lead: before, element: element.element });
      if ("alternatives" in inner) for (const branch of inner.alternatives) visit(branch, before);
    }
  };
  for (const alternative of pattern.alternatives) visit(alternative, []);
  return found;
}

/** Some short texts that an element matches. */
function words(element: AST.Element, flags: string): string[] {
  switch (element.type) {
    case "Character":
      return [String.fromCodePoint(element.value)];
    case "CharacterSet":
    case "CharacterClass":
    case "ExpressionCharacterClass": {
      const one = new RegExp(`^(?:${element.raw})$`, flags.replaceAll(/[gy]/g, ""));
      const literal = "elements" in element ? element.elements.flatMap((part) => bounds(part)) : [];
      const matching = [...PALETTE, ...literal].filter((character) => one.test(character));
      return [...new Set([...matching.slice(0, 5), ...matching.slice(-2)])];
    }
    case "Quantifier": {
      const inner = words(element.element, flags);
      const times = Math.max(1, Math.min(element.min, 30));
      return [...(element.min === 0 ? [""] : []), ...inner.map((word) => word.repeat(times))].slice(0, 5);
    }
    case "Group":
    case "CapturingGroup":
      return element.alternatives.flatMap((alternative) =>
        alternative.elements.reduce<string[]>((all, part) => product(all, words(part, flags).slice(0, 2)).slice(0, 3), [""]),
      );
    case "Assertion":
    case "Backreference":
      return [""];
  }
}

function bounds(part: AST.CharacterClassElement | AST.ClassSetOperand): string[] {
  if (part.type === "Character") return [String.fromCodePoint(part.value)];
  return part.type === "CharacterClassRange" ? [String.fromCodePoint(part.min.value)] : [];
}

function product(starts: readonly string[], ends: readonly string[]): string[] {
  return starts.flatMap((start) => (ends.length === 0 ? [""] : ends).map((end) => start + end));
}
