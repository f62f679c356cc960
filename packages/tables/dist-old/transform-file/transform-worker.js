import { stopTurns, takeChunk, isStopped, waitForTurn, hasTurn, readLine, passTurn } from "../chunk-AERKAU4K.js";
import { receiveMessages } from "../chunk-7YLFCJMM.js";
import { rejectText, outputColumns, diskFailure } from "../chunk-TB36F36Y.js";
import {
  compileMapping,
  describeTable,
  rowStart,
  createAdmission,
  transformRow,
  fileScope,
  mayHoldFormulas,
  rowText,
  StepFailure,
  rowEnd,
  delimitedText,
  jsonKey,
  jsonText,
  isDamage,
  isExactNumber,
  templatePieces,
} from "../chunk-BX6I3SQO.js";
import { sentError, openTable, fileInput, byteOrderMarkLength, isPlainSource } from "../chunk-RLV6C42U.js";
import { serveTasks, heldBytes } from "../chunk-7PMDZCWF.js";
import {
  createKernel,
  kernelModule,
  createKernelOf,
  UnexpectedBytes,
  guessRecordStart,
  createStructuralIndex,
  createRowCutter,
  DataRows,
  expectUtf8,
  isBlankRow,
  columnName,
  QUOTED,
  CRLF,
  ENDS_ROW,
  OFFSET_BITS,
  toReadProblem,
  NON_ASCII,
} from "../chunk-V4OFCFNT.js";
import "../chunk-T7WKJVQE.js";
import "../chunk-UAWBPTDW.js";
import { closeSync, openSync, writeSync } from "node:fs";

function fileSink(output, rejects) {
  return {
    write(pieces, offset) {
      let at = offset;
      for (const piece of pieces) {
        writeAt(output, piece, at);
        at += piece.length;
      }
    },
    writeRejects(bytes, offset) {
      if (rejects !== void 0) writeAt(rejects, bytes, offset);
    },
  };
}
function writeAt(fd, bytes, offset) {
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
  } catch (error) {
    throw diskFailure(error);
  }
}

// packages/tables/src/transform-file/fast/plan/not-for-kernel.ts
var NotForKernel = class extends Error {};

// packages/tables/src/transform-file/fast/plan/kernel-rules.ts
function kernelCheck(rule) {
  switch (rule.rule) {
    case "required":
      return { rule: "required" };
    case "minLength":
      return { rule: "length", least: rule.minLength, most: Number.POSITIVE_INFINITY };
    case "maxLength":
      return { rule: "length", least: 0, most: rule.maxLength };
    case "minimum":
      return range(rule.minimum, { above: false }, void 0);
    case "exclusiveMinimum":
      return range(rule.exclusiveMinimum, { above: true }, void 0);
    case "maximum":
      return range(rule.maximum, void 0, { below: false });
    case "exclusiveMaximum":
      return range(rule.exclusiveMaximum, void 0, { below: true });
    case "type": {
      const isDefault = rule.format === void 0 || rule.format === "default";
      if (rule.type === "date") return isDefault ? { rule: "day" } : void 0;
      if (rule.type !== "number" && rule.type !== "integer") return void 0;
      return (rule.decimalChar ?? ".") === "." ? { rule: "number", integer: rule.type === "integer" } : void 0;
    }
    default:
      return void 0;
  }
}
function range(bound, low, high) {
  if (!isExactNumber(String(bound))) return void 0;
  return {
    rule: "range",
    low: low ? Number(bound) : Number.NEGATIVE_INFINITY,
    high: high ? Number(bound) : Number.POSITIVE_INFINITY,
    aboveLow: low?.above ?? false,
    belowHigh: high?.below ?? false,
  };
}

// packages/tables/src/transform-file/fast/plan/kernel-steps.ts
function kernelSteps(steps, fieldOf) {
  const known = [];
  for (const step of steps) {
    const one = kernelStep(step, fieldOf);
    if (one === void 0) return void 0;
    known.push(one);
  }
  return known;
}
function kernelStep(step, fieldOf) {
  switch (step.op) {
    case "trim":
      return step.chars === void 0 ? { kind: "trim", start: step.side !== "end", end: step.side !== "start" } : void 0;
    case "case":
      return step.locale === void 0 && (step.to === "upper" || step.to === "lower") ? { kind: "case", to: step.to } : void 0;
    case "replace": {
      const { find, with: by = "", first = false } = step;
      return find !== void 0 && find.isWellFormed() && by.isWellFormed() ? { kind: "replace", find, by, first } : void 0;
    }
    case "default":
      return step.value.isWellFormed() ? { kind: "default", text: step.value } : void 0;
    case "nullIf":
      return step.values.length <= FEW_TEXTS && step.values.every((text) => text.isWellFormed())
        ? { kind: "nullIf", texts: step.values }
        : void 0;
    case "template":
      return step.values === void 0 ? template(step.text, fieldOf) : void 0;
    default:
      return void 0;
  }
}
var FEW_TEXTS = 16;
function template(text, fieldOf) {
  if (!text.isWellFormed()) return void 0;
  const pieces = [];
  for (const piece of templatePieces(text)) {
    if (piece.kind === "text") pieces.push({ text: piece.text });
    else if (piece.text === "value") pieces.push("value");
    else {
      const field = fieldOf(piece.text);
      if (field === void 0) return void 0;
      pieces.push({ field });
    }
  }
  return { kind: "template", pieces };
}

