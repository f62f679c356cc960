import { maskSecrets } from "@rowmill/core/adapter";

/**
 * Replaces what readers over HTTP should not see in a text: secrets, as in errors that are stored (those of an older version were stored with
 * them), and the paths of files on the server.
 */
export function redact(text: string): string {
  return maskSecrets(text).replaceAll(/(['"`])(?:\/|[A-Za-z]:\\)[^'"`\n]*\1/g, "$1***$1");
}
