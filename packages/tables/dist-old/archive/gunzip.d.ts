import { type ZipLimits } from "./zip-limits.ts";
/** How much may be unpacked. */
export type InflationLimits = Pick<ZipLimits, "maxInflatedBytes" | "maxInflationRatio">;
/** What may be wrong with a gzip file, and where, in bytes from the start of the packed file. */
export interface GzipFault {
  readonly code: "truncated_file" | "corrupt_archive" | "trailing_data";
  readonly detail: string;
  readonly byteOffset: number;
}
/**
 * Unpacks gzip (RFC 1952), with all its members, piece by piece. What is damaged does not end in an error: everything that can be
 * unpacked comes out, and `say` is told what is wrong, once. zlib's own gunzip keeps silent about bytes after the end.
 *
 * @throws RowmillError `FILE_TOO_LARGE_INFLATED` if more comes out than the limits allow; and whatever the source throws
 */
export declare function gunzip(
  source: AsyncIterable<Uint8Array>,
  limits: InflationLimits,
  say: (fault: GzipFault) => void,
): AsyncGenerator<Uint8Array>;
//# sourceMappingURL=gunzip.d.ts.map
