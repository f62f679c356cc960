import type { MessagePort } from "node:worker_threads";
import { heldBytes, sentError, serveTasks } from "@rowmill/tables/threads";
import { proposeOffline, proposeWith } from "../hybrid/propose.ts";
import type { ProviderTalk } from "../hybrid/provider-session.ts";
import type { ProviderAnswer } from "../providers/mapping-provider.ts";
import type { MappingRequest } from "../suggest/mapping-task.ts";
import type { MatchColumn } from "../table/column.ts";
import type { ProfiledTable } from "../targets/from-profile.ts";
import type { FromMappingThread, MappingThreadTask, ProviderCall, ToMappingThread } from "./mapping-messages.ts";

// The entry of the worker thread of a proposal. To cancel, the host ends the thread.

serveTasks(async (given, port) => {
  const task = given as MappingThreadTask;
  const send = (message: FromMappingThread) => port.postMessage(message);
  const { request, talk } = talkWithHost(task, port, send);
  try {
    const asked = await request;
    const proposal = await (task.samples === undefined ? proposeOffline(asked) : proposeWith(asked, { talk, samples: task.samples }));
    send({ type: "done", proposal, heldBytes: heldBytes() });
  } catch (error) {
    send({ type: "failed", error: sentError(error) });
  }
});

/** The request, once its columns have come, and the provider, which lives in the host. */
function talkWithHost(task: MappingThreadTask, port: MessagePort, send: (message: FromMappingThread) => void) {
  const source: MatchColumn[] = [];
  const reference: ProfiledTable["columns"][number][] = [];
  const ready = Promise.withResolvers<MappingRequest>();
  const waiting = new Map<number, (answer: unknown) => void>();
  port.on("message", (message: ToMappingThread) => {
    if (message.type === "source") source.push(...message.columns);
    else if (message.type === "reference") reference.push(...message.columns);
    else if (message.type === "answer") waiting.get(message.id)?.(message.answer);
    else {
      const name = task.sourceName === undefined ? {} : { name: task.sourceName };
      ready.resolve({
        ...task.request,
        source: { ...name, columns: source },
        reference: task.hasReference ? { columns: reference } : undefined,
      });
    }
  });
  const call = (one: ProviderCall) => {
    const id = waiting.size;
    send({ type: "call", id, call: one });
    return new Promise<unknown>((resolve) => waiting.set(id, resolve));
  };
  const talk: ProviderTalk = {
    ask: async (question) => (await call({ method: "ask", question })) as ProviderAnswer | undefined,
    embed: async (texts) => (await call({ method: "embed", texts })) as readonly (readonly number[])[] | undefined,
    warn: (warning) => send({ type: "warn", warning }),
    drop: (count) => send({ type: "drop", count }),
  };
  return { request: ready.promise, talk };
}
