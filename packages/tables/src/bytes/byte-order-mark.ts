import { readSync } from "node:fs";

/** How many bytes the byte order mark of a UTF-8 file has: 3 or 0. */
export function byteOrderMarkLength(fd: number): number {
  const start = Buffer.alloc(3);
  return readSync(fd, start, 0, 3, 0) === 3 && start.equals(BYTE_ORDER_MARK) ? 3 : 0;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
