import { styleText } from "node:util";

const WIDTH = 28;

/** Shows the progress of one job: a bar that moves where there is a terminal, else a plain line for every tenth. */
export interface ProgressBar {
  show(percent: number, stage: string | null, figures: string): void;
  /** Leaves the bar as it stands and goes to the next line. */
  end(): void;
}

/** Makes a bar that writes to a stream. */
export function progressBar(out: NodeJS.WriteStream): ProgressBar {
  let lastTenth = -1;
  let isOpen = false;
  return {
    show(percent, stage, figures) {
      const line = `${String(percent).padStart(3)} %  ${(stage ?? "").padEnd(9)} ${figures}`;
      if (out.isTTY) {
        const filled = Math.round((WIDTH * percent) / 100);
        out.write(`\r\u001B[2K  ${styleText("green", "█".repeat(filled))}${styleText("gray", "░".repeat(WIDTH - filled))} ${line}`);
        isOpen = true;
        return;
      }
      const tenth = Math.floor(percent / 10);
      if (tenth > lastTenth) out.write(`  ${line.trimEnd()}\n`);
      lastTenth = Math.max(lastTenth, tenth);
    },
    end() {
      if (isOpen) out.write("\n");
    },
  };
}
