/** The list of commands, in the order in which the help has them: a new one is a new file and a line here. */
import type { Command } from 'commander';

type CommandFile = {
  /** What it adds to the program. */
  readonly names: readonly string[];
  readonly load: () => Promise<(program: Command) => void>;
};

/** Each is loaded where it is asked for: together they take a second, which everybody who types one would wait. */
const commandFiles: readonly CommandFile[] = [
  { names: ['start'], load: async () => (await import('./commands/start.ts')).addStart },
  { names: ['publish'], load: async () => (await import('./commands/publish.ts')).addPublish },
  { names: ['check'], load: async () => (await import('./commands/check.ts')).addCheck },
  { names: ['init'], load: async () => (await import('./commands/init.ts')).addInit },
  { names: ['status'], load: async () => (await import('./commands/status.ts')).addStatus },
  { names: ['deliveries'], load: async () => (await import('./commands/deliveries.ts')).addDeliveries },
  { names: ['subscribers'], load: async () => (await import('./commands/subscribers.ts')).addSubscribers },
  { names: ['tokens'], load: async () => (await import('./commands/tokens.ts')).addTokens },
  { names: ['stories'], load: async () => (await import('./commands/stories.ts')).addStories },
  {
    names: ['kill', 'correct', 'hold', 'release', 'expire'],
    load: async () => (await import('./commands/acts.ts')).addActs,
  },
  { names: ['receive'], load: async () => (await import('./commands/receive.ts')).addReceive },
  { names: ['alerts'], load: async () => (await import('./commands/alerts.ts')).addAlerts },
  { names: ['backup', 'restored'], load: async () => (await import('./commands/backup.ts')).addBackup },
  { names: ['verify'], load: async () => (await import('./commands/verify.ts')).addVerify },
];

/** The one of that name; all of them where there is no name, or one that the help has to correct. */
export async function loadCommands(name?: string): Promise<readonly ((program: Command) => void)[]> {
  const named = commandFiles.filter(({ names }) => name !== undefined && names.includes(name));
  return Promise.all((named.length > 0 ? named : commandFiles).map(({ load }) => load()));
}
