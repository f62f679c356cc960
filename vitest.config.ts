import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Tests of functions of values, and of objects that end with their test. Their files share processes: each would take half a second to start. */
const SHARED = [
  "packages/{adapter-memory,conformance,core,mapping}/test/**/*.test.ts",
  // A program that the attacks start is taken for as large as the process that started it (Linux keeps the peak across exec).
  "packages/tables/test/**/!(attacks).test.ts",
  // Imports need a PostgreSQL.
  "packages/data-jobs/test/!(import)/**/*.test.ts",
];

export default defineConfig({
  // Packages resolve to their TypeScript source, so tests need no build.
  ssr: { resolve: { conditions: ["@rowmill/source", ...defaultServerConditions] } },
  test: {
    reporters: ["default", "./scripts/tally-reporter.ts"],
    // They end what hangs, and are no measure of speed: a machine that does other things takes ten times as long. Tests are bound by their cases.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 120_000 } },
    // What one test replaces is there again for the next one.
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      { extends: true, test: { name: "shared", isolate: false, include: SHARED } },
      {
        extends: true,
        test: {
          name: "isolated",
          include: ["packages/*/test/**/*.test.ts", "examples/**/*.test.ts", "test/**/*.test.ts", "chaos/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...SHARED],
          // A PostgreSQL for the tests that need one.
          globalSetup: ["./test/postgres/global-setup.ts"],
        },
      },
    ],
  },
});
