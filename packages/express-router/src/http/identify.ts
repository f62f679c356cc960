import { RowmillError } from "@rowmill/core";
import type { HostRequest } from "./http-request.ts";
import type { Authenticate } from "./router-options.ts";

/** Who calls, for the handlers of routes. */
export interface Identity {
  /** `null`: nobody in particular. */
  readonly userId: string | null;
  readonly access: "read" | "write";
}

/**
 * Asks the host who calls.
 * @throws RowmillError `NOT_AUTHENTICATED`; whatever the host's function throws, unless it has the status 401
 */
export async function identify(authenticate: "anonymous" | Authenticate, request: HostRequest): Promise<Identity> {
  if (authenticate === "anonymous") return { userId: null, access: "write" };
  let caller: unknown;
  try {
    caller = await authenticate(request);
  } catch (error) {
    // What http-errors, and the libraries for tokens that follow it, throw.
    const { status, statusCode } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
    if (status !== 401 && statusCode !== 401) throw error;
    caller = null;
  }
  if (caller === null || caller === undefined)
    throw new RowmillError("NOT_AUTHENTICATED", "Say who you are: there is no valid identity in this request");
  const { userId, access = "write" } = caller as { userId?: unknown; access?: unknown };
  // A user without an id would own what belongs to nobody in particular, and a typing error in "access" would allow everything.
  if (typeof userId !== "string" || userId === "" || (access !== "read" && access !== "write")) {
    throw new RowmillError("OPTION_INVALID", `"authenticate" must answer { userId: string, access?: "read" | "write" } or null`);
  }
  return { userId, access };
}