// packages/tables/src/transform-file/fast/plan/compile-plan.ts
function compilePlan(mapping, plan, target) {
  const { sourceColumns, fields, output: places } = plan;
  if (sourceColumns.length < 2) throw new NotForKernel("a table of one column");
  const output = outputOf(target);
  const scope = fileScope(sourceColumns, mapping.source?.columns ?? [], () => {});
  const fieldOf = (reference) => {
    if (fields.some(({ target: name, hidden }) => hidden && name === reference)) return void 0;
    return scope.has(reference) ? scope.find(reference, "") : void 0;
  };
  const scripts = [];
  const rules = (mapping.rules ?? []).map((rule, number) => ({ rule, number, place: placeOf(rule, plan) }));
  const types = outputColumns(plan, mapping.rules);
  const columns = places.map((place, index) => {
    const field = fields[place];
    if (field === void 0) throw new NotForKernel("a field that is not planned");
    const type = types[index]?.type ?? "string";
    const guarded = output.format === "delimited" && output.guardsNames && mayHoldFormulas(type);
    const ofField = rules.filter((one) => one.place === place);
    return { name: field.target, value: valueOf(field, place, ofField), type, guarded };
  });
  return { width: sourceColumns.length, columns, output, scripts };
  function valueOf(field, place, checked) {
    const { reads, readsSystem, input } = field;
    if (readsSystem) throw new NotForKernel(`a value of the system in ${field.target}`);
    const [first] = reads;
    if (first === void 0) return constantOf(field, checked);
    const known = input.kind === "column" ? kernelSteps(field.steps, fieldOf) : void 0;
    const steps = [];
    const left = [];
    for (const { rule, number } of checked) {
      const check = kernelCheck(rule);
      if (check === void 0) left.push(number);
      else steps.push({ kind: "check", check });
    }
    if (known && input.kind === "column") {
      if (left.length > 0) steps.push({ kind: "script", script: addScript({ place, runs: false, rules: left, reads: [] }) });
      return { kind: "field", field: input.index, steps: [...known, ...steps] };
    }
    const script = addScript({ place, runs: true, rules: left, reads });
    const run2 = reads.length === 1 ? { kind: "script", script } : { kind: "rowScript", script, fields: reads };
    return { kind: "field", field: first, steps: [run2, ...steps] };
  }
  function addScript(script) {
    return scripts.push(script) - 1;
  }
}
function placeOf(rule, { fields, output }) {
  if (rule.severity === "warning") throw new NotForKernel("a rule that warns");
  if (!("field" in rule) || rule.rule === "unique") throw new NotForKernel(`the rule ${rule.rule}`);
  const place = fields.findIndex(({ target }) => target === rule.field);
  if (!output.includes(place)) throw new NotForKernel("a rule on a hidden field");
  return place;
}
function constantOf(field, checked) {
  const value = field.run({ cells: [], rowNumber: 0, fields: [] });
  if (value instanceof StepFailure || checked.length > 0) throw new NotForKernel(`a constant that is checked in ${field.target}`);
  return { kind: "constant", text: value };
}
function outputOf(target) {
  if (target.compression !== void 0) throw new NotForKernel("a compressed output");
  if (target.format === "jsonl") return { format: "jsonl" };
  if (target.format === "json" && target.pretty !== true) return { format: "json" };
  if (target.format !== "csv" && target.format !== "tsv") throw new NotForKernel(`an output as ${target.format}`);
  const delimiter = target.format === "tsv" ? "	" : (target.delimiter ?? ",");
  if (delimiter.charCodeAt(0) >= 128 || delimiter === "'") throw new NotForKernel(`the delimiter ${delimiter}`);
  if (target.encoding !== void 0 && !/^utf-?8$/i.test(target.encoding)) throw new NotForKernel("an output that is not UTF-8");
  return {
    format: "delimited",
    delimiter,
    lineEnd: target.lineEnd ?? "\n",
    quoteAll: target.quoting === "all",
    header: target.header ?? true,
    guardsNames: target.formulaGuard ?? true,
    byteOrderMark: target.byteOrderMark ?? false,
  };
}

// packages/tables/src/transform-file/fast/transform-kernel.ts
var VERDICT = { good: 0, blank: 1, ask: 3, dropped: 4, literal: 5 };
var FROM = { nothing: 0, field: 1, cells: 2 };
var AS = { guarded: 1, number: 2, boolean: 4, emptyIsNull: 8 };
var OP_BYTES = 32;
var CELL_BYTES = 8;
var ROW_BYTES = 8;
var OVERRUN = 64;
function transformExports(kernel) {
  return kernel.exports;
}

// packages/tables/src/transform-file/fast/plan/data-start.ts
function findDataStart(fd, from, form, source, kernel) {
  const { preambleRows, headerRows } = form;
  const { dialect, maxRecordLength, maxColumns, mustBeUtf8 } = source;
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns }, kernel);
  const cutter = createRowCutter(index);
  const wasm = transformExports(kernel);
  const data = new DataRows(form, () => {});
  let position = from;
  let left = headerRows;
  let passed = 0;
  let lastWidth = 0;
  wasm.keepShifts(true);
  wasm.startTableRows(1, 1);
  try {
    if (preambleRows + headerRows === 0) return found(from);
    for (let read = 1; read > 0;) {
      read = index.appendFrom(fd, READ_BYTES, position);
      position += read;
      while (index.next(read === 0)) {
        const blockStart = from + index.bytesBefore;
        if (mustBeUtf8) expectUtf8(index, index.invalidRows());
        cutter.start();
        wasm.startBlockRows();
        for (let [row] = cutter.take(1); row !== void 0; [row] = cutter.take(1)) {
          wasm.takeRows(index.byteCount + 1);
          passed += 1;
          lastWidth = row.length;
          const isQuoted = cutter.quotedLines.length > 0;
          data.take({
            firstRow: passed,
            rows: [row],
            quotedLines: isQuoted ? /* @__PURE__ */ new Set([0]) : void 0,
            bytes: 0,
            problems: [],
          });
          if (passed > preambleRows && (isQuoted || !isBlankRow(row))) left -= 1;
          if (passed >= preambleRows && left <= 0) return found(blockStart + wasm.nextOffset());
        }
      }
      if (index.isTooLarge) break;
    }
    return found(from + index.bytesBefore);
  } finally {
    index.release();
  }
  function found(offset) {
    const names = data.header ?? [];
    const width = headerRows === 0 ? form.columnCount : names.length;
    const columns = Array.from({ length: width }, (_, place) => columnName(names[place], place));
    return { offset, rows: passed, lastWidth, columns };
  }
}
var READ_BYTES = 64 * 1024;

