import type { ByteInput } from "../bytes/byte-input.ts";
import type { Head } from "./head.ts";
import type { TextSample } from "./sample-text.ts";
/** Text whose encoding is known, and its start. */
export interface TextSource {
  readonly input: ByteInput;
  readonly head: Head;
  readonly sample: TextSample;
  /** For `utf8Chunks`. */
  readonly decodeAs: string | undefined;
}
//# sourceMappingURL=text-source.d.ts.map
