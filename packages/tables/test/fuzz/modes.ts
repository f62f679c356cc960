import type { FuzzMode } from "./harness/mode.ts";
import { reading } from "./reading/reading.ts";
import { transform } from "./transform/transform.ts";

/** What `npm run fuzz -- MODE` can do. */
export const modes: Readonly<Record<string, FuzzMode>> = { reading, transform };
