import { jobs } from "./jobs.ts";
import { reading } from "./reading.ts";
import type { Suite } from "./suite.ts";

/** All suites, by name: add one here to have it run by `npm run cases`. */
export const suites: Readonly<Record<string, Suite>> = { jobs, reading };