// packages/tables/src/transform-file/fast/plan/open-fast.ts
async function openFastSource({ path, settings, trustSamples }, kernel) {
  const table = await openTable(await fileInput(path), { ...settings, trustSamples });
  try {
    const { path: plainPath, dialect, maxRecordLength } = plainSource(table);
    const source = { dialect, maxRecordLength, maxColumns: settings.maxColumns ?? MAX_COLUMNS, mustBeUtf8: table.encodingIsSampled };
    const fd = openSync(plainPath, "r");
    try {
      const start = findDataStart(fd, byteOrderMarkLength(fd), table, source, kernel);
      return { source, start, sizeBytes: table.sizeBytes ?? 0, format: describeTable(table) };
    } finally {
      closeSync(fd);
    }
  } finally {
    await table.close();
  }
}
function planFast(opened, { mapping, target, resources }) {
  return { ...opened, plan: compilePlan(mapping, compileMapping(mapping, opened.start.columns, resources), target) };
}
function plainSource({ format, container, delimited, hasHeader, headerRows }) {
  if (format !== "delimited") throw new NotForKernel(`the format ${format}`);
  if (!delimited) throw new NotForKernel("rows that do not belong to the table");
  const { path, decodeAs } = delimited;
  if (path === void 0 || container !== null) throw new NotForKernel("an archive");
  if (decodeAs !== "utf-8") throw new NotForKernel(`the encoding ${decodeAs ?? "of a text that is not known yet"}`);
  if (!isPlainSource(delimited)) throw new NotForKernel("escapes or comments");
  if (hasHeader && headerRows === 0) throw new NotForKernel("names that are no row");
  return { ...delimited, path };
}
var MAX_COLUMNS = 16384;

// packages/tables/src/transform-file/fast/row-scripts.ts
function createRowScripts(plan, { width, scripts }) {
  const admit = createAdmission(false);
  return {
    scripts: scripts.map((script) => scriptOf(plan, script)),
    decide(cells, problems) {
      const numbered = problems.map((problem) => ({ ...problem, row: 1 }));
      const { rows, rejects } = admit({ rows: [cells], rowNumbers: [1], problems: numbered }, width);
      const [row] = rows;
      if (row === void 0) return { kind: "rejected", problems: rejects[0]?.problems ?? [] };
      const made = transformRow(plan, row);
      if ("problems" in made) return { kind: "rejected", problems: made.problems };
      return { kind: "written", cells: plan.output.map((place) => made.values[place] ?? null) };
    },
  };
}
function scriptOf({ fields, rules }, { place, runs, rules: numbers, reads }) {
  const field = fields[place];
  const before = fields.slice(0, place).flatMap((one, index) => (one.hidden ? [{ index, run: one.run }] : []));
  const checks = numbers.flatMap((number) => rules[number] ?? []);
  const cells = [];
  const values = [];
  return (given) => {
    let value = given[0] ?? null;
    if (runs && field) {
      for (const [index, column] of reads.entries()) cells[column] = given[index] ?? null;
      const row = { cells, rowNumber: 0, fields: [] };
      for (const { index, run: run2 } of before) row.fields[index] = run2(row);
      value = field.run(row);
    }
    if (value instanceof StepFailure) return void 0;
    values[place] = value;
    for (const rule of checks) if (rule.check(values) !== void 0) return void 0;
    return value;
  };
}

// packages/tables/src/transform-file/fast/case-pages.ts
function placeCasePages(kernel, to) {
  const changed = (text) => (to === "upper" ? text.toUpperCase() : text.toLowerCase());
  for (let page = 0; page < PAGES; page += 1) {
    if (page >= FIRST_SURROGATE_PAGE && page <= LAST_SURROGATE_PAGE) continue;
    const codes = Array.from({ length: PAGE_SIZE }, (_, index) => page * PAGE_SIZE + index);
    const text = String.fromCharCode(...codes);
    if (changed(text) === text) continue;
    const at = transformExports(kernel).makeCasePage(to === "upper", page) >>> 0;
    const others = codes.map((code) => {
      const letter = String.fromCharCode(code);
      const other = changed(letter);
      const isAsked = other.length !== 1 || Buffer.byteLength(other) !== Buffer.byteLength(letter) || letter === "\u03A3";
      return isAsked ? 0 : other.charCodeAt(0);
    });
    new Uint16Array(kernel.memory.buffer, at, PAGE_SIZE).set(others);
  }
}
var PAGES = 256;
var PAGE_SIZE = 256;
var FIRST_SURROGATE_PAGE = 216;
var LAST_SURROGATE_PAGE = 223;

// packages/tables/src/transform-file/fast/place-text.ts
function placeText(kernel, text) {
  const bytes = Buffer.from(text);
  const at = transformExports(kernel).allocate(bytes.length + OVERRUN) >>> 0;
  new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
  return { at, size: bytes.length, flags: bytes.length | (bytes.length > text.length ? NON_ASCII : 0) };
}

// packages/tables/src/transform-file/fast/cell-texts.ts
function readCells(kernel, cells, ends, from, to) {
  const wasm = transformExports(kernel);
  const at = wasm.packCells(cells, from, to, ends) >>> 0;
  if (at === 0) return void 0;
  const bytes = Buffer.from(kernel.memory.buffer, at, wasm.packedBytes.value);
  const text = bytes.toString(wasm.packedWide.value === 0 ? "latin1" : "utf8");
  const endOf = new Uint32Array(kernel.memory.buffer, ends, to);
  const words = new Uint32Array(kernel.memory.buffer, cells, to * WORDS);
  let start = 0;
  return Array.from({ length: to - from }, (_, index) => {
    const end = endOf[from + index] ?? 0;
    const cell = words[(from + index) * WORDS] === 0 ? null : text.slice(start, end);
    start = end;
    return cell;
  });
}
function writeCells(kernel, cells, answers, rowOf) {
  const wasm = transformExports(kernel);
  const texts = answers.map(wellFormed);
  const bytes = Buffer.from(texts.join(""));
  const at = wasm.takeScratch(bytes.length) >>> 0;
  if (at === 0) return false;
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(bytes, at);
  const words = new Uint32Array(kernel.memory.buffer, cells);
  const verdicts = wasm.verdicts.value >>> 0;
  let place = at;
  for (const [index, text] of texts.entries()) {
    const row = rowOf(index);
    if (text === void 0) {
      if (memory[verdicts + row] === VERDICT.good) memory[verdicts + row] = VERDICT.ask;
      continue;
    }
    const size = text === null ? 0 : Buffer.byteLength(text);
    words[row * WORDS] = text === null ? 0 : place;
    words[row * WORDS + 1] = sizeWord(text, size);
    place += size;
  }
  return true;
}
function sizeWord(text, size) {
  return size | (text !== null && size > text.length ? NON_ASCII : 0);
}
function wellFormed(answer) {
  return typeof answer === "string" ? answer.toWellFormed() : answer;
}
var WORDS = CELL_BYTES / 4;

