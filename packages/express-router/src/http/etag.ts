import type { Job } from "@rowmill/core";

/** Names the state of a job. Whether it is active may change without its revision, when a lease lapses. */
export function etagOf({ revision, isActive }: Job): string {
  return `W/"${revision}${isActive ? "-active" : ""}"`;
}

/**
 * Whether `If-None-Match` names this state. Compared by ourselves: Express never does when `fetch` asks, which adds
 * `Cache-Control: no-cache` to such a request.
 */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim() === "*" || opaque(candidate) === opaque(etag));
}

function opaque(etag: string): string {
  return etag.trim().replace(/^W\//, "");
}
