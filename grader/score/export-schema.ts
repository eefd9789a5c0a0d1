import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resultJsonSchema } from './result.ts';

/** Writes the JSON Schema of results where the docs keep it: `npm run schema`. */
const file = fileURLToPath(new URL('../../docs/result.schema.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(resultJsonSchema(), null, 2)}\n`);
