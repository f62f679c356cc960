import { profile } from "./tables/profile.ts";
import { rows } from "./tables/rows.ts";

/** What it costs to read a table of delimited text: each cell as a text, and what is in each column. */
export const scenarios = {
  "rows-mixed": rows("mixed"),
  "rows-wide": rows("wide"),
  "rows-quoted": rows("quoted"),
  "rows-utf8": rows("utf8"),
  "rows-numeric": rows("numeric"),
  "profile-mixed": profile("mixed"),
  "profile-wide": profile("wide"),
  "profile-quoted": profile("quoted"),
  "profile-utf8": profile("utf8"),
  "profile-numeric": profile("numeric"),
};
