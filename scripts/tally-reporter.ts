import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Prints the closing line that CI reads: `N passed, N failed` (and `, N skipped` where there are any).
 * Whatever makes the run fail counts as a failure: a test, a hook, a file that could not be loaded, an unhandled error.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") tally[state] += 1;
      }
      // The errors of a file (it could not be loaded) and of suites (a hook threw) belong to no test.
      for (const group of [testModule, ...testModule.children.allSuites()]) {
        if (group.errors().length > 0) tally.failed += 1;
      }
    }
    const skipped = tally.skipped === 0 ? "" : `, ${tally.skipped} skipped`;
    process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
  }
}
