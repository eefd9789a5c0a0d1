import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { EnvironmentError, saidOf } from '../errors.ts';
import { STUDENT_FILE } from '../lab.ts';
import { t } from '../text/text.ts';

/** One state of the watched file. */
export interface Save {
  /** Differs after each save, of the same content too. */
  readonly stamp: string;
  /** Equal for equal content. */
  readonly digest: string;
}

interface Waiting {
  readonly matches: (save: Save) => boolean;
  readonly resolve: (save: Save) => void;
  readonly reject: (error: EnvironmentError) => void;
}

/** The folder in which a lab's tree has the file. */
const LABS_FOLDER = dirname(STUDENT_FILE);

/**
 * Sees when one file is saved.
 *
 * The system's events only say when to look; what counts is what is in the file then. So no event is
 * waited for that an editor may not cause, and nothing depends on how it saves: in place, or by putting
 * another file there. While it does, the file is missing or empty for a moment: that is no save yet.
 */
export class Saves {
  readonly #file: string;
  readonly #watcher: FSWatcher;
  readonly #waiting = new Set<Waiting>();
  #last: Save | undefined;
  #error: EnvironmentError | undefined;
  #looking = false;
  #again = false;

  private constructor(file: string) {
    this.#file = file;
    // The folders are watched, since only they know the place of a file: another one may be put there.
    // In a lab's tree the folder itself may be taken away and come back, as git does it.
    const folder = dirname(file);
    const top = basename(folder) === LABS_FOLDER ? dirname(folder) : folder;
    const watched = [top, folder, file];
    this.#watcher = watch(top, {
      ignored: (path) => !watched.includes(path),
      ignoreInitial: true,
    });
    // `raw` tells each event of the system, `all` also what is found by polling.
    this.#watcher.on('all', () => void this.#look());
    this.#watcher.on('raw', (_, path) => {
      if (!path || watched.some((one) => basename(one) === basename(path))) void this.#look();
    });
    this.#watcher.on('error', (cause) => {
      this.#error = new EnvironmentError(t`cannot watch ${file}: ${saidOf(cause)}`, { cause });
      for (const { reject } of this.#waiting) reject(this.#error);
      this.#waiting.clear();
    });
  }

  /**
   * Begins to watch.
   * @param file an absolute path; it is there.
   * @throws EnvironmentError when the system watches no more files.
   */
  static async of(file: string): Promise<Saves> {
    const saves = new Saves(file);
    await new Promise<void>((resolve) => {
      saves.#watcher.once('ready', resolve).once('error', () => resolve());
    });
    await saves.#look();
    if (saves.#error === undefined) return saves;
    await saves.close();
    throw saves.#error;
  }

  /** What is in the file as far as is known; `undefined` when there never was anything. */
  get last(): Save | undefined {
    return this.#last;
  }

  /**
   * Waits for a save; one that was seen already counts.
   * @returns `undefined` when the signal is aborted first.
   * @throws EnvironmentError when the system stopped watching.
   */
  async until(matches: (save: Save) => boolean, signal: AbortSignal): Promise<Save | undefined> {
    if (signal.aborted) return undefined;
    if (this.#error !== undefined) throw this.#error;
    if (this.#last !== undefined && matches(this.#last)) return this.#last;
    const settled = new AbortController();
    return new Promise<Save | undefined>((resolve, reject) => {
      const waiting: Waiting = { matches, resolve, reject };
      this.#waiting.add(waiting);
      const stop = (): void => {
        this.#waiting.delete(waiting);
        resolve(undefined);
      };
      signal.addEventListener('abort', stop, { once: true, signal: settled.signal });
    }).finally(() => settled.abort());
  }

  async close(): Promise<void> {
    await this.#watcher.close();
  }

  /** Looks into the file; what happens meanwhile is looked at afterwards. */
  async #look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again) {
      this.#again = false;
      const save = await stateOf(this.#file);
      if (save !== undefined) this.#saw(save);
    }
    this.#looking = false;
  }

  #saw(save: Save): void {
    if (save.stamp === this.#last?.stamp) return;
    this.#last = save;
    for (const waiting of this.#waiting) {
      if (!waiting.matches(save)) continue;
      this.#waiting.delete(waiting);
      waiting.resolve(save);
    }
  }
}

/** `undefined` while there is nothing: an editor that saves may move a file away, or empty it, first. */
async function stateOf(file: string): Promise<Save | undefined> {
  try {
    const { ino, mtimeMs } = await stat(file);
    const content = await readFile(file);
    if (content.length === 0) return undefined;
    const digest = createHash('sha256').update(content).digest('hex');
    return { stamp: `${ino} ${mtimeMs} ${digest}`, digest };
  } catch {
    return undefined;
  }
}
