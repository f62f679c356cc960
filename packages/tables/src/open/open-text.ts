import { assertText } from "../text/binary.ts";
import type { ByteInput } from "../bytes/byte-input.ts";
import { detectEncoding } from "../text/detect-encoding.ts";
import { formatOfName } from "../table/format-of-name.ts";
import type { Head } from "../text/head.ts";
import { detectJson, type DetectedJson } from "../formats/json/detect-json.ts";
import { openJson } from "../formats/json/open-json.ts";
import { invalidOption } from "../table/check-format-options.ts";
import { isFixedWidth, isFreeText, isSurelyDelimited } from "../formats/lines/choose-lines.ts";
import { detectLayout, fitsFurther } from "../formats/lines/detect-layout.ts";
import { openDrawn } from "../formats/lines/open-drawn.ts";
import { openDetectedLayout, type OpenedLines, openFreeText, openGivenLayout, sampleLines } from "../formats/lines/open-lines.ts";
import { openDelimited, type OpenedDelimited } from "../formats/delimited/open-delimited.ts";
import type { TextSource } from "../text/text-source.ts";
import type { OpenContext, OpenedContent } from "../table/open-options.ts";
import { countControls, REPAIRED_UTF8 } from "../text/decode/repaired-utf8-decoder.ts";
import { lastLines, laterSamples } from "../text/later-samples.ts";
import { sampleText } from "../text/sample-text.ts";
import { textDecoder } from "../text/decode/text-decoder.ts";

/**
 * Opens a table that is written as text of some kind.
 * @throws RowmillError `FILE_NOT_TEXT`
 */
export async function openText(input: ByteInput, head: Head, context: OpenContext): Promise<OpenedContent> {
  const guess = await detectEncoding(input, head, context);
  assertText(head.bytes.subarray(0, MAGIC_BYTES), /^utf-(?:16|32)|^iso-2022/.test(guess.encoding));
  const encoding = { name: guess.encoding, byteOrderMark: guess.byteOrderMark, confidence: guess.confidence };
  const decodeAs = guess.asciiOnly && !head.complete && !input.rereadable ? undefined : guess.encoding;
  const start = sampleText(head, guess.encoding);
  const later = start.complete ? [] : await laterSamples(input, head.bytes.length, guess.encoding);
  const end = start.complete ? undefined : await lastLines(input, head, guess.encoding);
  const sample = { ...start, later, end };
  const source = { input, head, sample, decodeAs };
  if (guess.encoding === "utf-8") sayControls([start.text, ...later], context);
  const common = { ...PLAIN, encoding, encodingIsSampled: guess.isSampled };

  const json = chooseJson(head, guess.encoding, context);
  if (json) {
    const options = { header: context.header, flattenDepth: context.flattenDepth, maxRecordLength: context.maxRecordLength };
    const table = await openJson(
      source,
      json,
      { ...options, allColumns: context.allColumns === true, budget: context.budget },
      context.say,
    );
    return { ...common, format: json.format, formatConfidence: json.confidence, ...table };
  }
  const lines = openAsLines(source, context);
  if (lines) return { ...common, ...lines };
  const drawn = isUnsaid(context) ? openDrawn(source, context) : undefined;
  if (drawn) return { ...common, format: "delimited", formatConfidence: drawn.dialect.confidence, ...drawn };
  const { findings, ...table } = openDelimited(source, context);
  if (context.format === undefined && context.delimiter === undefined && context.table === undefined) {
    const other = openUndelimited(source, table, context);
    if (other) return { ...common, ...other };
  }
  for (const finding of findings) context.say(finding);
  return { ...common, format: "delimited", formatConfidence: table.dialect.confidence, ...table };
}

/** Reports control characters that were windows-1252 before a program took them for Latin-1. */
function sayControls(texts: readonly string[], { say }: OpenContext): void {
  const count = texts.reduce((sum, text) => sum + countControls(text), 0);
  if (count === 0) return;
  const message = `The text has control characters that were windows-1252 once, such as ’ and €, and were read as Latin-1 (${count} of them in what was sampled). The encoding "${REPAIRED_UTF8}" repairs them.`;
  say({ code: "latin1_controls", severity: "warning", message, count, rows: [] });
}

