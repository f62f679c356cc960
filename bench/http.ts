import { fanOut } from "./http/fan-out.ts";
import { status } from "./http/status.ts";
import { uploadMemory } from "./http/upload-memory.ts";
import { upload } from "./http/upload.ts";

/** What the HTTP API costs: beside a bare Express route, for many readers of events, for big files. */
export const scenarios = { status, "fan-out": fanOut, upload, "upload-memory": uploadMemory };
