import type { ByteInput } from "../bytes/byte-input.ts";
import { type EncodingGuess } from "./encoding-survey.ts";
import type { Head } from "./head.ts";
import type { OpenOptions } from "../table/open-options.ts";
/** How bytes become text, and whether only samples of them were looked at. */
export interface SurveyedEncoding extends EncodingGuess {
  readonly isSampled: boolean;
}
/** What the caller says of the encoding: it is not doubted; and see `OpenOptions`. */
export interface EncodingOptions extends Pick<OpenOptions, "trustSamples" | "onSurveyed"> {
  readonly encoding?: string | undefined;
}
/**
 * Finds out how the bytes of an input become text. A file that can be read twice is surveyed to its end, unless samples are enough; of a
 * stream, the head.
 *
 * @throws RowmillError `OPTION_INVALID` for an unknown encoding, `FILE_FORMAT_UNSUPPORTED` for one that cannot be read
 */
export declare function detectEncoding(
  input: ByteInput,
  head: Head,
  { encoding: label, trustSamples, onSurveyed }: EncodingOptions,
): Promise<SurveyedEncoding>;
//# sourceMappingURL=detect-encoding.d.ts.map
