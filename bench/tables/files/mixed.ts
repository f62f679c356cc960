import type { FileKind, Random } from "../file-kind.ts";

/** Contacts and amounts: 14 columns of all types, about a fifth of the rows with quotes, some names beyond ASCII. */
export const mixed: FileKind = {
  header: "id,uuid,first_name,email,city,amount,quantity,rate,active,created_at,birth_date,zip,notes,status",
  row(id, random) {
    const note =
      random.share() < 0.1 ? `"He said ""hi, ${id}"" and left"` : random.share() < 0.3 ? "" : `plain note ${random.below(1_000)}`;
    return [
      id,
      uuid(random),
      random.pick(FIRST_NAMES),
      `contact${random.below(100_000)}@example.com`,
      random.pick(CITIES),
      (random.share() * 10_000).toFixed(2),
      random.below(100),
      random.share().toFixed(6),
      random.share() < 0.5,
      `2024-0${1 + random.below(9)}-1${random.below(9)}T0${random.below(9)}:15:00Z`,
      `19${50 + random.below(49)}-0${1 + random.below(9)}-2${random.below(9)}`,
      `0${1_000 + random.below(8_999)}`,
      note,
      random.pick(STATUSES),
    ].join(",");
  },
};

const CITIES = ["Berlin", "New York", "São Paulo", "Zürich", "London", "Paris", '"Tokyo, JP"', "Madrid"];
const FIRST_NAMES = ["Anna", "Bob", "Chloé", "Dmitri", "Eve", "Farid"];
const STATUSES = ["open", "closed", "pending"];

function uuid(random: Random): string {
  const hex = (digits: number) =>
    random
      .below(16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
