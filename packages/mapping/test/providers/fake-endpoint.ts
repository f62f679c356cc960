import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the endpoint got it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  readonly text: string;
}

export type Respond = (request: SeenRequest, response: ServerResponse) => void;

/** Starts an HTTP server that speaks the protocol, as well as `respond` does. It keeps all requests. */
export async function fakeEndpoint(respond: Respond) {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const arrived = { path: request.url ?? "", headers: request.headers, body: JSON.parse(text) as SeenRequest["body"], text };
      seen.push(arrived);
      respond(arrived, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

/** What a model would be asked to match, by the names in the prompt. */
interface Question {
  readonly source: readonly { readonly id: string; readonly name: string }[];
  readonly target: readonly { readonly id: string; readonly name: string }[];
  readonly fields: readonly { source: { id: string; text: string }[]; target: { id: string; text: string }[] }[];
}

/** The question in a request, whatever API and way it came by. */
function questionOf({ body }: SeenRequest): Question {
  const content: string = body["input"] ?? body["messages"].at(-1).content;
  return JSON.parse(content.slice(content.indexOf(content.startsWith("{") ? "{" : '\n\n{"')).trim()) as Question;
}

/** The answer of a model that knows these pairs of names: source, target, and how sure it is. */
export function matching(
  request: SeenRequest,
  pairs: readonly (readonly [source: string | readonly string[], target: string, sure?: number])[],
) {
  const { source, target } = questionOf(request);
  const idOf = (side: Question["source"], name: string) => side.find((column) => column.name === name)?.id;
  const matches = pairs.flatMap(([from, to, c = 10]) => {
    const t = idOf(target, to);
    const s = [from].flat().map((name) => idOf(source, name));
    return t === undefined || s.includes(undefined) ? [] : [{ t, s, c, why: "they mean the same" }];
  });
  return { matches };
}

const USAGE = { prompt_tokens: 120, completion_tokens: 30, prompt_tokens_details: { cached_tokens: 64 } };

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** A chat completion with this content. */
export function sendChat(response: ServerResponse, content: unknown, { finish = "stop", message = {} } = {}): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  sendJson(response, 200, {
    id: "c1",
    object: "chat.completion",
    choices: [{ index: 0, finish_reason: finish, message: { role: "assistant", content: text, ...message } }],
    usage: USAGE,
  });
}

/** The same as a call of a function. */
export function sendToolCall(response: ServerResponse, args: unknown): void {
  const call = { id: "t1", type: "function", function: { name: "matches", arguments: JSON.stringify(args) } };
  sendChat(response, "", { finish: "tool_calls", message: { content: null, tool_calls: [call] } });
}

/** A response of the Responses API. */
export function sendResponses(response: ServerResponse, content: unknown, fields: object = {}): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  sendJson(response, 200, {
    id: "r1",
    object: "response",
    status: "completed",
    output: [
      { type: "reasoning", summary: [] },
      { type: "message", role: "assistant", content: [{ type: "output_text", text }] },
    ],
    usage: { input_tokens: 100, output_tokens: 40, output_tokens_details: { reasoning_tokens: 16 } },
    ...fields,
  });
}

/** An error as OpenAI writes it. */
export function sendError(response: ServerResponse, status: number, error: unknown, headers: Record<string, string> = {}): void {
  sendJson(response, status, { error }, headers);
}
