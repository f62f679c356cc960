import { wordsOf } from "../words/header-words.ts";
import { compatibleKinds, type NameKind, nameKinds } from "../words/kinds.ts";

const KIND_OF_WORD: ReadonlyMap<string, NameKind> = new Map(
  Object.entries(nameKinds).flatMap(([kind, words]) => wordsOf(words).map((word) => [word, kind as NameKind] as const)),
);

const COMPATIBLE: ReadonlySet<string> = new Set(compatibleKinds.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));

/** What the words of a header say about its values: the last word that says something decides. */
export function nameKind(tokens: readonly string[]): NameKind | undefined {
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const kind = KIND_OF_WORD.get(tokens[at] ?? "");
    if (kind) return kind;
  }
  return undefined;
}

/** Whether values of one kind can stand in a column of the other. */
export function kindsAgree(one: NameKind | undefined, other: NameKind | undefined): boolean {
  return one === undefined || other === undefined || one === other || COMPATIBLE.has(`${one} ${other}`);
}
