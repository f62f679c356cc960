/**
 * The header that lets a browser save a file under its name (RFC 6266): never show it, whatever it is. The name comes twice: in
 * full, percent-encoded, and for old clients in what of it is ASCII.
 */
export function attachment(name: string): string {
  // Half a character has no encoding.
  const whole = name.toWellFormed();
  const ascii = whole.replaceAll(/[^ -~]/gu, "_").replaceAll(/["\\%/]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(whole)}`;
}

/** RFC 8187: characters that `encodeURIComponent` keeps and a parameter cannot have are encoded, too. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
