import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Packages resolve to their TypeScript source, so tests need no build.
  ssr: { resolve: { conditions: ["@rowmill/source", ...defaultServerConditions] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "examples/**/*.test.ts", "test/**/*.test.ts", "chaos/**/*.test.ts"],
    // A PostgreSQL for the tests that need one.
    globalSetup: ["./test/postgres/global-setup.ts"],
    reporters: ["default", "./scripts/tally-reporter.ts"],
    // They end what hangs, and are no measure of speed: a machine that does other things takes ten times as long. Tests are bound by their cases.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
