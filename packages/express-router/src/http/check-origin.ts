import type { IncomingHttpHeaders } from "node:http";
import { RowmillError } from "@rowmill/core";

/**
 * Refuses a request that changes something and that a page of another site has made a browser send, with the cookies of its user.
 * A form needs no body and no script for that.
 *
 * A bearer token is sent on purpose: no browser adds one by itself, as it does with cookies and with the password of
 * HTTP's Basic scheme. Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; programs say neither.
 *
 * @throws RowmillError `CROSS_SITE_REFUSED`
 */
export function checkOrigin(headers: IncomingHttpHeaders, trustedOrigins: readonly string[]): void {
  if (/^bearer /i.test(headers.authorization ?? "")) return;
  const { origin, host } = headers;
  if (origin !== undefined && trustedOrigins.includes(origin)) return;
  const site = headers["sec-fetch-site"];
  if (site === "same-origin" || site === "none") return;
  if (site === undefined && (origin === undefined || (host !== undefined && hostOf(origin) === host))) return;
  throw new RowmillError("CROSS_SITE_REFUSED", "This request comes from a page of another site");
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
