/** Which WebSub hub the feeds of a desk announce. */
import type { DeskConfig } from '../config/read-config.ts';
import { checkTarget } from '../delivery/target.ts';

export type AnnouncedHub = {
  /** `own`: this desk is it; `other`: it is told of changes. */
  readonly kind: 'own' | 'other';
  readonly url: string;
};

/** `undefined`: none. Nobody can be asked to push to a desk that only its own machine or network can reach. */
export function hubOf({ settings, desk }: Pick<DeskConfig, 'settings' | 'desk'>): AnnouncedHub | undefined {
  const { hub = isPublic(desk.baseUrl) ? 'own' : 'none' } = settings.websub;
  if (hub === 'none') return undefined;
  return hub === 'own' ? { kind: 'own', url: new URL('hub', desk.baseUrl).href } : { kind: 'other', url: hub };
}

function isPublic(baseUrl: string): boolean {
  const { protocol, port } = new URL(baseUrl);
  const ports = [port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)];
  return checkTarget(baseUrl, { allow: [], ports, allowHttp: true }) === undefined;
}
