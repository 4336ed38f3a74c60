/** What cannot be done without the key that secrets are sealed with. */
import type { Store } from '../wire/store.ts';

/** Throws the `StoreError` that says where the key belongs. */
export async function requireSecrets({ subscribers }: Pick<Store, 'subscribers'>): Promise<void> {
  const trouble = await subscribers.secretsTrouble();
  if (trouble !== undefined) throw trouble;
}
