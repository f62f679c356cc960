import { accuracy } from "./mapping/accuracy.ts";
import { speed } from "./mapping/speed.ts";

/** How often columns are mapped rightly, and how long that takes. The corpora lie beside the repository, or in ROWMILL_CORPORA. */
export const scenarios = { accuracy, speed };
