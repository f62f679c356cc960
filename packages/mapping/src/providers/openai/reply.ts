import type { ProviderUsage } from "../mapping-provider.ts";
import type { OpenAiApi } from "./rungs.ts";

/** What an endpoint replied, in one form for both APIs. */
export type Reply =
  | { readonly kind: "written"; readonly text: unknown; readonly usage: Partial<ProviderUsage> }
  | { readonly kind: "refused" | "incomplete"; readonly usage: Partial<ProviderUsage> }
  /** An error that came with the status 200, as routers send it. */
  | { readonly kind: "error"; readonly error: Readonly<Record<string, unknown>> }
  /** No reply of this API: a web page, an empty body, other JSON. */
  | { readonly kind: "foreign" };

type Json = Readonly<Record<string, unknown>>;

/** Reads the body of a successful response. Nothing is taken for granted: compatible endpoints leave out what they like. */
export function readReply(api: OpenAiApi, body: unknown): Reply {
  if (!isRecord(body)) return { kind: "foreign" };
  if (isRecord(body["error"])) return { kind: "error", error: body["error"] };
  return api === "chat" ? chatReply(body) : responsesReply(body);
}

function chatReply(body: Json): Reply {
  const choice = recordsOf(body["choices"])[0];
  const message = choice?.["message"];
  if (!choice || !isRecord(message)) return { kind: "foreign" };
  const usage = usageOf(body["usage"], "prompt", "completion");
  const reason = choice["finish_reason"];
  if (reason === "length") return { kind: "incomplete", usage };
  if (reason === "content_filter" || isText(message["refusal"])) return { kind: "refused", usage };
  const call = recordsOf(message["tool_calls"])[0]?.["function"];
  const text = isRecord(call) ? call["arguments"] : textOf(message["content"]);
  return { kind: "written", text, usage };
}

function responsesReply(body: Json): Reply {
  if (!Array.isArray(body["output"])) return { kind: "foreign" };
  const usage = usageOf(body["usage"], "input", "output");
  const output = recordsOf(body["output"]);
  const contents = output.flatMap((item) => (item["type"] === "message" ? recordsOf(item["content"]) : []));
  const details = body["incomplete_details"];
  if (body["status"] === "incomplete")
    return { kind: isRecord(details) && details["reason"] === "content_filter" ? "refused" : "incomplete", usage };
  if (contents.some(({ type }) => type === "refusal")) return { kind: "refused", usage };
  const call = output.find(({ type }) => type === "function_call");
  return { kind: "written", text: call ? call["arguments"] : textOf(contents), usage };
}

/** A text, or a list of parts with text. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return recordsOf(content)
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("");
}

function usageOf(usage: unknown, prompt: string, completion: string): Partial<ProviderUsage> {
  if (!isRecord(usage)) return {};
  const count = (value: unknown) => (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0);
  const detail = (side: string, key: string) => {
    const details = usage[`${side}_tokens_details`];
    return isRecord(details) ? count(details[key]) : 0;
  };
  return {
    promptTokens: count(usage[`${prompt}_tokens`]),
    completionTokens: count(usage[`${completion}_tokens`]),
    cachedTokens: detail(prompt, "cached_tokens"),
    reasoningTokens: detail(completion, "reasoning_tokens"),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function recordsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
