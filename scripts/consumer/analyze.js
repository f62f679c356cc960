import { suggestMappingInThread } from "@rowmill/mapping";
import { analyzeFile } from "@rowmill/tables";

// In a worker thread, which must be found in dist: once from a path, once with the bytes sent to it.
const fromPath = await analyzeFile("people.csv");
const fromBytes = await analyzeFile(new TextEncoder().encode("id,name\n1,Ada\n2,Grace\n"));
for (const { rowCount, columns } of [fromPath, fromBytes]) console.log(rowCount, ...columns.map(({ name }) => name));

// The thread of another package.
const { document } = await suggestMappingInThread(["E-Mail", "Name"], ["email"]);
console.log(document.fields[0].target, document.source.columns.length);