// packages/tables/src/transform-file/fast/row-script-column.ts
function createRowScriptColumn(kernel, { cells, sliceRows }, fields, script) {
  const wasm = transformExports(kernel);
  const ends = wasm.allocate(sliceRows * 4) >>> 0;
  const inputs = fields.map((field) => ({ field, at: wasm.allocate(sliceRows * CELL_BYTES) >>> 0 }));
  return (from, to) => {
    const texts = [];
    for (const { field, at } of inputs) {
      if (wasm.gatherCells(field, at, from, to) !== to) return false;
      const read = readCells(kernel, at, ends, from, to);
      if (read === void 0) return false;
      texts.push(read);
    }
    const answers = Array.from({ length: to - from }, (_, index) => script(texts.map((column) => column[index] ?? null)));
    return writeCells(kernel, cells, answers, (index) => from + index);
  };
}

// packages/tables/src/transform-file/fast/script-column.ts
function createScriptColumn(kernel, { cells, sliceRows, memory }, script) {
  const wasm = transformExports(kernel);
  const ids = wasm.allocate(sliceRows * 4) >>> 0;
  const ends = wasm.allocate(sliceRows * 4) >>> 0;
  let dictionary = 0;
  let lookedUp = 0;
  let isRepeating = true;
  let answered = 0;
  return (from, to) => (isRepeating ? runByValue(from, to) : runByCell(from, to, () => true));
  function runByValue(from, to) {
    if (dictionary === 0) dictionary = wasm.createDictionary(memory.dictionaryValues, MAX_BYTES) >>> 0;
    const without = wasm.lookUp(dictionary, cells, from, to, ids);
    const count = wasm.dictionaryCount(dictionary);
    if (count > answered) answerValues(answered, count);
    answered = count;
    wasm.applyDictionary(dictionary, cells, from, to, ids);
    lookedUp += to - from;
    isRepeating = lookedUp < ENOUGH_CELLS || (count + without) * 2 < lookedUp;
    if (without === 0) return true;
    const hasNoId = Array.from(new Uint32Array(kernel.memory.buffer, ids, to), (id) => id === NO_ID);
    return runByCell(from, to, (row) => hasNoId[row] === true);
  }
  function answerValues(from, to) {
    const answers = Array.from({ length: to - from }, (_, index) => wellFormed(script([readValue(from + index)])));
    const bytes = Buffer.from(answers.join(""));
    const at = bytes.length === 0 ? wasm.dictionaryValues(dictionary) >>> 0 : wasm.takeAnswers(dictionary, bytes.length) >>> 0;
    if (at === 0) return;
    if (bytes.length > 0) new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
    const values = new Uint32Array(kernel.memory.buffer, wasm.dictionaryValues(dictionary) >>> 0, to * VALUE_WORDS);
    let place = at;
    for (const [index, answer] of answers.entries()) {
      const value = (from + index) * VALUE_WORDS;
      values[value + VALUE.asks] = answer === void 0 ? 1 : 0;
      if (answer === void 0) continue;
      const size = answer === null ? 0 : Buffer.byteLength(answer);
      values[value + VALUE.answer] = answer === null ? 0 : place;
      values[value + VALUE.answerSize] = sizeWord(answer, size);
      place += size;
    }
  }
  function readValue(id) {
    const at = (wasm.dictionaryValues(dictionary) >>> 0) + id * VALUE_WORDS * 4;
    const [, text = 0, size = 0] = new Uint32Array(kernel.memory.buffer, at, VALUE_WORDS);
    if (size === NULL_SIZE) return null;
    return Buffer.from(kernel.memory.buffer, text, size & OFFSET_BITS).toString((size & NON_ASCII) === 0 ? "latin1" : "utf8");
  }
  function runByCell(from, to, isMeant) {
    const texts = readCells(kernel, cells, ends, from, to);
    if (texts === void 0) return false;
    const rows = Array.from(texts.keys(), (index) => from + index).filter(isMeant);
    return writeCells(
      kernel,
      cells,
      rows.map((row) => script([texts[row - from] ?? null])),
      (index) => rows[index] ?? from,
    );
  }
}
var VALUE = { answer: 3, answerSize: 4, asks: 5 };
var VALUE_WORDS = 6;
var NULL_SIZE = 4294967295;
var NO_ID = 4294967295;
var MAX_BYTES = 4 * 1024 * 1024;
var ENOUGH_CELLS = 4096;

