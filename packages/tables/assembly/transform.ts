// Transforms the rows of an indexed block: src/transform-file/fast is the host's side of it. The order of the calls for a block:
// `startBlockRows`; then for each slice `takeRows`, gathering, steps and rules column by column, and `writeCsv` or `writeJson`.

import { setQuote } from "./profile/unescape";

export { changeCase, makeCasePage } from "./transform/case";
export { gatherCells } from "./transform/cells";
export { applyDictionary, createDictionary, dictionaryCount, dictionaryValues, lookUp, takeAnswers } from "./transform/dictionary";
export { fillEmpty, joinPieces, nullIfEqual, replaceText } from "./transform/literals";
export { packCells, packedBytes, packedWide } from "./transform/pack";
export { clearScratch, reserveScratch, takeScratch } from "./transform/memory";
export { setProgram } from "./transform/program";
export { askIfEmpty, askUnlessBetween, askUnlessDay, askUnlessLength, askUnlessNumber } from "./transform/rules";
export {
  lastWidth,
  nextNotGood,
  nextOffset,
  rowTable,
  shiftOf,
  sourceTable,
  startBlockRows,
  startRows as startTableRows,
  takeRows,
  verdicts,
} from "./transform/rows";
export { trimCells } from "./transform/trim";
export { setCsv, writeCsv, writtenRows, writtenTo } from "./transform/write-csv";
export { setJson, writeJson } from "./transform/write-json";

/** Says what quotes the fields of the source: 0 for nothing. */
export function setFieldQuote(byte: u32): void {
  setQuote(byte);
}
