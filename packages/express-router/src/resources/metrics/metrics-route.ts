import { createHash, timingSafeEqual } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import { defineRoute, type Route } from "@rowmill/core/http";
import { z } from "zod";
import type { MetricsOptions } from "../../http/router-options.ts";
import type { RouterContext } from "../../router-context.ts";

/** `GET /metrics`: for Prometheus, which no user's login fits. */
export function metricsRoute({ manager }: Pick<RouterContext, "manager">, metrics: MetricsOptions): Route {
  return defineRoute({
    name: "getMetrics",
    method: "GET",
    path: "/metrics",
    summary: "Counters and timings of this process, for Prometheus",
    tag: "about",
    access: "public",
    headers: z.object({ authorization: z.string().optional() }),
    answers: { 200: { description: "The metrics in the text format of Prometheus.", bytes: "text/plain" } },
    problems: metrics === "public" ? [] : ["NOT_AUTHENTICATED"],
    async handle({ headers }) {
      if (metrics !== "public" && !isToken(metrics.token, headers.authorization)) {
        throw new RowmillError("NOT_AUTHENTICATED", "The metrics need the bearer token that the host has set for them");
      }
      const text = await manager.metrics();
      return {
        status: 200,
        headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
        bytes: once(text),
      };
    },
  });
}

/** Compares hashes, so that the time tells neither the token nor its length. */
function isToken(token: string, authorization = ""): boolean {
  return timingSafeEqual(sha256(`Bearer ${token}`), sha256(authorization));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}
