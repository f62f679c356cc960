// Whether a spreadsheet would take a text for a formula: what `isFormula` of src/values/formula.ts says, too.

/** Of a text that is not empty. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function isFormula(text: usize, size: u32): bool {
  const first = <u32>load<u8>(text);
  // Digits and letters are all that is above the signs, and nothing between them is one.
  if (first > 0x40 || (first >= 0x2e && first < 0x3d)) return first === 0xef && isFullWidth(text, size);
  if (first === 0x2b || first === 0x2d) return !isPlainAfterSign(text + 1, text + size);
  return first === 0x3d || first === 0x40 || first === 0x09 || first === 0x0d;
}

/** `-5.20`, `+49 151 234567`, `-1.5e-7`, and a hyphen that stands for no value. */
function isPlainAfterSign(from: usize, end: usize): bool {
  let at = from;
  while (at < end && isNumberByte(load<u8>(at))) at += 1;
  if (at === end) return true;
  if ((load<u8>(at) | 0x20) !== 0x65 || at === from) return false;
  at += 1;
  if (at < end && (load<u8>(at) === 0x2b || load<u8>(at) === 0x2d)) at += 1;
  if (at === end) return false;
  while (at < end && load<u8>(at) - 0x30 < 10) at += 1;
  return at === end;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isNumberByte(byte: u8): bool {
  return byte - 0x30 < 10 || byte === 0x2e || byte === 0x2c || byte === 0x20;
}

/** U+FF1D, U+FF0B, U+FF0D and U+FF20: a spreadsheet in an East Asian language may read them as the signs themselves. */
function isFullWidth(text: usize, size: u32): bool {
  if (size < 3 || load<u8>(text, 1) !== 0xbc) return false;
  const last = load<u8>(text, 2);
  return last === 0x9d || last === 0x8b || last === 0x8d || last === 0xa0;
}
