import { describe, expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";

const TOKEN = "a token for the scraper";

describe("GET /metrics", () => {
  it("is not there by default", async () => {
    const { ask } = await apiFixture();
    expect((await ask("/metrics")).status).toBe(404);
  });

  it("answers the scraper's token with the text format of Prometheus", async () => {
    const { ask, create } = await apiFixture({ metrics: { token: TOKEN } });
    await create("held", {});
    const response = await ask("/metrics", { as: TOKEN });
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(await response.text()).toContain('rowmill_jobs_created_total{type="held"} 1\n');
  });

  it.each(["ada", "", "a token for the scrapeR", null])("refuses the token %j with 401", async (token) => {
    const { ask } = await apiFixture({ metrics: { token: TOKEN } });
    const response = await ask("/metrics", { as: token });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "NOT_AUTHENTICATED" });
  });

  it("answers any caller if it is public", async () => {
    const { ask } = await apiFixture({ metrics: "public" });
    expect((await ask("/metrics", { as: null })).status).toBe(200);
  });
});
