/**
 * The entry of a record that a mapping names. Mappings come from users: "constructor" is the name of no table and no secret, although every
 * object answers to it.
 */
export function ownEntry<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
