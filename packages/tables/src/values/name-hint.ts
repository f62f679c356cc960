import type { ColumnEvidence } from "./column-evidence.ts";
import { Kind } from "./kind.ts";

/**
 * What the name of a column says about values that could be something else: digits are a postal code under `zip`, and a phone number
 * under `mobile`. A name says nothing about values that do not look the part.
 *
 * @param share - which share of the values is of these kinds
 */
export function nameHint(
  { name, minLength, maxLength, codeShare }: ColumnEvidence,
  share: (kinds: readonly Kind[]) => number,
): { readonly semantic: "postal_code" | "phone"; readonly kinds: readonly Kind[] } | undefined {
  const words = wordsOf(name);
  const says = (hints: ReadonlySet<string>) => words.some((word) => hints.has(word));
  if (says(POSTAL) && minLength >= 3 && maxLength <= 10) {
    const kinds = [Kind.Integer, Kind.Identifier, Kind.PostalCode, Kind.CompactDate];
    const codes = [...kinds, Kind.Text, Kind.Phone];
    if (share(kinds) >= ALMOST_ALL) return { semantic: "postal_code", kinds };
    if (codeShare >= ALMOST_ALL && share(codes) >= ALMOST_ALL) return { semantic: "postal_code", kinds: codes };
  }
  if (says(PHONE) && minLength >= 6 && maxLength <= 32) {
    const kinds = [Kind.Phone, Kind.Integer, Kind.Identifier, Kind.BlankGrouped];
    if (share(kinds) >= ALMOST_ALL) return { semantic: "phone", kinds };
  }
  return undefined;
}

/** Whether the name of a column says that its digits are a code of something, and no phone number. */
export function isNamedCode(name: string): boolean {
  return wordsOf(name).some((word) => CODES.has(word));
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}

const ALMOST_ALL = 0.8;

const POSTAL = new Set(
  `zip zipcode postal postalcode postcode plz postleitzahl cp cap cep pincode npa postnummer postnr postkod pocztowy psč psc
   irányítószám индекс 郵便番号 邮编 邮政编码 우편번호`.split(/\s+/),
);
const PHONE = new Set(
  `phone phonenumber telephone tel telefon mobile cell cellphone fax handy telefono teléfono téléphone telefone telefoon telefonnummer
   rufnummer mobil móvil portable celular telefax whatsapp телефон 電話 電話番号 电话 手机 전화번호`.split(/\s+/),
);

/** What is written with hyphens like a phone number: codes of drugs, books and articles, accounts, documents. */
const CODES = new Set(
  `ndc account acct invoice inv sku upc ean gtin isbn issn order serial article part item iban policy claim case po voucher receipt ticket
   konto kontonummer rechnung rechnungsnummer bestellung bestellnummer artikel artikelnummer factura cuenta facture commande compte`.split(
    /\s+/,
  ),
);
