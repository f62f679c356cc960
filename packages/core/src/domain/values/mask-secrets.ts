/** What stands where a secret was. */
const MASK = "***";

/** A value in quotes (also cut off, also in JSON within JSON), or up to the next space, quote, `&` or `;`. */
const VALUE = String.raw`(?:\\{0,2}"(?:[^"\\]|\\[^])*"?|\\{0,2}'(?:[^'\\]|\\[^])*'?|[^\s&;"']*[^\s&;"',)\]}])`;

/** These say that nothing was given. */
const NO_SECRET = String.raw`(?!["']?(?:null|undefined|true|false|\*\*\*)\b)`;

const PASSWORD = String.raw`pass(?:word|wd|phrase|code)|pwd|secret|(?:api|access|private|account|secret|encryption|signing|master)[-_. ]?key`;
const TOKEN = String.raw`token(?!s)|jwt|signature|credentials?`;

/** What comes after a name before its value: the rest of a longer name (`secretAccessKey`, `TOKEN_V2`) and the quote or bracket around it. */
const REST = String.raw`[\w.-]{0,20}\\{0,2}["'\]]?\s{0,2}`;

/** Secrets by the shape of what is around them, and what replaces them. All are linear in the length of the text. */
const RULES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[^]*?-----END [A-Z ]{0,40}PRIVATE KEY-----|[^]*)/g, MASK],
  // The password of a URL may have a slash in it; digits and a slash are a port.
  [/:\/\/[^\s"'<>/@:]{0,200}:(?!\d{1,5}(?:\/|\s|$))[^\s"'<>]{0,500}@/g, `://${MASK}@`],
  [/:\/\/[^\s"'<>/@:?#]{1,500}@/g, `://${MASK}@`],
  [
    /((?:authorization|cookie)\\{0,2}["']?\s{0,2}[:=]\s{0,2}\\{0,2}["']?(?:(?:bearer|basic|digest|negotiate|token)\s{1,3})?)[^\r\n"'\\]+/gi,
    `$1${MASK}`,
  ],
  [/\b(bearer)\s{1,3}[\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  [/\b(basic)\s{1,3}(?=[a-z+/]{0,200}[\d=])[\w+/=]{8,}/gi, `$1 ${MASK}`],
  [
    new RegExp(String.raw`((?:${PASSWORD}|${TOKEN}|\b(?:pass|auth|sig|sid|otp))${REST}(?:=|%3d)\s{0,2})${NO_SECRET}${VALUE}`, "gi"),
    `$1${MASK}`,
  ],
  [new RegExp(String.raw`((?:${PASSWORD})${REST}:\s{0,2})${NO_SECRET}${VALUE}`, "gi"), `$1${MASK}`],
  // "Unexpected token: name" is prose: short words after a colon are left.
  [new RegExp(String.raw`((?:${TOKEN})${REST}:\s{0,2})${NO_SECRET}(?![a-z]{1,15}(?:[\s,.;:)]|$))${VALUE}`, "gi"), `$1${MASK}`],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, MASK],
  [/\b(sk-|gh[pousr]_|xox[abprs]-|AKIA)[\w-]{8,}/g, `$1${MASK}`],
];

/**
 * Replaces secrets in a text by `***`: passwords, tokens and keys with a name in front (`password=`, `"api_key":`), authorization headers,
 * cookies, credentials in URLs and connection strings, private keys, JSON Web Tokens. A secret without any of these signs is not found.
 *
 * Errors of databases, file systems and HTTP clients repeat what they were given, and an error travels far: into the store, logs and responses.
 *
 * @param text - at most some ten thousand characters: cut it first
 * @example
 * ```ts
 * maskSecrets("connect failed: postgres://app:hunter2@db/jobs"); // => "connect failed: postgres://***@db/jobs"
 * ```
 */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const [pattern, replacement] of RULES) masked = masked.replaceAll(pattern, replacement);
  return masked;
}
