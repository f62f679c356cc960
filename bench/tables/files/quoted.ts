import type { FileKind } from "../file-kind.ts";

/** An export that quotes every cell: texts with line breaks, and JSON. */
export const quoted: FileKind = {
  header: '"id","subject","body","payload","tags","state"',
  row(id, random) {
    const payload = JSON.stringify({ id, source: random.pick(SOURCES), score: random.below(1_000) / 10, flags: ["a", "b"] });
    const body = `Dear ${random.pick(SOURCES)},\nthis is line ${random.below(100)}, and "that" is quoted.\nBest, ${id}`;
    return [String(id), `Re: order ${random.below(1_000_000)}`, body, payload, "new; urgent", random.pick(STATES)]
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(",");
  },
};

const SOURCES = ["web", "mail", "phone", "partner portal"];
const STATES = ["open", "closed"];
