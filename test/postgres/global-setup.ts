import type { TestProject } from "vitest/node";
import { startServer, type PostgresServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connects to the server of this run, as a user who may create databases. */
    readonly postgresUrl: string;
  }
}

/**
 * Starts the PostgreSQL that the tests of this run share: `TEST_DATABASE_URL` if that is set, else one of our own.
 * Takes about a second, once.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  let server: PostgresServer | undefined;
  if (given === undefined) server = await startServer();
  project.provide("postgresUrl", given ?? server!.url);
  return async () => {
    await server?.remove();
  };
}
