import pg from "pg";

/** Locks the table of jobs, as a migration of the application's would. Returns a function that unlocks it. */
export async function lockTable(databaseUrl: string, mode: "share" | "access exclusive"): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "chaos" });
  await client.connect();
  await client.query(`begin; lock table rowmill.jobs in ${mode} mode`);
  return async () => {
    await client.query("commit");
    await client.end();
  };
}
