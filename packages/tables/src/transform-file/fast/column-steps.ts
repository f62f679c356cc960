import { OFFSET_BITS } from "../../kernel/entry-bits.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { placeCasePages } from "./case-pages.ts";
import type { CellsOfColumn } from "./fast-memory.ts";
import type { FastCheck, FastColumn, FastStep, TemplatePiece } from "./plan/fast-plan.ts";
import { placeText } from "./place-text.ts";
import { createRowScriptColumn } from "./row-script-column.ts";
import type { RowScripts } from "./row-scripts.ts";
import { createScriptColumn } from "./script-column.ts";
import { CELL_BYTES, transformExports } from "./transform-kernel.ts";

/** The steps of one column. */
export interface ColumnSteps {
  /** Gathers the cells of some rows and changes them. Answers whether there was room; if not, it is called again with fewer rows. */
  run(from: number, to: number): boolean;
}

/** Changes the cells of some rows; answers whether there was room. */
type Change = (from: number, to: number) => boolean;

export function createColumnSteps(kernel: Kernel, { value }: FastColumn, place: CellsOfColumn): ColumnSteps {
  const { cells, scripts } = place;
  const wasm = transformExports(kernel);
  if (value.kind !== "field") throw new TypeError("A constant has no steps");
  const changes = value.steps.map(changeOf);
  return {
    run: (from, to) => wasm.gatherCells(value.field, cells, from, to) === to && changes.every((change) => change(from, to)),
  };

  function changeOf(step: FastStep): Change {
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
        return createScriptColumn(kernel, place, scriptOf(step.script));
      case "rowScript":
        return createRowScriptColumn(kernel, place, step.fields, scriptOf(step.script));
    }
  }

  function scriptOf(number: number): RowScripts["scripts"][number] {
    const script = scripts.scripts[number];
    if (script === undefined) throw new TypeError(`There is no script ${number}`);
    return script;
  }

  function templateOf(pieces: readonly TemplatePiece[]): Change {
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

  function checkOf(check: FastCheck): (from: number, to: number) => void {
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

/** A change that needs no room. */
function always(run: (from: number, to: number) => void): Change {
  return (from, to) => {
    run(from, to);
    return true;
  };
}

const START = 1;
const END = 2;
