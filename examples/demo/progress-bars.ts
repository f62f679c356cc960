import { styleText } from "node:util";
import { short } from "./print-table.ts";

const WIDTH = 24;
const NAME_WIDTH = 24;

/** More bars than these would scroll away. The others are counted in a line of their own. */
const MAX_BARS = 20;

/** Shows the progress of several files: a bar for each where there is a terminal, otherwise a plain line when one has ended. */
export interface ProgressBars {
  show(index: number, percent: number, status: string): void;
  end(): void;
}

/** Makes bars that write to a stream. */
export function progressBars(out: NodeJS.WriteStream, names: readonly string[]): ProgressBars {
  const states = names.map(() => ({ percent: 0, status: "pending" }));
  let drawnLines = 0;
  draw();

  return {
    show(index, percent, status) {
      const state = states[index];
      if (!state || (state.percent === percent && state.status === status)) return;
      const hasEnded = state.status !== status && ["completed", "failed", "cancelled"].includes(status);
      states[index] = { percent, status };
      if (out.isTTY) draw();
      else if (hasEnded) out.write(`  ${status.padEnd(9)} ${short(names[index], 60)}\n`);
    },
    end: draw,
  };

  function draw(): void {
    if (!out.isTTY) return;
    const lines = states.slice(0, MAX_BARS).map(({ percent, status }, index) => {
      const filled = Math.round((WIDTH * percent) / 100);
      const bar = `${styleText("green", "█".repeat(filled))}${styleText("gray", "░".repeat(WIDTH - filled))}`;
      return `  ${short(names[index], NAME_WIDTH).padEnd(NAME_WIDTH)} ${bar} ${String(percent).padStart(3)} %  ${status}`;
    });
    if (states.length > MAX_BARS) lines.push(`  and ${states.length - MAX_BARS} more`);
    if (drawnLines > 0) out.write(`\u001B[${drawnLines}A`);
    out.write(lines.map((line) => `\u001B[2K${line}\n`).join(""));
    drawnLines = lines.length;
  }
}
