import { RowmillError } from "@rowmill/core";
import { authenticationError, notAuthenticated } from "./authentication-error.ts";
import type { HostRequest } from "./http-request.ts";
import type { Authenticate } from "./router-options.ts";

/** The caller of a request. */
export interface Identity {
  /** `null`: no user. */
  readonly userId: string | null;
  readonly access: "read" | "write" | "review";
}

/**
 * Asks the host who calls.
 * @throws RowmillError `NOT_AUTHENTICATED`, `ACCESS_DENIED`; whatever else the host's function throws
 */
export async function identify(authenticate: "anonymous" | Authenticate, request: HostRequest): Promise<Identity> {
  if (authenticate === "anonymous") return { userId: null, access: "write" };
  let caller: unknown;
  try {
    caller = await authenticate(request);
  } catch (error) {
    throw authenticationError(error) ?? error;
  }
  if (caller === null || caller === undefined) throw notAuthenticated();
  const { userId, access = "write" } = caller as { userId?: unknown; access?: unknown };
  // A user without an id would own what belongs to no user, and a typing error in "access" would allow everything.
  if (typeof userId !== "string" || userId === "" || (access !== "read" && access !== "write" && access !== "review")) {
    throw new RowmillError("OPTION_INVALID", `"authenticate" must return { userId: string, access?: "read" | "write" | "review" } or null`);
  }
  return { userId, access };
}