// packages/tables/src/transform-file/fast/column-steps.ts
function createColumnSteps(kernel, { value }, place) {
  const { cells, scripts } = place;
  const wasm = transformExports(kernel);
  if (value.kind !== "field") throw new TypeError("A constant has no steps");
  const changes = value.steps.map(changeOf);
  return {
    run: (from, to) => wasm.gatherCells(value.field, cells, from, to) === to && changes.every((change) => change(from, to)),
  };
  function changeOf(step) {
    switch (step.kind) {
      case "trim": {
        const sides = (step.start ? START : 0) | (step.end ? END : 0);
        return (from, to) => wasm.trimCells(cells, from, to, sides) === to;
      }
      case "case": {
        const isUpper = step.to === "upper";
        placeCasePages(kernel, step.to);
        return (from, to) => wasm.changeCase(cells, from, to, isUpper) === to;
      }
      case "replace": {
        const find = placeText(kernel, step.find);
        const by = placeText(kernel, step.by);
        return (from, to) => wasm.replaceText(cells, from, to, find.at, find.size, by.at, by.flags, step.first) === to;
      }
      case "default": {
        const { at, flags } = placeText(kernel, step.text);
        return always((from, to) => wasm.fillEmpty(cells, from, to, at, flags));
      }
      case "nullIf": {
        const texts = step.texts.map((text) => placeText(kernel, text));
        return always((from, to) => {
          for (const { at, size } of texts) wasm.nullIfEqual(cells, from, to, at, size);
        });
      }
      case "template":
        return templateOf(step.pieces);
      case "check":
        return always(checkOf(step.check));
      case "script":
        return createScriptColumn(kernel, place, scriptOf2(step.script));
      case "rowScript":
        return createRowScriptColumn(kernel, place, step.fields, scriptOf2(step.script));
    }
  }
  function scriptOf2(number) {
    const script = scripts.scripts[number];
    if (script === void 0) throw new TypeError(`There is no script ${number}`);
    return script;
  }
  function templateOf(pieces) {
    const fields = pieces.flatMap((piece) => (piece !== "value" && "field" in piece ? [piece.field] : []));
    const others = new Map([...new Set(fields)].map((field) => [field, wasm.allocate(place.sliceRows * CELL_BYTES) >>> 0]));
    const words = pieces.flatMap((piece) => {
      if (piece === "value") return [0, 0, cells, 0];
      if ("field" in piece) return [0, 0, others.get(piece.field) ?? 0, 0];
      const { at, flags } = placeText(kernel, piece.text);
      return [at, flags, 0, 0];
    });
    const list = wasm.allocate(Math.max(1, words.length) * 4) >>> 0;
    new Uint32Array(kernel.memory.buffer, list, words.length).set(words);
    return (from, to) => {
      for (const [field, at] of others) if (wasm.gatherCells(field, at, from, to) !== to) return false;
      return wasm.joinPieces(cells, from, to, list, pieces.length) === to;
    };
  }
  function checkOf(check) {
    switch (check.rule) {
      case "required":
        return (from, to) => wasm.askIfEmpty(cells, from, to);
      case "length":
        return (from, to) => wasm.askUnlessLength(cells, from, to, check.least, Math.min(check.most, OFFSET_BITS));
      case "number":
        return (from, to) => wasm.askUnlessNumber(cells, from, to, check.integer);
      case "range":
        return (from, to) => wasm.askUnlessBetween(cells, from, to, check.low, check.high, check.aboveLow, check.belowHigh);
      case "day":
        return (from, to) => wasm.askUnlessDay(cells, from, to);
    }
  }
}
function always(run2) {
  return (from, to) => {
    run2(from, to);
    return true;
  };
}
var START = 1;
var END = 2;

// packages/tables/src/transform-file/fast/fast-memory.ts
var FAST_MEMORY = {
  scratchBytes: 1024 * 1024,
  sliceRows: 4096,
  regions: 6,
  regionBytes: 2 * 1024 * 1024,
  dictionaryValues: 65536,
};

// packages/tables/src/transform-file/fast/program.ts
function placeProgram(kernel, { columns, output }, cellsAt) {
  const wasm = transformExports(kernel);
  const ops = wasm.allocate(Math.max(1, columns.length) * OP_BYTES) >>> 0;
  for (const [index, column] of columns.entries()) {
    const { value } = column;
    const { at, size } = placeText(kernel, constantBefore(column, index));
    const words = new Uint32Array(kernel.memory.buffer, ops + index * OP_BYTES, OP_BYTES / 4);
    const cells = cellsAt.get(column);
    words[0] = value.kind === "constant" ? FROM.nothing : cells === void 0 ? FROM.field : FROM.cells;
    words[1] = value.kind === "field" ? value.field : 0;
    words[2] = cells ?? 0;
    words[3] = at;
    words[4] = size;
    words[5] = flagsOf(column);
  }
  const end = placeText(kernel, (output.format === "delimited" ? "" : "}") + rowEnd(output));
  wasm.setProgram(ops, columns.length, end.at, end.size);
  function constantBefore(column, index) {
    const text = column.value.kind === "constant" ? column.value.text : void 0;
    if (output.format === "delimited") {
      const constant = text === void 0 ? "" : delimitedText(text, column.guarded, output);
      return (index === 0 ? "" : output.delimiter) + (constant === "" && text !== void 0 && columns.length === 1 ? '""' : constant);
    }
    const start = index === 0 ? `${rowStart(output)}{` : ",";
    return `${start}${jsonKey(column.name)}:${text === void 0 ? "" : jsonText(text, column.type)}`;
  }
}
function flagsOf({ type, guarded }) {
  const kind = type === "number" || type === "integer" ? AS.number : type === "boolean" ? AS.boolean : 0;
  return kind | (guarded ? AS.guarded : 0) | (type === "string" ? 0 : AS.emptyIsNull);
}

