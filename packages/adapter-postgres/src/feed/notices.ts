import type { JobChange } from "@rowmill/core/adapter";

/** The most that PostgreSQL takes as the payload of a notification, in bytes. https://www.postgresql.org/docs/current/sql-notify.html */
const MAX_PAYLOAD_BYTES = 7_999;

/**
 * Writes changes as payloads of notifications, as few as they fit in. A change that fits in none (a user's id of thousands of characters)
 * is left out: whoever waits for it looks by itself.
 * @param source - names the store that tells, so that it can pass by what it hears of itself; empty for what all must hear
 */
export function toPayloads(source: string, changes: readonly JobChange[]): string[] {
  const payloads: string[] = [];
  const head = `${source} `;
  let text = head;
  let sizeBytes = head.length;
  for (const { jobId, type, userId, status, claimNo, revision, parentId } of changes) {
    const item = JSON.stringify([jobId, type, userId, status, claimNo, revision, ...(parentId === undefined ? [] : [parentId])]);
    const itemBytes = Buffer.byteLength(item) + 1;
    if (head.length + itemBytes > MAX_PAYLOAD_BYTES) continue;
    if (sizeBytes + itemBytes > MAX_PAYLOAD_BYTES) {
      payloads.push(text);
      text = head;
      sizeBytes = head.length;
    }
    text += `${item}\n`;
    sizeBytes += itemBytes;
  }
  if (sizeBytes > head.length) payloads.push(text);
  return payloads;
}

/** Reads the changes of a payload that another store wrote; none of those that `self` wrote, or that nobody of us did. */
export function fromPayload(self: string, payload: string): JobChange[] {
  const headEnd = payload.indexOf(" ");
  if (headEnd < 0 || payload.slice(0, headEnd) === self) return [];
  try {
    return payload
      .slice(headEnd + 1)
      .trimEnd()
      .split("\n")
      .map((item) => {
        const [jobId, type, userId, status, claimNo, revision, parentId] = JSON.parse(item) as ChangeTuple;
        return { jobId, type, userId, status, claimNo, revision, ...(parentId !== undefined && { parentId }) };
      });
  } catch {
    return [];
  }
}

type ChangeTuple = [string, string, string | null, JobChange["status"], number, number, string?];
