/** An event of a stream, as a client gets it. */
export interface ReceivedEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Reads the events of a response, one by one, until it ends. Comments and `retry` are passed over. */
export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent, void, undefined> {
  let buffered = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    for (let end = buffered.indexOf("\n\n"); end >= 0; end = buffered.indexOf("\n\n")) {
      const fields = Object.fromEntries(
        buffered
          .slice(0, end)
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      ) as Record<string, string>;
      buffered = buffered.slice(end + 2);
      const { id, event, data } = fields;
      if (event !== undefined && data !== undefined) yield { id, event, data: JSON.parse(data) as Record<string, unknown> };
    }
  }
}