// packages/tables/src/transform-file/fast/block-transform.ts
function createBlockTransform(kernel, plan, quote, scripts, memory = FAST_MEMORY) {
  const wasm = transformExports(kernel);
  const changed = plan.columns.filter(({ value }) => value.kind === "field" && value.steps.length > 0);
  const fittingRows = Math.max(MIN_SLICE_ROWS, Math.floor(CELLS_BYTES / CELL_BYTES / Math.max(1, changed.length)));
  const sliceRows = Math.min(memory.sliceRows, fittingRows);
  const cellsAt = /* @__PURE__ */ new Map();
  for (const column of changed) cellsAt.set(column, wasm.allocate(sliceRows * CELL_BYTES) >>> 0);
  const steps = [...cellsAt].map(([column, cells]) => createColumnSteps(kernel, column, { cells, sliceRows, scripts, memory }));
  const isDelimited = plan.output.format === "delimited";
  const write = isDelimited ? wasm.writeCsv : wasm.writeJson;
  const quoteByte = quote?.charCodeAt(0) ?? QUOTE_BYTE;
  let { scratchBytes } = memory;
  wasm.keepShifts(true);
  wasm.setFieldQuote(quoteByte);
  if (plan.output.format === "delimited") wasm.setCsv(plan.output.delimiter.charCodeAt(0), quoteByte, plan.output.quoteAll);
  else wasm.setJson(quoteByte);
  placeProgram(kernel, plan, cellsAt);
  wasm.startTableRows(sliceRows, plan.width);
  wasm.reserveScratch(scratchBytes);
  return {
    run(index, end, place, output, tally) {
      wasm.startBlockRows();
      const damage = damageOfBlock(index);
      const stop = Math.min(end, OFFSET_BITS);
      let taken = 0;
      for (let rows = wasm.takeRows(stop); rows > 0; rows = wasm.takeRows(stop)) {
        const slice = { index, place, rows, output, tally, problemsOf: (row) => damage.get(taken + row) ?? [] };
        for (const row of damage.keys()) if (row >= taken && row < taken + rows) askAbout(row - taken);
        transformRows(slice, 0, rows);
        tally.rows += rows;
        taken += rows;
      }
      return wasm.nextOffset();
    },
  };
  function askAbout(row) {
    const verdicts = new Uint8Array(kernel.memory.buffer, wasm.verdicts.value >>> 0, sliceRows);
    if (verdicts[row] === VERDICT.good) verdicts[row] = VERDICT.ask;
  }
  function transformRows(slice, from, to) {
    while (!prepared(from, to)) {
      if (to - from > 1) {
        const middle = (from + to) >>> 1;
        transformRows(slice, from, middle);
        return transformRows(slice, middle, to);
      }
      scratchBytes *= 2;
      wasm.reserveScratch(scratchBytes);
    }
    const literals = decideRows(slice, from, to);
    writeRows(slice, from, to);
    for (const literal of literals) wasm.release(literal);
    if (scratchBytes === memory.scratchBytes) return;
    scratchBytes = memory.scratchBytes;
    wasm.reserveScratch(scratchBytes);
  }
  function prepared(from, to) {
    wasm.clearScratch();
    return steps.every((column) => column.run(from, to));
  }
  function decideRows(slice, from, to) {
    const literals = [];
    for (let row = wasm.nextNotGood(from, to); row < to; row = wasm.nextNotGood(row + 1, to)) {
      const verdicts = new Uint8Array(kernel.memory.buffer, wasm.verdicts.value >>> 0, to);
      if (verdicts[row] === VERDICT.blank) slice.tally.blank += 1;
      else verdicts[row] = decideRow(slice, row, literals);
    }
    return literals;
  }
  function decideRow({ index, place, rows, tally, problemsOf }, row, literals) {
    const { cells, offset, isQuotedLine } = readRow(index, row);
    if (!isQuotedLine && isBlankRow(cells)) {
      tally.blank += 1;
      return VERDICT.dropped;
    }
    const decision = scripts.decide(cells, problemsOf(row));
    tally.decided += 1;
    if (decision.kind === "rejected") {
      const byteOffset = place + offset + wasm.shiftOf(row, rows);
      tally.rejected.push({ row: tally.rows + row, byteOffset, cells, problems: decision.problems });
    }
    if (decision.kind !== "written") return VERDICT.dropped;
    const bytes = Buffer.from(rowText(decision.cells, plan.columns, plan.output));
    const at = wasm.allocate(bytes.length + OVERRUN) >>> 0;
    literals.push(at);
    new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
    const record = new Uint32Array(kernel.memory.buffer, (wasm.rowTable.value >>> 0) + row * ROW_BYTES, 2);
    record[0] = at;
    record[1] = bytes.length;
    return VERDICT.literal;
  }
  function readRow(index, row) {
    const text = index.text();
    const [entry = 0, start = 0] = new Uint32Array(kernel.memory.buffer, (wasm.sourceTable.value >>> 0) + row * ROW_BYTES, 2);
    const offset = start - text.byteOffset;
    const cells = [];
    let from = offset;
    let isQuotedLine = false;
    for (const value of new Uint32Array(kernel.memory.buffer, entry)) {
      const to = value & OFFSET_BITS;
      cells.push((value & QUOTED) === 0 ? text.toString("utf8", from, to) : unquoted(text.toString("utf8", from + 1, to - 1)));
      from = to + 1 + ((value & CRLF) >>> 28);
      if ((value & ENDS_ROW) === 0) continue;
      isQuotedLine = cells.length === 1 && (value & QUOTED) !== 0;
      break;
    }
    return { cells, offset, isQuotedLine };
  }
  function unquoted(text) {
    return quote === null ? text : text.replaceAll(quote + quote, quote);
  }
  function writeRows({ output, tally }, from, to) {
    let row = from;
    while (row < to) {
      output.wrote(write(row, to, output.at, output.end) >>> 0);
      tally.written += wasm.writtenRows.value;
      const reached = wasm.writtenTo.value;
      if (reached < to) output.more(reached === row);
      row = reached;
    }
  }
}
function damageOfBlock(index) {
  const found = /* @__PURE__ */ new Map();
  for (const repair of [...index.repairs(), ...index.invalidRows()]) {
    const problem = toReadProblem(repair);
    const row = repair.row - index.rowsBefore - 1;
    if (isDamage(problem.code)) found.set(row, [...(found.get(row) ?? []), problem]);
  }
  return found;
}
var QUOTE_BYTE = 34;
var CELLS_BYTES = 1024 * 1024;
var MIN_SLICE_ROWS = 64;

