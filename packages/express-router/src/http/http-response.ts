import type { RouteResponse } from "@rowmill/core/http";

/** What a route answers, with its JSON as text. */
export interface HttpResponse extends Omit<RouteResponse, "json"> {
  readonly text?: string | undefined;
}

/** Writes the JSON of a response. @throws TypeError for a value that JSON cannot hold, such as a BigInt or a cycle */
export function toHttpResponse({ json, ...rest }: RouteResponse): HttpResponse {
  return json === undefined ? rest : { ...rest, text: JSON.stringify(json) };
}
