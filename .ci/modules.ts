// Draws who imports whom: `npm run docs:modules`. A test compares the committed figures with what it draws.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { modulesFigures } from './modules/figure.ts';

for (const [file, svg] of await modulesFigures()) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, svg);
  process.stdout.write(`${file}\n`);
}