// packages/tables/src/transform-file/fast/chunks/regions.ts
var OutOfRegions = class extends Error {};
function createRegions(kernel, count, size) {
  const wasm = transformExports(kernel);
  const idle = [];
  let taken = 0;
  return {
    get free() {
      return count - taken;
    },
    begin(onFull) {
      let full = [];
      let region = take();
      let at = region.at;
      const output = {
        get at() {
          return at;
        },
        get end() {
          return region.at + region.size;
        },
        get bytes() {
          return full.reduce((sum, { used }) => sum + used, at - region.at);
        },
        wrote(to) {
          at = to;
        },
        more(isEmpty) {
          if (isEmpty && at === region.at) {
            const { size: tooSmall } = region;
            giveBack(region);
            region = take(tooSmall * 2);
          } else {
            if (taken >= count) {
              onFull(output);
              return;
            }
            full.push({ ...region, used: at - region.at });
            region = take();
          }
          at = region.at;
        },
        pieces() {
          const all = [...full, { ...region, used: at - region.at }];
          return all.map((piece) => new Uint8Array(kernel.memory.buffer, piece.at, piece.used)).filter(({ length }) => length > 0);
        },
        clear() {
          for (const piece of full) giveBack(piece);
          full = [];
          at = region.at;
        },
        release() {
          output.clear();
          giveBack(region);
        },
      };
      return output;
    },
  };
  function take(bytes = size) {
    taken += 1;
    return (bytes === size ? idle.pop() : void 0) ?? { at: wasm.allocate(bytes + OVERRUN) >>> 0, size: bytes };
  }
  function giveBack(region) {
    taken -= 1;
    if (region.size === size) idle.push({ at: region.at, size });
    else wasm.release(region.at);
  }
}

// packages/tables/src/transform-file/fast/chunks/transform-chunk.ts
function transformChunk(fd, { from, to, widthBefore }, source, { kernel, transform, output, tally }, onBlock) {
  const { dialect, maxRecordLength, maxColumns, mustBeUtf8 } = source;
  const index = createStructuralIndex(dialect, { maxRecordBytes: maxRecordLength, maxCells: maxColumns, widthBefore }, kernel);
  const wasm = transformExports(kernel);
  let position = from;
  let dependsOnWidth = false;
  try {
    for (let read = 1; read > 0;) {
      read = index.appendFrom(fd, position < to ? Math.min(READ_BYTES2, to - position) : OVERLAP_BYTES, position);
      position += read;
      while (index.next(read === 0)) {
        const blockStart = from + index.bytesBefore;
        if (blockStart >= to) return chunkEnd(blockStart, false);
        if (mustBeUtf8) expectUtf8(index, index.isUtf8 ? [] : [blockStart]);
        dependsOnWidth ||= index.rowsBefore === 0 && startsUnclosed(index);
        const next = index.rowCount === 0 ? index.byteCount : transform.run(index, to - blockStart, blockStart, output, tally);
        onBlock();
        if (blockStart + next >= to) return chunkEnd(blockStart + next, false);
      }
      if (index.isTooLarge) return chunkEnd(from + index.bytesBefore, from + index.bytesBefore < to);
    }
    return chunkEnd(position, false);
  } finally {
    index.release();
  }
  function chunkEnd(end, isTooLarge) {
    return { end, lastWidth: tally.rows === 0 ? widthBefore : wasm.lastWidth.value, dependsOnWidth, isTooLarge };
  }
}
function startsUnclosed(index) {
  return index.repairs().some(({ kind, row }) => kind === "unclosed_quote" && row === 1);
}
var READ_BYTES2 = 256 * 1024;
var OVERLAP_BYTES = 16 * 1024;

