import { RowmillError } from "@rowmill/core";
import type { Route } from "@rowmill/core/http";

/** What stands at an address. */
export interface Match {
  /** By method. */
  readonly routes: ReadonlyMap<string, Route>;
  /** The segments of the path that are parameters, percent-encoded as they came. */
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by the path of a request. */
export interface RouteTable {
  /** `path` begins with a slash and has no query; one slash at its end is passed over. */
  match(path: string): Match | undefined;
  readonly routes: readonly Route[];
}

/**
 * Makes a table of routes.
 * @throws RowmillError `OPTION_INVALID` if two routes have the same address and method, or the same name
 */
export function createRouteTable(routes: readonly Route[]): RouteTable {
  const places = new Map<string, Place>();
  const names = new Set<string>();
  for (const route of routes) {
    const segments = segmentsOf(route.path);
    const key = segments.map((segment) => (isParam(segment) ? "{}" : segment)).join("/");
    const place = places.get(key) ?? { segments, routes: new Map<string, Route>() };
    if (place.routes.has(route.method) || names.has(route.name)) {
      const message = `There are two routes "${route.name}" (${route.method} ${route.path}): give each its own name and address`;
      throw new RowmillError("OPTION_INVALID", message);
    }
    names.add(route.name);
    place.routes.set(route.method, route);
    places.set(key, place);
  }
  // By length, and of each length the most literal first: `/files/uploads` before `/files/{id}`.
  const byLength = Map.groupBy([...places.values()].toSorted(bySpecificity), ({ segments }) => segments.length);

  return {
    routes,
    match(path) {
      const given = segmentsOf(path);
      for (const place of byLength.get(given.length) ?? []) {
        const params = fit(place.segments, given);
        if (params) return { routes: place.routes, params };
      }
      return undefined;
    },
  };
}

interface Place {
  readonly segments: readonly string[];
  readonly routes: Map<string, Route>;
}

function segmentsOf(path: string): string[] {
  const segments = path.split("/").slice(1);
  if (segments.length > 1 && segments.at(-1) === "") segments.pop();
  return segments;
}

function isParam(segment: string): boolean {
  return segment.startsWith("{");
}

function bySpecificity(a: Place, b: Place): number {
  for (const [index, segment] of a.segments.entries()) {
    const difference = Number(isParam(segment)) - Number(isParam(b.segments[index] ?? ""));
    if (difference !== 0) return difference;
  }
  return 0;
}

function fit(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index]!;
    if (isParam(segment)) {
      if (value === "") return undefined;
      params[segment.slice(1, -1)] = value;
    } else if (segment !== value) {
      return undefined;
    }
  }
  return params;
}
