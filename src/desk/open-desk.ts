/** A desk ready for work: its settings read, its wire open. */
import { readConfig, type DeskConfig } from '../config/read-config.ts';
import { withFirstDomain } from './first-domain.ts';
import { openSqliteStore, type StoreOptions } from '../wire/sqlite.ts';
import { StoreError, type Store } from '../wire/store.ts';
import { openedUndisturbed } from './upgrade.ts';

export type OpenDesk = AsyncDisposable & DeskConfig & { readonly store: Store };

/** Throws a `ConfigError` or a `StoreError` whose message says what to do. */
export async function openDesk(root: string, options: StoreOptions = {}): Promise<OpenDesk> {
  const config = await readConfig(root);
  const store = await openedUndisturbed(config.folders, () => openWire(config.folders.store, options));
  try {
    const desk = await withFirstDomain(config.desk, store);
    return { ...config, desk, store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

async function openWire(file: string, options: StoreOptions): Promise<Store> {
  try {
    return await openSqliteStore(file, options);
  } catch (error) {
    if (error instanceof StoreError) throw new StoreError(error.code, `${file}: ${error.message}`, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError('unavailable', `the wire cannot be opened: ${reason}`, { cause: error });
  }
}
