import { abort } from "./analyze/abort.ts";
import { profile } from "./analyze/profile.ts";

/** What it costs to find out what is in a file, and how soon that can be called off. */
export const scenarios = { profile, abort };
