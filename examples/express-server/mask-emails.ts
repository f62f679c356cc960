import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { defineJobType, type FileStorage, NonRetriableError } from "@rowmill/core";
import { z } from "zod";

/**
 * A job type of the application's own. With an endpoint it has a route: POST /jobs/mask-emails. What `files` names, the task manager checks: a job
 * is created only on a file that its user may use, and the file cannot be deleted until the job has finished.
 */
const maskEmails = defineJobType({
  type: "mask-emails",
  input: z.strictObject({
    file_id: z.string().max(200),
    /** Slows the job down, to be watched and cancelled. */
    lines_per_second: z.number().positive().optional(),
  }),
  result: z.strictObject({ file_id: z.string(), lines: z.int(), masked: z.int() }),
  files: ({ file_id }) => ({ inputFileId: file_id }),
  resultFile: ({ file_id }) => file_id,
  endpoint: { path: "mask-emails", message: "E-mail addresses will be masked", summary: "Mask the e-mail addresses in a text file" },
});

/** The job type with its handler, for `manager.register`. */
export function maskEmailsJobs(files: FileStorage) {
  return maskEmails.handle(
    async ({ file_id, lines_per_second: linesPerSecond = Infinity }, { job, signal, progress }) => {
      const file = await files.stat(file_id);
      if (!file) throw new NonRetriableError("The file was deleted");
      const { sizeBytes } = file;
      const counts = { bytes: 0, lines: 0, masked: 0 };
      const result = await files.put(maskedLines(), {
        name: `masked-${file.name}`,
        contentType: "text/plain; charset=utf-8",
        userId: job.userId,
        signal,
      });
      return { file_id: result.id, lines: counts.lines, masked: counts.masked };

      async function* maskedLines(): AsyncGenerator<Uint8Array> {
        for await (const line of createInterface({ input: Readable.from(files.open(file_id, { signal })), crlfDelay: Infinity })) {
          counts.lines += 1;
          counts.bytes += Buffer.byteLength(line) + 1;
          progress((counts.bytes / sizeBytes) * 100, "masking", counts);
          yield Buffer.from(`${line.replaceAll(EMAIL, mask)}\n`);
          if (linesPerSecond !== Infinity) await sleep(1_000 / linesPerSecond, undefined, { signal });
        }
      }

      function mask(): string {
        counts.masked += 1;
        return "***@***";
      }
    },
    { files },
  );
}

/** Good enough for an example: what addresses can look like is another story. */
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