/** Whether the caller says nothing about how cells are parted. */
function isUnsaid({ format, delimiter, quote, escape, comment, header, preambleRows, table, engine }: OpenContext): boolean {
  return [format, delimiter, quote, escape, comment, header, preambleRows, table, engine].every((option) => option === undefined);
}

/** What the caller says is no delimited text. */
function openAsLines(source: TextSource, context: OpenContext): LinesAs | undefined {
  if (context.layout !== undefined && (context.format ?? "fixed-width") === "fixed-width") {
    return { format: "fixed-width", formatConfidence: 1, ...openGivenLayout(source, context.layout, context) };
  }
  if (context.format === "text") return { format: "text", formatConfidence: 1, ...openFreeText(source, context) };
  if (context.format !== "fixed-width") return undefined;
  const detected = detectLayout(sampleLines(source));
  if (detected) return { format: "fixed-width", formatConfidence: 1, ...openDetectedLayout(source, detected, context) };
  throw invalidOption("The fields of this fixed-width text cannot be found by themselves: say in the option layout where they stand");
}

/** What no delimiter parts as well. */
function openUndelimited(
  source: TextSource,
  { dialect, columnCount }: Pick<OpenedDelimited, "dialect" | "columnCount">,
  context: OpenContext,
): LinesAs | undefined {
  const named = formatOfName(context.fileName);
  if (named !== "fixed-width" && isSurelyDelimited(dialect, columnCount)) return undefined;
  const lines = sampleLines(source);
  const found = detectLayout(lines);
  const detected = found && (named === "fixed-width" || fitsFurther(sampleLines(source, MORE_LINES), found)) ? found : undefined;
  if (detected && (named === "fixed-width" || isFixedWidth(source.sample.text, detected, dialect))) {
    return { format: "fixed-width", formatConfidence: detected.confidence, ...openDetectedLayout(source, detected, context) };
  }
  if (!isFreeText(lines, dialect, named)) return undefined;
  return { format: "text", formatConfidence: named === "text" ? 0.9 : 0.7, ...openFreeText(source, context) };
}

/** A layout of the first lines that many of those below do not have was found by chance. */
const MORE_LINES = 3_000;

type LinesAs = OpenedLines & Pick<OpenedContent, "format" | "formatConfidence">;

const MAGIC_BYTES = 64 * 1024;

/** What most text formats do not have. */
const PLAIN = {
  container: null,
  entry: null,
  dialect: null,
  sheet: null,
  layout: null,
  recordsPath: null,
  otherTables: [],
  delimited: undefined,
};

/** The format that the caller says, or that the text shows; where it shows JSON that is broken from the start, the name helps. */
function chooseJson(head: Head, encoding: string, context: OpenContext): DetectedJson | undefined {
  const { format, recordsPath, delimiter } = context;
  if (format !== undefined && format !== "json" && format !== "jsonl") return undefined;
  if (format === undefined && delimiter !== undefined) return undefined;
  const named = formatOfName(context.fileName);
  const name = named === "json" || named === "jsonl" ? named : undefined;
  const bytes = encoding === "utf-8" ? Buffer.from(head.bytes.buffer, head.bytes.byteOffset, head.bytes.length) : toUtf8(head, encoding);
  if (format !== undefined) return detectJson(bytes, head.complete, { format, recordsPath });
  const detected = detectJson(bytes, head.complete, { recordsPath });
  // A single object in a line is a document or a line: only the name knows.
  if (detected?.format === "json" && name === "jsonl" && !bytes.toString("latin1").trim().includes("\n")) {
    return detectJson(bytes, head.complete, { format: "jsonl" });
  }
  if (detected || name === undefined) return detected;
  return /^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(bytes.toString("latin1", 0, 1_000))
    ? detectJson(bytes, head.complete, { format: name })
    : undefined;
}

function toUtf8(head: Head, encoding: string): Buffer {
  return Buffer.from(textDecoder(encoding).decode(head.bytes, { stream: !head.complete }));
}
