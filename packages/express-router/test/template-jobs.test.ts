import { memoryStore } from "@rowmill/adapter-memory";
import { mappingHandler, templateRoutes, transformHandler, transformRoutes } from "@rowmill/data-jobs";
import { memoryStorage } from "@rowmill/file-storage";
import { expect, it } from "vitest";
import { apiFixture } from "./api-fixture.ts";

it("a proposal becomes a template that later files are mapped and transformed by", async () => {
  const [store, files] = [memoryStore(), memoryStorage()];
  const { ask, manager } = await apiFixture({
    store,
    files,
    routes: [...templateRoutes({ store, files }), ...transformRoutes({ store, files })],
  });
  manager.register(mappingHandler({ files, store })).register(transformHandler({ files, store }));
  const upload = async (text: string) => (await files.put([Buffer.from(text)], { name: "x.csv", userId: "ada" })).id;
  const run = async (type: string, json: object) => {
    const { job_id } = (await (await ask(`/jobs/${type}`, { json })).json()) as { job_id: string };
    return await manager.waitForJob(job_id);
  };

  const first = await upload("Kundennr,Vorname,E-Mail\n1,Ada,ada@example.org\n");
  const target = { fields: [{ name: "customer_id", constraints: { required: true } }, { name: "first_name" }, { name: "email" }] };
  const proposed = await run("mapping", { input_file_id: first, target, options: { accept_from: 0 } });
  const { document } = proposed.result as { document: object };
  const saved = await ask("/templates", { json: { name: "customers", document } });
  const { id: template_id } = (await saved.json()) as { id: string };

  const second = await upload("E-Mail;Kundennr;Ort;Vorname\nlin@example.org;2;Bonn;Lin\n");
  const mapped = await run("mapping", { input_file_id: second, template_id });
  expect(mapped.result).toMatchObject({ template: { template_id, difference: { missing: [], added: [{ name: "Ort" }] } } });
  const transformed = await run("transform", { input_file_id: second, template_id, output_format: "csv" });
  const result = await ask(`/jobs/${transformed.id}/result`);
  expect(await result.text()).toBe("customer_id,first_name,email\n2,Lin,lin@example.org\n");

  const tried = await ask("/transform/preview", { json: { input_file_id: second, template_id } });
  expect(JSON.stringify(await tried.json())).toContain("lin@example.org");

  const third = await upload("E-Mail,Ort\nx@example.org,Bonn\n");
  const { job_id } = (await (
    await ask("/jobs/transform", { json: { input_file_id: third, template_id, output_format: "csv" } })
  ).json()) as {
    job_id: string;
  };
  await expect(manager.waitForJob(job_id)).resolves.toMatchObject({ status: "failed", error: { code: "TEMPLATE_MISMATCH" } });

  const refused = await ask("/transform/validate", { json: { input_file_id: third, template_id } });
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: "TEMPLATE_MISMATCH" }]);

  const again = await run("mapping", { input_file_id: first, target });
  expect((again.result as { document: { fields: object[] } }).document.fields).toMatchObject([
    { by: "memory" },
    { by: "memory" },
    { by: "memory" },
  ]);
});
