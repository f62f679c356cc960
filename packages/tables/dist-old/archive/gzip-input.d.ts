import type { Finding } from "../table/finding.ts";
import type { ByteInput } from "../bytes/byte-input.ts";
import type { FormatOptions } from "../table/format-options.ts";
/** Whether bytes are the start of a gzip file whose method is deflate, the only one there is. */
export declare function isGzip(bytes: Uint8Array): boolean;
/** What is packed in a gzip input, as an input of its own. */
export declare function gunzipInput(packed: ByteInput, options: FormatOptions, say: (finding: Finding) => void): ByteInput;
//# sourceMappingURL=gzip-input.d.ts.map
