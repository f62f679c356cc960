import type { z } from "zod";
import type { ErrorCode } from "../domain/errors.ts";

/**
 * One operation of the HTTP API as a value: where it is, what it takes and answers, and a function from the values of a request
 * to those of a response. It knows nothing of any web framework, so that any of them can serve it, and a document can be made of it.
 *
 * Whoever serves routes (`@rowmill/express-router`) sees to what all have in common: who calls, whether they may, that everything
 * fits its schema, and what becomes of errors. Made by `defineRoute`.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Headers extends z.ZodType = z.ZodType,
  Body extends RouteBody = RouteBody,
> {
  /** Names the operation for generated clients: `getJobStatus`. Unique. */
  readonly name: string;
  /** `GET` also answers `HEAD`, unless there is a route for that. */
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below wherever the routes are mounted, with parameters in braces: `/jobs/{id}/status`. A parameter is one whole segment. */
  readonly path: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What else its callers should know, as Markdown. */
  readonly description?: string;
  /** Groups routes in the document: `jobs`, `files`. */
  readonly tag?: string;
  /**
   * Who may call it: everybody, without being asked who they are; whoever has access; or whoever may change things, too.
   * @defaultValue "read" for `GET` and `HEAD`, "write" for the others
   */
  readonly access?: "public" | "read" | "write";
  /** Whether the host's limits on creating things, and its draining, concern this route. @defaultValue false */
  readonly creates?: boolean;
  /** The parameters of the path, which come as strings. What does not fit names nothing: the answer is 404. */
  readonly params?: Params;
  /** The query, which comes as strings, each key once. Left out: none. Make it strict. */
  readonly query?: Query;
  /** The request headers that matter, by their names in lower case, which come as strings. */
  readonly headers?: Headers;
  /** What the request carries. Left out: nothing, and what comes all the same is not read. */
  readonly body?: Body;
  /** What it answers if all is well, by status. */
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** The codes of the errors of its own that its callers should expect. */
  readonly problems?: readonly ErrorCode[];
  /** Does it. A `RowmillError` that it throws is answered by its code, anything else as an internal error that says nothing. */
  handle(request: RouteRequest<z.output<Params>, z.output<Query>, z.output<Headers>, BodyOf<Body>>): RouteResponse | Promise<RouteResponse>;
}

/** What a request carries: JSON that a schema judges, or bytes that the handler reads. */
export type RouteBody =
  | {
      readonly json: z.ZodType;
      /** `false`: the schema is for the document only, the handler judges the raw JSON. @defaultValue true */
      readonly isChecked?: boolean;
      /** How many bytes the body may have, if that is more than the router's own limit. */
      readonly maxBytes?: number;
    }
  /** The media types that are taken, `*` for any. Nothing limits how many bytes come: the handler does. */
  | { readonly bytes: readonly string[] };

/** What a handler gets as the body. */
export type BodyOf<Body extends RouteBody> = Body extends { readonly json: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : Body extends { readonly bytes: readonly string[] }
    ? RequestBytes
    : undefined;

/** The bytes of a request, unread. */
export interface RequestBytes {
  /** To be read once, with back-pressure. On Node's servers it is the request's own `Readable`. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** The `Content-Type`, as it came. */
  readonly contentType: string | undefined;
  /** How many bytes the request announces; `undefined` if it does not say. */
  readonly sizeBytes: number | undefined;
}

/** The values of a request. */
export interface RouteRequest<Params = unknown, Query = unknown, Headers = unknown, Body = unknown> {
  /** The route's method, or `HEAD`. */
  readonly method: string;
  /** Who calls. Part of everything that a handler asks a store for. `null` is no user in particular: access is anonymous. */
  readonly userId: string | null;
  /** Whether the caller may also see and decide other users' jobs that wait for a signal. */
  readonly isReviewer: boolean;
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal;
  /** Asks the host again whether this caller still is who they were, for streams that stay open for long. */
  isStillAllowed(): Promise<boolean>;
  /** The address of another route for the caller, wherever the routes are mounted: `href("/jobs/1/status")`. */
  href(path: string): string;
}

/** The values of a response: a body of JSON, of bytes, or none. */
export interface RouteResponse {
  readonly status: number;
  /** By name. `Content-Type` is needed for bytes only; `undefined` is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  /**
   * Read as fast as the caller reads, and ended (`return()`) when it has gone. For `HEAD` it is not read at all. Give a
   * `Content-Length` where it is known.
   */
  readonly bytes?: AsyncIterable<Uint8Array | string>;
  /** Gives the caller up who takes none of the bytes for so long, in milliseconds. @defaultValue never */
  readonly stallMs?: number;
}

/** What a route answers, for the document. */
export interface RouteAnswer {
  readonly description: string;
  /** What the JSON looks like. */
  readonly json?: z.ZodType;
  /** The media type of the bytes. */
  readonly bytes?: string;
  /** What its headers say, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Declares a route: the handler's types follow from the schemas.
 *
 * @example
 * ```ts
 * export const getTemplate = defineRoute({
 *   name: "getTemplate",
 *   method: "GET",
 *   path: "/templates/{id}",
 *   summary: "Read a saved mapping",
 *   params: z.object({ id: z.string() }),
 *   answers: { 200: { description: "The template.", json: templateSchema } },
 *   async handle({ params, userId }) {
 *     return { status: 200, json: await templates.read(params.id, { userId }) };
 *   },
 * });
 * ```
 */
export function defineRoute<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Headers extends z.ZodType = z.ZodUndefined,
  const Body extends RouteBody = never,
>(route: Route<Params, Query, Headers, Body>): Route {
  // A handler takes what its own schemas put out; whoever serves the route keeps to them.
  return route;
}
