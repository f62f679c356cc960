import { createHash } from "node:crypto";
import type { Caller, HostRequest } from "@rowmill/express-router";

// Who may call, by their bearer tokens. Yours are in a database; it, too, should know the tokens by their digests only.
const callers = new Map<string, Caller>([
  [digest("ada-s-token"), { userId: "ada" }],
  [digest("bob-s-token"), { userId: "bob" }],
  [digest("eve-s-token"), { userId: "ada", access: "read" }],
]);

/** Identifies the caller by a known token. Eve has read-only access to what is Ada's. */
export function authenticate({ headers }: HostRequest): Caller | null {
  const [, token] = /^Bearer ([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  return token === undefined ? null : (callers.get(digest(token)) ?? null);
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
