import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from '../report/json.ts';
import { Result } from '../score/result.ts';

/**
 * The results of a batch, a file each, named by what they are a function of. A file is whole or not
 * there: what a killed batch had graded is not graded again.
 */
export class Store {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens a store, and removes what a killed batch was just writing. */
  static async open(folder: string): Promise<Store> {
    await mkdir(folder, { recursive: true });
    const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    for (const name of unfinished) await rm(join(folder, name), { force: true });
    return new Store(folder);
  }

  /** A store to read from only: another process may be writing to it. */
  static toRead(folder: string): Store {
    return new Store(folder);
  }

  /** The result, if it is there and can be read: one of another form is graded again. */
  async read(key: string): Promise<Result | undefined> {
    const text = await readFile(this.#file(key), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return Result.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  async write(key: string, result: Result): Promise<void> {
    await writeJson(result, this.#file(key));
  }

  async forget(key: string): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  #file(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}
