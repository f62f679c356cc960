/** The same object with its keys in snake_case, as JSON over HTTP and in SQL has them. Objects in it are unchanged. */
export function snakeCased(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [snake(key), one]));
}
