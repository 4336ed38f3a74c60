/** A process that takes a lock, says so, and holds it until it is killed: `node hold-lock.ts FILE`. */
import { takeLock } from '../../src/wire/lock.ts';

using _lock = await takeLock(process.argv[2] ?? '', 'a child', 0);
process.stdout.write('held\n');
await new Promise<never>(() => setInterval(() => undefined, 60_000));
