import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { RouterContext } from "../../router-context.ts";

/** How long an answer is reused: no login is needed, and the store has other work. */
const GOOD_FOR_MS = 1_000;

/** How long the store may take to answer. */
const PATIENCE_MS = 2_000;

const healthSchema = z.strictObject({ status: z.enum(["ok", "draining", "unavailable"]) }).meta({ id: "Health" });

/** `GET /health`: for load balancers. */
export function healthRoute({ manager, openStreams }: RouterContext): Route {
  let askedAtMs = -Infinity;
  let reachable: Promise<boolean> | undefined;

  return defineRoute({
    name: "getHealth",
    method: "GET",
    path: "/health",
    summary: "Whether this server takes jobs",
    tag: "about",
    access: "public",
    answers: {
      200: { description: "It does.", json: healthSchema },
      503: { description: "The server is about to stop, or cannot reach its store.", json: healthSchema },
    },
    async handle() {
      const status = openStreams.isDraining ? "draining" : (await isReachable()) ? "ok" : "unavailable";
      return { status: status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" }, json: { status } };
    },
  });

  async function isReachable(): Promise<boolean> {
    if (performance.now() - askedAtMs >= GOOD_FOR_MS || !reachable) {
      askedAtMs = performance.now();
      reachable = answersInTime(manager.getJob("health"));
    }
    return await reachable;
  }
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  answer.then(
    () => resolve(true),
    () => resolve(false),
  );
  const isInTime = await promise;
  clearTimeout(timer);
  return isInTime;
}
