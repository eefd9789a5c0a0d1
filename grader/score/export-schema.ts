import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resultJsonSchema } from './result.ts';
import { rubricJsonSchema } from './rubric.ts';

/** Writes the JSON Schemas where the docs keep them: `npm run schema`. */
const SCHEMAS = { result: resultJsonSchema(), rubric: rubricJsonSchema() };
for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = fileURLToPath(new URL(`../../docs/${name}.schema.json`, import.meta.url));
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
