import type { Finding } from "../table/finding.ts";
import type { ByteInput } from "../bytes/byte-input.ts";
import type { FormatOptions } from "../table/format-options.ts";
import { type GzipFault, gunzip } from "./gunzip.ts";

/** Whether bytes are the start of a gzip file whose method is deflate, the only one there is. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** What is packed in a gzip input, as an input of its own. */
export function gunzipInput(packed: ByteInput, options: FormatOptions, say: (finding: Finding) => void): ByteInput {
  return {
    sizeBytes: undefined,
    rereadable: packed.rereadable,
    open: () => gunzip(packed.open(), options, (fault) => say(finding(fault))),
  };
}

function finding({ code, detail, byteOffset }: GzipFault): Finding {
  return { code, ...ABOUT[code](detail), count: 1, rows: [], byteOffsets: [byteOffset] };
}

const ABOUT: Readonly<Record<GzipFault["code"], (detail: string) => Pick<Finding, "severity" | "message">>> = {
  truncated_file: (detail) => ({ severity: "error", message: `The file ends too early: ${detail}. What comes before was read.` }),
  corrupt_archive: (detail) => ({ severity: "error", message: `The archive is damaged: ${detail}. What could be unpacked was read.` }),
  trailing_data: (detail) => ({ severity: "warning", message: `Something follows after the end of the data: ${detail}. It was not read.` }),
};
