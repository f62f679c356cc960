import { memory } from "./tables/memory.ts";
import { profile } from "./tables/profile.ts";
import { rows } from "./tables/rows.ts";

/** What it costs to read a table of delimited text: each cell as a text, and what is in each column. */
export const scenarios = {
  "rows-mixed": rows("mixed"),
  "rows-wide": rows("wide"),
  "rows-quoted": rows("quoted"),
  "rows-utf8": rows("utf8"),
  "rows-numeric": rows("numeric"),
  "memory-mixed": memory("mixed"),
  "memory-wide": memory("wide"),
  "memory-quoted": memory("quoted"),
  "memory-utf8": memory("utf8"),
  "memory-numeric": memory("numeric"),
  "profile-mixed": profile("mixed"),
  "profile-wide": profile("wide"),
  "profile-quoted": profile("quoted"),
  "profile-utf8": profile("utf8"),
  "profile-numeric": profile("numeric"),
};
