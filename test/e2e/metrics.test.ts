/** The metrics of a desk that runs as a process of its own, scraped as Prometheus would. */
import { expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { readPrometheusText } from '../support/prometheus-text.ts';
import { hasPromtool, promtoolFaults } from '../support/promtool.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

it(
  'a desk tells its metrics on a port of their own, and the port of the feeds knows nothing of them',
  { timeout: 300_000 },
  async () => {
    const receiver = await webhookReceiver();
    const [webPort, metricsPort, deadPort] = [await freePort(), await freePort(), await freePort()];
    const desk = await deskFolder(`
http: { port: ${webPort} }
metrics: { port: ${metricsPort} }
webhooks: { allow: [127.0.0.1], ports: [${new URL(receiver.url).port}, ${deadPort}], allowHttp: true }
`);
    const add = (name: string, url: string) =>
      wiredesk('subscribers', 'add', name, url, '--format', 'ninjs', '--desk', desk.root);
    await add('lusa', receiver.url);
    await add('Agência-Norte', `http://127.0.0.1:${deadPort}/`);
    const running = startWiredesk('start', '--desk', desk.root);
    await running.printed(new RegExp(`metrics +http://127\\.0\\.0\\.1:${metricsPort}/metrics`));
    await desk.save('a.txt', copyOf('Story A'));
    await receiver.received(1);

    const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const text = await eventually(async () => {
      const found = await scrape();
      const isDelivered = found.includes('wiredesk_deliveries_total{outcome="delivered"} 1');
      const isPassed = found.includes('wiredesk_stories_published_total{change="new"} 1');
      return isDelivered && isPassed && /wiredesk_subscriber_failures\{[^}]*\} [1-9]/.test(found) ? found : undefined;
    });
    const families = readPrometheusText(text ?? '');
    if (hasPromtool) expect(promtoolFaults(text ?? '')).toBe('');
    const sample = (name: string, labels: Readonly<Record<string, string>> = {}) =>
      families.get(name)?.samples.find((each) => Object.entries(labels).every(([key, is]) => each.labels[key] === is));
    expect(sample('wiredesk_subscriber_lag_events', { subscriber: 'Agência-Norte' })?.value).toBe(1);
    expect(sample('wiredesk_subscriber_lag_events', { subscriber: 'lusa' })?.value).toBe(0);
    expect(sample('wiredesk_stories_published_total', { change: 'new' })?.value).toBe(1);
    expect(sample('wiredesk_passes_total', { reason: 'start', result: 'ok' })?.value).toBe(1);
    expect(
      families.get('wiredesk_delivery_latency_seconds')?.samples.find((each) => each.name.endsWith('_count')),
    ).toEqual(expect.objectContaining({ value: 1 }));
    expect(text).not.toMatch(/whsec_|127\.0\.0\.1|private/);

    const ofFeeds = await fetch(`http://127.0.0.1:${webPort}/metrics`);
    expect([ofFeeds.status, await ofFeeds.text()]).toEqual([404, expect.not.stringContaining('wiredesk_')]);
    expect((await running.stop()).code).toBe(0);
  },
);

it('without a port there are no metrics, and a port that is taken is told', { timeout: 300_000 }, async () => {
  const port = await freePort();
  const quiet = await deskFolder('http: { port: 0 }\n');
  const running = startWiredesk('start', '--desk', quiet.root);
  await running.printed(/Ctrl-C stops it/);
  expect(running.output()).not.toContain('metrics');
  const desk = await deskFolder(`http: { port: ${port} }\nmetrics: { port: ${port} }\n`);
  const { code, err } = await wiredesk('start', '--desk', desk.root);
  expect([code, err]).toEqual([1, expect.stringContaining('choose another with metrics.port in wiredesk.yaml')]);
});
