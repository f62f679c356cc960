import { StepFailure } from "../cell-step.ts";
import { onError } from "../on-error.ts";
import type { StepCompiler } from "../step-context.ts";
import { textStep } from "../text-step.ts";
import { decodeHtml } from "./html-entities.ts";

/** Reads HTML entities, percent-encoding or base64. */
export const compileDecode: StepCompiler<"decode"> = (step) => onError(decoder(step.as), step.onError);

function decoder(as: "html" | "url" | "base64") {
  if (as === "html") return textStep(decodeHtml, true);
  if (as === "url") {
    return textStep((text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return new StepFailure("decode", text, "A % is followed by something else than the two hexadecimal digits of a UTF-8 byte");
      }
    }, true);
  }
  return textStep((text) => {
    const compact = text.replace(/\s+/g, "");
    const bytes = Buffer.from(compact, "base64");
    const isBase64 =
      /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact) &&
      bytes.toString("base64url") === compact.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
    if (!isBase64) return new StepFailure("decode", text, "The value is not base64");
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return new StepFailure("decode", text, "The bytes of the base64 are not UTF-8");
    }
  }, true);
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Writes HTML entities, percent-encoding or base64. */
export const compileEncode: StepCompiler<"encode"> = ({ as }) => {
  if (as === "html") return textStep((text) => text.replace(/[&<>"']/g, (character) => HTML[character] ?? character));
  // Half a surrogate pair has no UTF-8, and would throw.
  if (as === "url") return textStep((text) => encodeURIComponent(text.toWellFormed()), true);
  return textStep((text) => Buffer.from(text).toString("base64"), true);
};
