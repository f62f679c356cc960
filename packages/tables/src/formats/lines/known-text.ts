/**
 * Whether lines are of a language of their own, so that no delimiter parts them into cells: markup, vCards, sequences of genes, SQL,
 * mail, configuration, code. A table in a file of such a kind would be one by accident.
 *
 * @param lines - the first lines of a text, blank ones too
 */
export function isKnownText(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  const [first = "", second = ""] = filled;
  if (MARKUP.test(first) || (/^\s*<[a-z!?][^<>]*>/i.test(first) && /^\s*</.test(second))) return true;
  if (/^BEGIN:(?:VCARD|VCALENDAR)\s*$/i.test(first) || /^-----BEGIN [A-Z ]+-----/.test(first) || /^(?:#!\/|\s*(?:\/\*|<!--))/.test(first))
    return true;
  if (/^>\S/.test(first) && /^[A-Z*-]{20,}\s*$/.test(second)) return true;
  if (share(filled, SQL) >= 0.3 && share(filled, /;\s*$/) >= 0.3) return true;
  if (areMailHeaders(filled)) return true;
  return filled.length >= LEAST_LINES && isStructured(filled);
}

const MARKUP = /^\s*(?:<\?xml\b|<!doctype\b|<html\b|%YAML\b|diff --git )/i;
const SQL =
  /^\s*(?:insert\s+into|create\s+(?:table|index|view|database|schema)|drop\s+table|alter\s+table|lock\s+tables|update\s+\S+\s+set|delete\s+from|commit|begin|set\s+\S+\s*=)\b/i;
const MAIL = /^(?:From|To|Cc|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Reply-To|X-[A-Za-z-]+): /i;

function areMailHeaders(lines: readonly string[]): boolean {
  const headers = lines.findIndex((line) => !MAIL.test(line) && !/^\s/.test(line));
  const names = new Set((headers < 0 ? lines : lines.slice(0, headers)).map((line) => line.split(":")[0]?.toLowerCase()));
  return names.size >= 3 && (names.has("from") || names.has("subject"));
}

/**
 * Whether most lines are settings, blocks and what is indented in them, and several kinds of these: a list of links or of `key=value`
 * alone may be a column.
 */
function isStructured(lines: readonly string[]): boolean {
  const kinds = FORMS.map((form) => lines.filter((line) => form.test(line)).length);
  const covered = lines.filter((line) => FORMS.some((form) => form.test(line))).length;
  const [blocks = 0, settings = 0, indented = 0] = kinds;
  const several = kinds.filter((count) => count > 0).length >= 2;
  return several && covered >= lines.length * MOST && (blocks > 0 || (settings > 0 && indented > 0));
}

const LEAST_LINES = 4;
const MOST = 0.7;

/** What opens a block: `[server]`, `services:`, `if (x) {`. */
const BLOCK = /^\s*\[[^\]"',;|]+\]\s*$|^\s*[\w."'-][\w. "'-]*:\s*$|[{(]\s*$/;

const FORMS: readonly RegExp[] = [
  BLOCK,
  /^\s*[A-Za-z_][\w.-]*\s*(?:=|:\s)\s*\S/,
  /^(?: {2}|\t)\s*\S/,
  /^\s*(?:[})\]]+[;,]?\s*$|#|;|\/\/|\/?\*)/,
  /;\s*$/,
];

function share(lines: readonly string[], form: RegExp): number {
  return lines.length === 0 ? 0 : lines.filter((line) => form.test(line)).length / lines.length;
}
