import { describeFileStorage } from "@rowmill/conformance";
import { memoryStorage } from "../../src/storage/memory-storage.ts";

describeFileStorage("memoryStorage", () => memoryStorage());
