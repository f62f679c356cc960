/**
 * Takes out of a text what its readers over HTTP should not see: passwords in URLs, tokens, and where files lie on the server. The
 * messages of errors that handlers pass on from databases, file systems and other services have all of them.
 */
export function redact(text: string): string {
  return text
    .replaceAll(/:\/\/[^\s/@'"]*@/g, "://***@")
    .replaceAll(/\bbearer\s+[\w.~+/=-]{8,}/gi, "Bearer ***")
    .replaceAll(/\bsk-[\w-]{8,}/g, "sk-***")
    .replaceAll(/(['"`])(?:\/|[A-Za-z]:\\)[^'"`\n]*\1/g, "$1***$1");
}
