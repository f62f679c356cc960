/** As many of the first items as have at most `maxBytes` of JSON together. */
export function takeWithinBytes<Item>(items: readonly Item[], maxBytes: number): Item[] {
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > maxBytes;
  });
  return items.slice(0, end < 0 ? items.length : end);
}
