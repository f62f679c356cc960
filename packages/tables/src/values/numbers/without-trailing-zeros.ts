/** The text up to its trailing zeros. A loop, because a pattern such as `0+$` takes time by the square of the zeros in a text. */
export function withoutTrailingZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "0") end -= 1;
  return text.slice(0, end);
}
