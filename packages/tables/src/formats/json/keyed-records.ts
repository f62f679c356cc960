/** What the column is called that has the keys of records which a document has by their keys. */
const KEY_COLUMN = "key";

/** The path of records that are the values of the document's keys: `{"DE": {...}, "FR": {...}}`. */
export const KEYED_PATH = "*";

/**
 * Whether the values of an object are records: three at least, all of them objects, with mostly the same keys.
 * @param entries - the first values, parsed
 */
export function areRecords(entries: readonly unknown[]): boolean {
  if (entries.length < LEAST_RECORDS) return false;
  const counts = new Map<string, number>();
  let total = 0;
  for (const entry of entries) {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return false;
    for (const key of Object.keys(entry)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      total += 1;
    }
  }
  return counts.size > 0 && total >= counts.size * entries.length * MOSTLY;
}

const LEAST_RECORDS = 3;
/** So many of all keys, on average, each record has. */
const MOSTLY = 0.6;

/**
 * Gives a document that has records by their keys as a list of them, each with its key in the first place, while its bytes come:
 * `{"DE": {"pop": 83}}` becomes `[{"key":"DE","pop": 83}]`. What is no object becomes a record with its key and a `value`.
 *
 * @param chunks - UTF-8
 */
export async function* listOfKeyed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rewriter = new Rewriter();
  for await (const chunk of chunks) yield rewriter.rewrite(chunk);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Where in the document the rewriter is: before it, before a key, in one, before a value, behind the start of a record, in a value, behind it all. */
type State = "start" | "before-key" | "key" | "before-value" | "opened" | "record" | "value" | "end";

class Rewriter {
  #state: State = "start";
  /** How many brackets of the value are open. */
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #key: number[] = [];

  rewrite(chunk: Uint8Array): Uint8Array {
    const out: Uint8Array[] = [];
    let from = 0;
    /** Passes on what was taken as it is, and adds something in place of the byte here. */
    const replace = (at: number, text: string | Uint8Array, keeps: boolean) => {
      out.push(chunk.subarray(from, at), Buffer.from(text));
      from = keeps ? at : at + 1;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#state === "record" || this.#state === "value") {
        if (this.#pass(byte)) continue;
        // A single value ends before a comma or the end of the document.
        if (this.#state === "value") replace(at, "}", true);
        this.#state = "before-key";
      }
      if (this.#state === "key") {
        this.#key.push(byte);
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#state = "before-value";
        from = at + 1;
      } else if (this.#state === "start" && byte === OPEN_BRACE) {
        replace(at, "[", false);
        this.#state = "before-key";
      } else if (this.#state === "before-key" && byte === QUOTE) {
        replace(at, "", false);
        this.#key = [QUOTE];
        this.#state = "key";
      } else if (this.#state === "before-key" && byte === CLOSE_BRACE) {
        replace(at, "]", false);
        this.#state = "end";
      } else if (this.#state === "before-value" && !isBlank(byte)) {
        if (byte === COLON) {
          replace(at, "", false);
          continue;
        }
        const start = Buffer.concat([Buffer.from(`{${JSON.stringify(KEY_COLUMN)}:`), Uint8Array.from(this.#key)]);
        this.#depth = 1;
        if (byte === OPEN_BRACE) {
          replace(at, start, false);
          this.#state = "opened";
        } else {
          replace(at, Buffer.concat([start, Buffer.from(',"value":')]), true);
          this.#depth = 0;
          this.#state = "value";
          this.#pass(byte);
        }
      } else if (this.#state === "opened" && !isBlank(byte)) {
        if (byte !== CLOSE_BRACE) replace(at, ",", true);
        this.#state = "record";
        this.#pass(byte);
        if (byte === CLOSE_BRACE) this.#state = "before-key";
      }
    }
    out.push(chunk.subarray(from));
    return Buffer.concat(out);
  }

  /** Follows a value. Answers whether the byte belongs to it; the bracket that closes a record is the last one that does. */
  #pass(byte: number): boolean {
    if (this.#inString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return true;
    }
    if (this.#depth === 0 && (byte === COMMA || byte === CLOSE_BRACE)) return false;
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.#depth -= 1;
      if (this.#depth === 0 && this.#state === "record") this.#state = "before-key";
    }
    return true;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
