import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';

import { describe, expect, it, onTestFinished } from 'vitest';

import { listening, type ListeningServer } from '../../src/http/listening.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const advice = { port: 'choose another PORT', host: 'choose another HOST' };

async function listeningAt(host: string, port = 0): Promise<ListeningServer> {
  const running = await listening(
    createServer((_, response) => response.end()),
    { host, port },
    advice,
  );
  onTestFinished(() => running.close());
  return running;
}

describe('a server that listens', () => {
  it.each([
    { host: '127.0.0.1', written: '127.0.0.1' },
    { host: '0.0.0.0', written: 'localhost' },
    ...(hasIpv6 ? [{ host: '::1', written: '[::1]' }] : []),
  ])('at $host is reached at the address that a person would type', async ({ host, written }) => {
    const { url, port } = await listeningAt(host);
    expect(url).toBe(`http://${written}:${port}/`);
    expect((await fetch(url.replace('localhost', '127.0.0.1'))).status).toBe(200);
  });

  it('is closed once however often that is asked, and is then not there', async () => {
    const { url, close } = await listeningAt('127.0.0.1');
    await Promise.all([close(), close()]);
    await close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('gives the advice of its command where the port is taken', async () => {
    const { port } = await listeningAt('127.0.0.1');
    await expect(listeningAt('127.0.0.1', port)).rejects.toThrow(
      `port ${port} is taken by another program: stop that program, or choose another PORT`,
    );
  });

  it('gives it where the address is not of this machine', async () => {
    await expect(listeningAt('192.0.2.1')).rejects.toThrow(
      '192.0.2.1 is no address of this machine: choose another HOST',
    );
  });
});
