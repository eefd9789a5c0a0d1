import { writeWhole } from './whole.ts';

/** A result, or several, as JSON text, newline included. */
export function toJson(result: object): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

/**
 * Writes a result so that the file is whole at every moment: there is the old one or the new one.
 * @throws EnvironmentError when the place cannot be written.
 */
export async function writeJson(result: object, file: string): Promise<void> {
  await writeWhole(toJson(result), file);
}
