/** `wiredesk start`: runs the desk until Ctrl-C: publishes, serves, delivers. */
import { join, relative, resolve } from 'node:path';

import { Option, type Command } from 'commander';

import { release } from '../config/release.ts';
import { TEMPLATE_DOMAIN } from '../config/template.ts';
import { keyAlert } from '../alerts/desk-alerts.ts';
import type { Raise } from '../alerts/alert.ts';
import { openAlerts } from '../desk/alerts.ts';
import { startApi } from '../desk/api.ts';
import { startDelivery } from '../desk/delivery.ts';
import { clockWatch } from '../desk/clock-watch.ts';
import { lookAtDisk } from '../desk/disk-watch.ts';
import { everyMinute } from '../desk/every-minute.ts';
import { untoldWatch } from '../desk/untold.ts';
import { deliveryLockOwner, lockDelivery, noteStopping, START } from '../desk/locks.ts';
import { type Log, openLog } from '../desk/log.ts';
import { roomToKeep } from '../desk/machine-memory.ts';
import { openMetrics, serveMetrics } from '../desk/metrics.ts';
import { keepForgetting } from '../desk/old-receipts.ts';
import { openNewsroom } from '../desk/newsroom.ts';
import { refuseLostWire } from '../desk/lost-wire.ts';
import { tellOfOtherDomain } from '../desk/first-domain.ts';
import { openDesk, type OpenDesk } from '../desk/open-desk.ts';
import { PassRunner } from '../desk/pass-runner.ts';
import { newPrompts, type Prompts } from '../desk/prompts.ts';
import { refuseBackup } from '../desk/backup/restored.ts';
import { stopSignal } from '../desk/stop-signal.ts';
import { clearingStrayPictures } from '../desk/stray-pictures.ts';
import { watchWire } from '../desk/watch-wire.ts';
import { watchWirePlace, type WireWatch } from '../desk/wire-watch.ts';
import { startWebSub } from '../desk/websub.ts';
import { formats } from '../formats/index.ts';
import { keepPublishing, type ScheduleContext } from '../publish/schedule.ts';
import { displayName } from '../publish/story-files.ts';
import { areFeedsBehind } from '../publish/written-up-to.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { Lock } from '../wire/lock.ts';
import { type AccessLog, appendTo, openAccessLog } from '../web/access-log.ts';
import { CACHE_BYTES_MAX } from '../web/app.ts';
import { createByteCache } from '../web/byte-cache.ts';
import type { Representation } from '../web/representation.ts';
import { startServer } from '../web/server.ts';
import { deskOption, dim, notBlank, portNumber, print } from './terminal.ts';

type StartOptions = { desk: string; port?: number; host?: string; log?: 'json' | 'text' };

export function addStart(program: Command): void {
  program
    .command('start')
    .description('run the desk: publish at every save and on the schedule, serve feeds/, deliver webhooks')
    .option('--port <port>', 'listen here instead of http.port', portNumber)
    .option('--host <host>', 'listen here instead of http.host', notBlank)
    .addOption(
      new Option('--log <form>', 'how its log is written; text on a terminal, else json').choices(['json', 'text']),
    )
    .addOption(deskOption())
    .action(start);
}

/** A guid is for life: who has published under the domain of the template cannot take that back. */
async function tellOfDomain({ desk, store }: OpenDesk, log: Log): Promise<void> {
  await tellOfOtherDomain(desk, store, log);
  const { domain } = desk.agency;
  if (domain !== TEMPLATE_DOMAIN) return;
  log.warn(
    `agency.domain in wiredesk.yaml is ${domain} still: it stands in the guid of each story, for ever. Say your own before the first one is out`,
  );
}

