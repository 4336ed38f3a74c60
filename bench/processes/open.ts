/** The processes of a section, started and ready. */
import type { Bench } from '../section.ts';
import { startPeer, type Peer } from './peer.ts';
import type { PostTo } from './posting.ts';
import type { RawSender } from './raw-sender.ts';
import type { ListenOptions, Receiver } from './receiver.ts';
import type { OpenWiredesk, WiredeskSender } from './wiredesk-sender.ts';

type Environment = Readonly<Record<string, string>>;

function moduleOf(name: string): URL {
  return new URL(`${name}.ts`, import.meta.url);
}

export type OpenReceiver = Peer<Receiver> & { readonly port: number };

export async function openReceiver({ folder }: Bench, options: ListenOptions): Promise<OpenReceiver> {
  const peer = await startPeer<Receiver>(moduleOf('receiver'), { name: 'receiver', folder });
  return { ...peer, port: await peer.ask('listen', options) };
}

export type WiredeskProcess = {
  /** Where a section has several. */
  readonly name?: string;
  readonly environment?: Environment;
};

export async function openWiredesk(
  bench: Bench,
  options: OpenWiredesk,
  process?: WiredeskProcess,
): Promise<Peer<WiredeskSender>> {
  const peer = await startWiredesk(bench, process);
  await peer.ask('open', options);
  return peer;
}

export function startWiredesk(
  { folder, profiles }: Bench,
  { name = 'wiredesk', environment = {} }: WiredeskProcess = {},
): Promise<Peer<WiredeskSender>> {
  const nodeOptions = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  return startPeer<WiredeskSender>(moduleOf('wiredesk-sender'), { name, folder, environment, nodeOptions });
}

export async function openRawSender(
  { folder }: Bench,
  options: PostTo,
  environment: Environment = {},
): Promise<Peer<RawSender>> {
  const peer = await startPeer<RawSender>(moduleOf('raw-sender'), { name: 'raw', folder, environment });
  await peer.ask('open', options);
  return peer;
}
