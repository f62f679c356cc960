import { modes } from "../modes.ts";
import { playSlice, type Slice } from "./play-slice.ts";

// The process of `playCases`.

process.once("message", (slice: Slice) => void play(slice));

async function play(slice: Slice): Promise<void> {
  await playSlice(modes[slice.mode]!, slice, (message) => process.send?.(message));
  process.disconnect();
}
