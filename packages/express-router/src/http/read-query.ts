import { RowmillError } from "@rowmill/core";

/**
 * Reads the query of a URL: each key once, all values strings. The host's own query parser is not asked, because what it makes of
 * `a[b]=1` and of a key that comes twice is the host's choice.
 *
 * @param passedOver - keys that are not the router's business
 * @throws RowmillError `REQUEST_MALFORMED`
 */
export function readQuery(search: string, passedOver: readonly string[]): Record<string, string> {
  const query: Record<string, string> = {};
  if (search === "") return query;
  try {
    decodeURIComponent(search);
  } catch {
    throw new RowmillError("REQUEST_MALFORMED", "The query is not correctly percent-encoded");
  }
  for (const [key, value] of new URLSearchParams(search)) {
    if (passedOver.includes(key)) continue;
    if (Object.hasOwn(query, key)) throw refusedParameter(key, "It is given more than once.");
    // An own property, whatever the key.
    Object.defineProperty(query, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return query;
}

/** A query parameter is not what the route takes. */
function refusedParameter(parameter: string, detail: string): RowmillError {
  return new RowmillError("REQUEST_MALFORMED", "The query is not valid: see errors.", { details: { errors: [{ detail, parameter }] } });
}
