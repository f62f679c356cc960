import { describeFileStorage } from "../../../conformance/src/file-storage.ts";
import { memoryStorage } from "../../src/storage/memory-storage.ts";

describeFileStorage("memoryStorage", () => memoryStorage());
