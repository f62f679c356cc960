import { jsonMemory } from "./json/memory.ts";
import { profileJsonFiles } from "./json/profile.ts";
import { readJsonFiles } from "./json/read.ts";

/** What it costs to read JSON: each record as a row of texts, nested objects in columns of their own; and what is in each column. */
export const scenarios = {
  lines: readJsonFiles("jsonl"),
  document: readJsonFiles("json"),
  "profile-lines": profileJsonFiles("jsonl"),
  "profile-document": profileJsonFiles("json"),
  "memory-lines": jsonMemory("jsonl"),
  "memory-document": jsonMemory("json"),
};
