import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The words that this "model" knows, as it were from its training. */
const KNOWN = new Map([["Kdgrp", "loyalty_tier"]]);

/** Starts a server that speaks the Chat Completions API as a model would, so that the example needs no key and no network. */
export async function startStandInModel() {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const { messages } = JSON.parse(text) as { messages: { content: string }[] };
      const { source, target } = JSON.parse(messages.at(-1)?.content ?? "") as Record<"source" | "target", { id: string; name: string }[]>;
      const matches = source.flatMap(({ id, name }) => {
        const field = target.find((one) => one.name === KNOWN.get(name));
        return field ? [{ t: field.id, s: [id], c: 9, why: "customer group decides the tier" }] : [];
      });
      const message = { role: "assistant", content: JSON.stringify({ matches }) };
      const usage = { prompt_tokens: 214, completion_tokens: 24 };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ choices: [{ index: 0, finish_reason: "stop", message }], usage }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close: () => server.close() };
}
