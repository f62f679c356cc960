import { createRemoteJWKSet, jwtVerify, SignJWT } from "jose";
import jwt from "jsonwebtoken";
import { createSecretKey, generateKeyPairSync } from "node:crypto";
import { RowmillError } from "@rowmill/core";
import type { HostRequest } from "@rowmill/express-router";
import { describe, expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";
import { serve } from "./serve.ts";

const secret = "a secret of 32 bytes for the test";
const tokenOf = ({ headers }: HostRequest) => headers.authorization?.replace(/^Bearer /, "") ?? "";
const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;

/** Tokens that a verifier refuses. */
const badTokens = {
  expired: jwt.sign({ sub: "ada", exp: hourAgo }, secret),
  "not valid yet": jwt.sign({ sub: "ada", nbf: hourAgo + 36_000 }, secret),
  "signed by someone else": jwt.sign({ sub: "ada" }, "another secret of 32 bytes, or so"),
  "not signed": jwt.sign({ sub: "ada" }, null, { algorithm: "none" }),
  "signed with another algorithm": jwt.sign({ sub: "ada" }, generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, {
    algorithm: "RS256",
  }),
  "for another audience": jwt.sign({ sub: "ada", aud: "others" }, secret),
  "no token": "x.y.z",
  empty: "",
};

const verifiers = {
  jsonwebtoken(request: HostRequest) {
    const { sub } = jwt.verify(tokenOf(request), secret, { algorithms: ["HS256"], audience: "jobs" });
    return { userId: String(sub) };
  },
  async jose(request: HostRequest) {
    const { payload } = await jwtVerify(tokenOf(request), createSecretKey(secret, "utf8"), { algorithms: ["HS256"], audience: "jobs" });
    return { userId: String(payload.sub) };
  },
};

for (const [library, authenticate] of Object.entries(verifiers)) {
  describe(`an authenticate that verifies by ${library} without a try`, () => {
    it("lets a valid token in", async () => {
      const { ask } = await apiFixture({ authenticate });
      const token = await new SignJWT({ sub: "ada", aud: "jobs" })
        .setProtectedHeader({ alg: "HS256" })
        .sign(createSecretKey(secret, "utf8"));
      expect((await ask("/jobs", { as: token })).status).toBe(200);
    });

    it.each(Object.entries(badTokens))("answers a token that is %s with 401, and logs nothing", async (_what, token) => {
      const { ask, logged } = await apiFixture({ authenticate });
      const response = await ask("/jobs", { as: token });
      expect([response.status, response.headers.get("WWW-Authenticate")]).toEqual([401, "Bearer"]);
      expect(await response.json()).toMatchObject({ code: "NOT_AUTHENTICATED" });
      expect(logged).toEqual([]);
    });
  });
}

describe("an authenticate that throws", () => {
  it.each([
    [401, "NOT_AUTHENTICATED", { status: 401 }],
    [401, "NOT_AUTHENTICATED", { statusCode: 401 }],
    [401, "NOT_AUTHENTICATED", { output: { statusCode: 401 } }],
    [403, "ACCESS_DENIED", { status: 403 }],
    [403, "ACCESS_DENIED", { statusCode: 403 }],
  ])("is answered with %s %s for %j, and logged nowhere", async (status, code, members) => {
    const { ask, logged } = await apiFixture({ authenticate: () => Promise.reject(Object.assign(new Error("no: s3cret"), members)) });
    const response = await ask("/jobs");
    const text = await response.text();
    expect([response.status, (JSON.parse(text) as { code: string }).code]).toEqual([status, code]);
    expect(text).not.toContain("s3cret");
    expect(logged).toEqual([]);
  });

  it("may throw a RowmillError of its own", async () => {
    const { ask, logged } = await apiFixture({
      authenticate: () => Promise.reject(new RowmillError("ACCESS_DENIED", "Your account is closed")),
    });
    const response = await ask("/jobs");
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ detail: "Your account is closed" })]);
    expect(logged).toEqual([]);
  });

  it.each([
    ["a secret that is not set", () => jwt.verify(badTokens.expired, undefined as never) as never],
    ["a key set that cannot be fetched", keysNowhere],
    ["an error with another status", () => Promise.reject(Object.assign(new Error("no"), { status: 502 }))],
    ["a value that is no error", () => Promise.reject("no")],
    ["nothing", () => Promise.reject(undefined as never)],
  ])("is the host's mistake if it is %s: 500, and the log says why", async (_what, authenticate) => {
    const { ask, logged } = await apiFixture({ authenticate });
    expect((await ask("/jobs")).status).toBe(500);
    expect(logged).toEqual([expect.objectContaining({ level: "error" })]);
  });
});

async function keysNowhere(): Promise<never> {
  const url = await serve((_request, response) => void response.writeHead(503).end());
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await jwtVerify(jwt.sign({ sub: "ada" }, privateKey, { algorithm: "RS256" }), createRemoteJWKSet(new URL(url)));
  throw new Error("unreachable");
}
