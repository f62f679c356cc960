/** Much more than any answer: `why` of thousands of columns is below a megabyte. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** A response was longer than any answer. */
export class ResponseTooLargeError extends Error {}

/**
 * A `fetch` whose responses end after some bytes, with an error: an endpoint may send without end. Redirects are not followed, since they would
 * carry the names of columns to another host.
 */
export function boundedFetch(fetchOf: typeof fetch, maxBytes = MAX_RESPONSE_BYTES): typeof fetch {
  return async (input, init) => {
    const response = await fetchOf(input, { ...init, redirect: "manual" });
    if (!response.body) return response;
    let bytes = 0;
    const limited = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes <= maxBytes) controller.enqueue(chunk);
          else controller.error(new ResponseTooLargeError(`The response has more than ${maxBytes} bytes`));
        },
      }),
    );
    return new Response(limited, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}
