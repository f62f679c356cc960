// Opens a store and prints "open", or the code of the error.
import { sqliteStore } from "@rowmill/adapter-sqlite";

const [path] = process.argv.slice(2) as [string];
try {
  await sqliteStore({ path }).close();
  console.log("open");
} catch (error) {
  console.log((error as { code: unknown }).code);
}
