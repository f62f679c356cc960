import { dialect } from "./detection/dialect.ts";
import { encoding } from "./detection/encoding.ts";

/** How often the form of a file is found, and how long that takes. */
export const scenarios = { dialect, encoding };
