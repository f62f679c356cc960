import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { columnMappingJsonSchema } from "@rowmill/mapping";

// Writes the JSON Schema of the column-mapping document, which is committed beside the package for editors.
const path = join(import.meta.dirname, "../packages/mapping/src/document/column-mapping.schema.json");
await writeFile(path, `${JSON.stringify(columnMappingJsonSchema(), undefined, 2)}\n`);