async function start(options: StartOptions): Promise<void> {
  const log = openLog(options.log ?? (process.stderr.isTTY ? 'text' : 'json'));
  await using desk = await openDesk(options.desk);
  await refuseBackup(desk.store);
  await refuseLostWire(desk);
  using lock = await lockDesk(desk);
  await tellOfDomain(desk, log);
  await using wire = watchWirePlace(desk, log);
  const stopping = stoppingOf(lock, wire);

  const metrics = await openMetrics(desk, log);
  await using alerts = await openAlerts(desk, log);
  const observers = [alerts, ...(metrics === undefined ? [] : [metrics])];
  await using websub = await startWebSub(desk, log, [
    alerts.delivery,
    ...(metrics === undefined ? [] : [metrics.websub]),
  ]);
  await using runner = new PassRunner(desk, log, stopping, [...observers, websub]);
  await using accessLog = accessLogOf(desk, log);
  const prompts = newPrompts();
  const newsroom = openNewsroom(desk, runner.turns, prompts.call);
  await using api = startApi({ ...desk, newsroom }, log, metrics?.streams);
  await using server = await startServer({
    ...servingOf(desk, options),
    ...(accessLog !== undefined && { accessLog }),
    health: () => runner.health(),
    ...(websub.hub !== undefined && { hub: websub.hub }),
    linkOf: websub.linkOf,
    api: { answer: api.answer, streamsMax: desk.settings.api.streamsMax },
    log,
  });
  using _streams = { [Symbol.dispose]: api.endStreams };
  await using delivery = await startDelivery(desk, log, observers);
  using _waking = prompts.on(delivery.wake);
  using _streaming = prompts.on(api.wake);
  if (delivery.refused !== undefined) keyAlert(alerts.raise, delivery.refused);
  using _looks = looksEveryMinute(desk, wire, alerts.raise, log);
  await using metricsServer = await serveMetrics(metrics, desk, delivery, log);
  await using _forgetting = keepForgetting(desk, log);
  await using _clearing = clearingStrayPictures(desk, log);
  print(banner(desk, server.url, metricsServer?.url));

  const wake = (): void => [delivery, api].forEach((one) => one.wake());
  await keepPublishing(
    {
      ...scheduleOf(desk, log),
      runPass: (scope, reason) => runner.run(scope, reason, wake),
      watchWire: (onAct) => watchActs(desk, log, prompts, onAct),
    },
    stopping,
  );
  log.info('stopping: what is in flight is finished, what waits is kept');
  wire.throwIfGone();
}

/** Whoever asks who runs the desk is told from then on that it stops. */
function stoppingOf(lock: Lock, { gone }: WireWatch): AbortSignal {
  const stopping = AbortSignal.any([stopSignal(), gone]);
  stopping.addEventListener('abort', () => noteStopping(lock), { once: true });
  return stopping;
}

function looksEveryMinute(desk: OpenDesk, wire: WireWatch, raise: Raise, log: Log): Disposable {
  const looks = new DisposableStack();
  const lookAtUntold = untoldWatch(desk, raise, log);
  const lookAtClock = clockWatch(desk, raise, log);
  looks.use(everyMinute(() => void lookAtDisk(desk, raise, log)));
  looks.use(everyMinute(() => void lookAtUntold()));
  looks.use(everyMinute(() => void lookAtClock()));
  looks.use(everyMinute(() => void wire.look(raise)));
  return looks;
}

function servingOf({ folders, desk, settings: { http } }: OpenDesk, { host, port }: StartOptions) {
  return {
    feedsFolder: folders.feeds,
    desk,
    now: () => new Date(),
    host: host ?? http.host,
    port: port ?? http.port,
    robots: http.robots,
    deltas: http.deltas,
    cache: createByteCache<Representation>(roomToKeep(CACHE_BYTES_MAX)),
  };
}

function scheduleOf({ folders, settings, desk }: OpenDesk, log: Log): Omit<ScheduleContext, 'runPass' | 'watchWire'> {
  return {
    storiesFolder: folders.stories,
    schedule: settings.schedule,
    timeZone: desk.timeZone,
    now: () => new Date(),
    onWatchTrouble: (error, below) => {
      log.warn(
        { err: error },
        `${displayName(below)} cannot be watched: what is saved there goes out on the schedule alone`,
      );
    },
  };
}

/** Of other processes, and of the API in this one. */
function watchActs(desk: OpenDesk, log: Log, prompts: Prompts, onAct: () => void): Disposable {
  const watching = new DisposableStack();
  watching.use(prompts.on(onAct));
  watching.use(
    watchWire(desk, log, async () => {
      if (await areFeedsBehind(desk.store)) onAct();
    }),
  );
  return watching;
}

function accessLogOf({ settings, folders }: OpenDesk, log: Log): AccessLog | undefined {
  if (settings.http.accessLog === undefined) return undefined;
  const { file, form } = settings.http.accessLog;
  const append = appendTo(file === '-' ? file : resolve(folders.root, file));
  return openAccessLog({ form, append, now: () => new Date(), log });
}

async function lockDesk({ folders }: OpenDesk): Promise<Lock> {
  const lock = await lockDelivery(folders, START);
  if (lock !== undefined) return lock;
  throw new WiredeskError(
    `this desk is run already (${deliveryLockOwner(folders)}): stop that one first, or start another desk with --desk`,
  );
}

function banner({ folders, settings, desk }: OpenDesk, url: string, metricsUrl: string | undefined): string {
  const feeds = formats.flatMap(({ feed }) => (feed === undefined ? [] : [feed.fileName]));
  return [
    `Wiredesk ${release.version} runs the desk of ${desk.agency.name}.`,
    `  stories   ${join(relative('.', folders.stories), '*.txt')}  ${dim('save one, and it is out within a second')}`,
    `  feeds     ${url.replace('//127.0.0.1:', '//localhost:')}  ${dim(feeds.join(' '))}`,
    `  schedule  ${settings.schedule}`,
    ...(metricsUrl === undefined ? [] : [`  metrics   ${metricsUrl}metrics`]),
    'Ctrl-C stops it.',
  ].join('\n');
}
