/** Letters that Unicode does not take apart into a base letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/** A text in the form in which headers are compared: lower case, without accents, compatible forms of characters as one. */
export function foldText(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase();
  if (isAscii(lower)) return lower;
  return lower
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** A folded word without the ending of an English plural. Words of other languages lose it alike on both sides, so nothing is lost. */
export function stemWord(word: string): string {
  if (word.length <= 3 || !word.endsWith("s")) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[sui]s$/.test(word) ? word : word.slice(0, -1);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
