/**
 * Text as every Node reads it back: U+0000 is replaced by U+FFFD. `node:sqlite` of Node 22 ends a text there. For what people read (stages,
 * log lines, errors, names of files); JSON text needs none of it, because `JSON.stringify` writes U+0000 as an escape.
 */
export function storableText<Text extends string | null>(text: Text): Text {
  return (text === null ? null : text.replaceAll("\0", "\uFFFD")) as Text;
}
