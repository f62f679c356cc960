const { memoryStore } = require("@rowmill/adapter-memory");
const { createTaskManager, defineJobType } = require("@rowmill/core");
const { z } = require("zod");

async function main() {
  const double = defineJobType({ type: "double", input: z.object({ n: z.number() }), result: z.object({ n: z.number() }) });
  const manager = createTaskManager({ store: memoryStore() }).register(double.handle(async ({ n }) => ({ n: n * 2 })));
  const { job } = await manager.createJob("double", { n: 21 });
  const done = await manager.waitForJob(job.id);
  console.log(done.result);
  await manager.close();
}

void main();
