/**
 * The characters that a text of XML stands for: entities are replaced and line ends are LF, as XML 1.0 has it (2.11, 4.6).
 * What is no entity of XML itself stays as it is.
 */
export function xmlText(raw: string): string {
  const text = raw.includes("\r") ? raw.replaceAll(/\r\n?/g, "\n") : raw;
  return text.includes("&") ? text.replaceAll(/&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|(amp|lt|gt|quot|apos));/g, replaceEntity) : text;
}

/** As `xmlText`, and with the escapes `_x000D_` that a spreadsheet writes for what XML cannot hold (ECMA-376, 22.9.2.19). */
export function cellText(raw: string): string {
  const text = xmlText(raw);
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([\da-fA-F]{4})_/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function replaceEntity(entity: string, decimal: string | undefined, hex: string | undefined, name: string | undefined): string {
  if (name !== undefined) return NAMED[name] ?? entity;
  const codePoint = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : entity;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
