import type { Json } from "@rowmill/core";
import { hashJson } from "@rowmill/core/adapter";
import { expect } from "vitest";
import type { Cases } from "../../cases.ts";
import { AGAIN, reportOf, settleJob, startJob, updateJob } from "../attempt.ts";
import type { JobStoreHarness } from "../harness.ts";
import { insertJob, jsonText, readJob } from "../new-job.ts";

export const jsonCases: Cases<JobStoreHarness> = {
  "keeps every kind of value": keeps({ null: null, yes: true, no: false, number: 1, text: "a", list: [1, [2, []]], object: { inner: {} } }),
  "keeps values that are no objects": async (harness) => {
    for (const value of [null, true, 0, "", "text", [], ["a"]]) await keeps(value)(harness);
  },
  "keeps numbers to the last digit": keeps([
    0.1, -0.5, 1e-7, 5e-324, 1.7976931348623157e308, 9_007_199_254_740_991, -9_007_199_254_740_991,
  ]),
  "keeps text of every script": keeps([
    "größer",
    "日本語",
    "🏳️‍🌈",
    "مرحبا",
    "e\u0301",
    "\u2028\u2029\ufeff",
    "\u0001\u001f\u007f\t\r\n",
    "\\ \" ' ` $1 %s ?",
  ]),
  "keeps empty strings and empty keys": keeps({ "": "", " ": " " }),
  "keeps keys that mean something to JavaScript": keeps(
    JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":null,"length":3}') as Json,
  ),
  "keeps the same keys in different places apart": keeps({ a: { a: { a: 1 } }, A: 2, "a.a": 3 }),
  "keeps deep values": keeps(nested(300)),
  "keeps a megabyte": keeps("ä".repeat(500_000)),
  "takes any text in stages, log lines and errors": async ({ store }) => {
    const job = await startJob(store);
    const text = "before \u0000 \ud800 after";
    await updateJob(store, job, { report: reportOf({ stage: text, log: [{ level: "info", message: text }] }) });
    await settleJob(store, job, {
      ...AGAIN,
      error: {
        code: "HANDLER_FAILED",
        message: text,
        stack: text,
        causes: [{ depth: 1, name: "Error", code: null, message: text, stack: text }],
      },
    });

    const { stage, error } = await readJob(store, job);
    const [line] = await store.readLog({ id: job.id }, 1);
    for (const kept of [stage, line?.message, error?.message, error?.stack, error?.causes[0]?.message])
      expect(kept).toMatch(/^before .* after$/s);
  },
};

/** For stores with `limits.anyUnicodeInJson`. */
export const anyUnicodeCases: Cases<JobStoreHarness> = {
  "keeps U+0000": keeps({ "key\u0000": "a\u0000b" }),
  "keeps lone surrogates": keeps(["\ud800", "\udc00\ud800", "a\udfffb"]),
};

/** The value comes back the same as an input, a checkpoint and a result; the order of keys is free. */
function keeps(value: Json) {
  return async ({ store }: JobStoreHarness): Promise<void> => {
    const expected = hashJson(value);
    const text = jsonText(value);
    const inserted = await insertJob(store, { input: text });
    const started = await startJob(store, { input: text });
    await updateJob(store, started, { checkpoint: value });
    await settleJob(store, started, { status: "completed", result: text, resultFileId: null });

    const { input, checkpoint, result } = await readJob(store, started);
    for (const kept of [inserted.input, input, checkpoint, result]) {
      // The whole value only where it helps to read the failure: a megabyte does not.
      if (text.length < 1_000) expect(kept).toEqual(value);
      expect(hashJson(kept)).toBe(expected);
    }
  };
}

function nested(depth: number): Json {
  let value: Json = "bottom";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { inner: value };
  return value;
}
