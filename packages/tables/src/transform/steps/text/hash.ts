import { createHash, createHmac } from "node:crypto";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";

/** Makes a digest of the text, or an HMAC with a secret of the host's. */
export const compileHash: StepCompiler<"hash"> = ({ algorithm = "sha256", encoding = "hex", secret }, context) => {
  const key = secret === undefined ? undefined : context.secret(secret);
  return textStep((text) => (key === undefined ? createHash(algorithm) : createHmac(algorithm, key)).update(text).digest(encoding), true);
};
