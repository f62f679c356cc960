import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { RejectedRow } from "@rowmill/tables";

/** The rejected rows of a transform, in the order of the file, from the JSON Lines that `transformFile` has written. */
export async function* readRejects(path: string, signal: AbortSignal): AsyncGenerator<RejectedRow> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    signal.throwIfAborted();
    if (line !== "") yield JSON.parse(line) as RejectedRow;
  }
}
