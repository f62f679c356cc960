import { memoryStore } from "@rowmill/adapter-memory";
import { manualClock } from "@rowmill/adapter-memory/testing";
import { describe, expect, it } from "vitest";
import type { Cases } from "../src/cases.ts";
import { correctionStoreAspects } from "../src/correction-store/aspects.ts";
import { fileCatalogAspects } from "../src/file-catalog/aspects.ts";
import { templateStoreAspects } from "../src/template-store/aspects.ts";
import { catalogMutants, correctionMutants, templateMutants } from "./catalog-mutants.ts";

describe("the suite for catalogues of files", () => {
  it.each(Object.entries(catalogMutants))("notices a catalogue that %s", async (_wrong, { noticedBy, mutate }) => {
    const create = (broken: boolean) => () => {
      const { files } = memoryStore();
      return { catalog: { ...files, ...(broken && mutate(files)) } };
    };
    expect(await firstFailure(fileCatalogAspects[noticedBy], create(false))).toBeUndefined();
    expect(await firstFailure(fileCatalogAspects[noticedBy], create(true))).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    expect(aspectsOf(catalogMutants)).toEqual(Object.keys(fileCatalogAspects).toSorted());
  });
});

describe("the suite for stores of templates", () => {
  it.each(Object.entries(templateMutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    const create = (broken: boolean) => () => {
      const clock = manualClock();
      const { templates } = memoryStore({ clock });
      return { templates: { ...templates, ...(broken && mutate(templates)) }, advanceBy: clock.advanceBy };
    };
    expect(await firstFailure(templateStoreAspects[noticedBy], create(false))).toBeUndefined();
    expect(await firstFailure(templateStoreAspects[noticedBy], create(true))).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    expect(aspectsOf(templateMutants)).toEqual(Object.keys(templateStoreAspects).toSorted());
  });
});

describe("the suite for stores of corrections", () => {
  it.each(Object.entries(correctionMutants))("notices a store that %s", async (_wrong, { noticedBy, mutate }) => {
    const create = (broken: boolean) => () => {
      const clock = manualClock();
      const { corrections } = memoryStore({ clock });
      return { corrections: { ...corrections, ...(broken && mutate(corrections)) }, advanceBy: clock.advanceBy };
    };
    expect(await firstFailure(correctionStoreAspects[noticedBy], create(false))).toBeUndefined();
    expect(await firstFailure(correctionStoreAspects[noticedBy], create(true))).toBeDefined();
  });

  it("has a mutant for every aspect", () => {
    expect(aspectsOf(correctionMutants)).toEqual(Object.keys(correctionStoreAspects).toSorted());
  });
});

/** The first sentence of an aspect that is not true of a subject, and why. */
async function firstFailure<Harness>(cases: Cases<Harness>, create: () => Harness): Promise<string | undefined> {
  for (const [sentence, run] of Object.entries(cases)) {
    try {
      await run(create());
    } catch (error) {
      return `${sentence}: ${String(error)}`;
    }
  }
  return undefined;
}

function aspectsOf(mutants: Readonly<Record<string, { readonly noticedBy: string }>>): string[] {
  return [...new Set(Object.values(mutants).map(({ noticedBy }) => noticedBy))].toSorted();
}
