import { rows } from "./tables/rows.ts";

/** What it costs to read a table of delimited text: each cell as a text. */
export const scenarios = {
  "rows-mixed": rows("mixed"),
  "rows-wide": rows("wide"),
  "rows-quoted": rows("quoted"),
  "rows-utf8": rows("utf8"),
  "rows-numeric": rows("numeric"),
};