// packages/tables/src/transform-file/fast/chunks/run-chunks.ts
function chunkCount({ from, sizeBytes, chunkBytes }) {
  return Math.max(1, Math.ceil((sizeBytes - from) / chunkBytes));
}
function runChunks(task, runner) {
  const { plan, source, shared, chunkBytes, sizeBytes } = task;
  const { kernel, fd, sink, guess = guessRecordStart, memory = FAST_MEMORY } = runner;
  const transform = createBlockTransform(kernel, plan, source.dialect.quote, runner.scripts, memory);
  const regions = createRegions(kernel, memory.regions, memory.regionBytes);
  const pending = [];
  const count = chunkCount(task);
  let repeated = 0;
  let last;
  for (let chunk = takeChunk(shared); chunk < count && !isStopped(shared); chunk = takeChunk(shared)) {
    while (regions.free < 2 && pending.length > 0) settleNext();
    const range2 = likelyRange(chunk);
    const transformed = tryChunk(chunk, range2);
    if (transformed) pending.push(transformed);
    else {
      while (pending.length > 0) settleNext();
      waitForTurn(shared, chunk);
      if (!isStopped(shared)) settleInTurn(chunk);
    }
    while (pending[0] && hasTurn(shared, pending[0].chunk)) settleNext();
  }
  while (pending.length > 0 && !isStopped(shared)) settleNext();
  function startOf(chunk) {
    return task.from + chunk * chunkBytes;
  }
  function likelyRange(chunk) {
    if (chunk === 0) return rangeOf(chunk, task.from, readLine(shared).lastWidth);
    if (last?.chunk === chunk - 1) return rangeOf(chunk, last.end, last.lastWidth);
    return rangeOf(chunk, guess(fd, startOf(chunk), source.dialect, plan.width, kernel));
  }
  function rangeOf(chunk, from, widthBefore = plan.width) {
    return { from, to: chunk === count - 1 ? Number.POSITIVE_INFINITY : startOf(chunk + 1), widthBefore };
  }
  function tryChunk(chunk, range2) {
    const output = regions.begin(() => {
      throw new OutOfRegions();
    });
    const tally = { rows: 0, written: 0, blank: 0, decided: 0, rejected: [] };
    try {
      const end = transformRange(range2, output, tally, settleReady);
      last = { chunk, ...end };
      return { chunk, ...range2, ...end, output, tally };
    } catch (error) {
      output.release();
      if (error instanceof OutOfRegions) return void 0;
      throw error;
    }
  }
  function transformRange(range2, output, tally, onBlock) {
    if (range2.from >= Math.min(range2.to, sizeBytes)) {
      return { end: range2.from, lastWidth: range2.widthBefore, dependsOnWidth: false, isTooLarge: false };
    }
    return transformChunk(fd, range2, source, { kernel, transform, output, tally }, () => {
      if (isStopped(shared)) throw new Stopped();
      onBlock();
    });
  }
  function settleReady() {
    while (pending[0] && hasTurn(shared, pending[0].chunk) && isRight(pending[0])) settle(pending.shift());
  }
  function settleNext() {
    const next = pending.shift();
    if (!next) return;
    waitForTurn(shared, next.chunk);
    if (isStopped(shared)) return next.output.release();
    if (isRight(next)) return settle(next);
    next.output.release();
    settleInTurn(next.chunk);
  }
  function isRight({ from, widthBefore, dependsOnWidth }) {
    const line = readLine(shared);
    return line.inputEnd === from && (!dependsOnWidth || line.lastWidth === widthBefore);
  }
  function settleInTurn(chunk) {
    const line = readLine(shared);
    const range2 = rangeOf(chunk, line.inputEnd, line.lastWidth);
    const tally = { rows: 0, written: 0, blank: 0, decided: 0, rejected: [] };
    let outputEnd = line.outputEnd;
    const output = regions.begin((full) => {
      outputEnd = writePieces(full, outputEnd, line.written === 0 && outputEnd === line.outputEnd);
      full.clear();
    });
    repeated += 1;
    const end = transformRange(range2, output, tally, () => {});
    last = { chunk, ...end };
    settle({ chunk, ...range2, ...end, output, tally }, outputEnd === line.outputEnd ? void 0 : outputEnd);
  }
  function settle({ chunk, end, lastWidth, isTooLarge, output, tally }, outputEnd) {
    const line = readLine(shared);
    const startsOutput = line.written === 0 && outputEnd === void 0;
    const from = outputEnd ?? line.outputEnd;
    const rejected = tally.rejected.map((reject) => ({ ...reject, rowNumber: line.rows + reject.row + 1 }));
    const { rejectText: rejectText2 } = runner;
    const rejects = rejectText2 === void 0 ? NO_BYTES : Buffer.from(rejected.map(rejectText2).join(""));
    const state = {
      inputEnd: end,
      outputEnd: from + output.bytes - (startsOutput ? unwantedBytes(tally) : 0),
      rejectsEnd: line.rejectsEnd + rejects.length,
      rows: line.rows + tally.rows,
      written: line.written + tally.written,
      rejected: line.rejected + rejected.length,
      lastWidth: tally.rows === 0 ? line.lastWidth : lastWidth,
    };
    const stoppedBy = isTooLarge ? "record_too_large" : state.rejected > task.maxRejects ? "too_many_rejects" : void 0;
    if (stoppedBy === void 0) passTurn(shared, chunk, state);
    writePieces(output, from, startsOutput && tally.written > 0);
    if (rejects.length > 0) sink.writeRejects(rejects, line.rejectsEnd);
    output.release();
    runner.onSettled({ chunk, state, blank: tally.blank, decided: tally.decided, rejected, repeated, stoppedBy });
    repeated = 0;
    if (stoppedBy === void 0) return;
    stopTurns(shared);
    throw new Stopped();
  }
  function writePieces(output, offset, isStart) {
    const [first, ...others] = output.pieces();
    if (!first) return offset;
    const skipped = isStart ? Buffer.byteLength(rowStart(plan.output)) : 0;
    const bytes = output.bytes - skipped;
    if (bytes > 0) sink.write([first.subarray(skipped), ...others], offset);
    return offset + bytes;
  }
  function unwantedBytes({ written }) {
    return written === 0 ? 0 : Buffer.byteLength(rowStart(plan.output));
  }
}
var Stopped = class extends Error {};
var NO_BYTES = new Uint8Array();

// packages/tables/src/transform-file/transform-worker.ts
serveTasks(async (given, port) => {
  const task = given;
  if (task.kind === "rows") {
    const { serveRows } = await import("../serve-rows-LHIA6OUW.js");
    return serveRows(task.task, port);
  }
  const send = (message) => port.postMessage(message);
  const messages = receiveMessages(port);
  try {
    let kernel;
    if (task.kind === "open") {
      kernel = createKernel();
      const opened = await openFastSource(task.request, kernel);
      const plan = await messages.next();
      if (!plan) return;
      send({ type: "planned", file: planFast(opened, plan.request), module: kernelModule() });
    }
    const message = await messages.next();
    if (message) run(message, kernel ?? createKernelOf(message.module), port);
    send({ type: "done", heldBytes: heldBytes() });
  } catch (error) {
    if (error instanceof UnexpectedBytes) send({ type: "unexpected_bytes" });
    else if (error instanceof NotForKernel) send({ type: "not_for_kernel", reason: error.message });
    else send({ type: "failed", error: sentError(error) });
  }
});
function run({ task, path, request, columns, outputPath, rejectsPath }, kernel, port) {
  const descriptors = [];
  const open = (name, flags) => {
    const fd = openSync(name, flags);
    descriptors.push(fd);
    return fd;
  };
  try {
    const fd = open(path, "r");
    const sink = fileSink(open(outputPath, "r+"), rejectsPath === void 0 ? void 0 : open(rejectsPath, "r+"));
    runChunks(task, {
      kernel,
      fd,
      scripts: createRowScripts(compileMapping(request.mapping, columns, request.resources), task.plan),
      sink,
      rejectText: rejectsPath === void 0 ? void 0 : rejectText,
      onSettled({ chunk, state, blank, decided, repeated, stoppedBy }) {
        port.postMessage({ type: "settled", settled: { chunk, state, blank, decided, repeated, stoppedBy } });
      },
    });
  } catch (error) {
    if (error instanceof Stopped) return;
    stopTurns(task.shared);
    throw error;
  } finally {
    for (const fd of descriptors) closeSync(fd);
  }
}
//# sourceMappingURL=transform-worker.js.map
//# sourceMappingURL=transform-worker.js.map
