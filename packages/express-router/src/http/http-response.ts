import type { RouteResponse } from "@rowmill/core";

/** What a route answers, with its JSON written out. */
export interface HttpResponse extends Omit<RouteResponse, "json"> {
  readonly text?: string | undefined;
}

/** Writes the JSON of an answer. @throws TypeError if it has what JSON can not say, such as a BigInt or a circle */
export function toHttpResponse({ json, ...rest }: RouteResponse): HttpResponse {
  return json === undefined ? rest : { ...rest, text: JSON.stringify(json) };
}
