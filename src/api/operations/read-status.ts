/** `GET /v1/status`: how the desk is, and how each subscriber fares. */
import { z } from 'zod';

import { deskStatus, type DeskStatus } from '../../desk/status.ts';
import { describeRate } from '../../delivery/rate.ts';
import { json } from '../answer.ts';
import { operation, type Operation } from '../operation.ts';
import { instant } from '../schemas/story.ts';
import { lane, websubSubscriber } from '../schemas/subscriber.ts';
import { laneView, websubView } from '../subscriber-view.ts';

const lastPass = z.object({
  endedAt: instant,
  by: z.string(),
  ok: z.boolean(),
  new: z.int(),
  updated: z.int(),
  errors: z.int().describe('Files that cannot be used'),
  unusable: z.array(z.string()).optional().describe('The first of them'),
  held: z.array(z.object({ path: z.string(), until: instant.optional() })),
});

const lastDay = z.object({
  delivered: z.int(),
  dead: z.int(),
  successRate: z.number().optional().describe('Of attempts, from 0 to 1'),
  latency: z
    .object({ p50: z.number(), p99: z.number(), of: z.int() })
    .optional()
    .describe('Milliseconds from commit to 2xx'),
});

const subscriberStatus = z
  .object({
    name: z.string(),
    state: z.string(),
    format: z.string(),
    window: z.int(),
    rate: z.string().optional(),
    cursor: z.int(),
    lag: z.object({ events: z.int(), isMore: z.boolean(), seconds: z.number() }),
    lastDay,
    failures: z.int(),
    lastError: z.string().optional(),
    nextTry: instant.optional(),
    waiting: z.array(lane),
    untold: z
      .array(z.object({ guid: z.string(), version: z.int(), committedAt: instant }))
      .describe('Killed or held stories that it has, or may have: it is not told while it is not active'),
  })
  .meta({ id: 'SubscriberStatus' });

const alert = z.object({
  id: z.string(),
  type: z.string(),
  at: instant,
  message: z.string(),
  toldAt: instant.optional(),
});

const deskStatusSchema = z
  .object({
    agency: z.string(),
    runBy: z.string().optional().describe('The process that delivers'),
    notDelivering: z.string().optional().describe('Why nothing can be delivered'),
    head: z.object({ seq: z.int(), committedAt: instant }).optional().describe('Newest event on the log'),
    lastPass: lastPass.optional(),
    lastBackup: z.object({ takenAt: instant }).optional(),
    storiesOfLostWire: z.number().optional().describe('So many stories in feeds/ of which the wire knows nothing'),
    waitsSinceBackupOf: instant.optional().describe('Nothing goes out: made from a backup of that instant'),
    disk: z.object({ free: z.number().describe('Bytes'), isLow: z.boolean() }),
    alerts: z.object({ notSent: z.string().optional(), last: z.array(alert) }),
    subscribers: z.array(subscriberStatus),
    websub: z.object({
      hub: z.object({ kind: z.enum(['own', 'other']), url: z.string() }).optional(),
      subscribers: z.array(websubSubscriber),
      told: z.int(),
      untold: z.int(),
      lastError: z.string().optional(),
    }),
  })
  .meta({ id: 'Status' });

export const readStatus: Operation = operation({
  id: 'readStatus',
  method: 'GET',
  path: '/status',
  tag: 'Desk',
  summary: 'Says how the desk is: the log, the last pass, and how each subscriber fares',
  scope: 'status:read',
  answers: { 200: { description: 'As `wiredesk status` says it.', schema: deskStatusSchema } },
  run: async (_call, { newsroom, now }) => json(statusView(await deskStatus(newsroom.desk, now().getTime()))),
});

/** Where backups lie is for those alone who are at the machine. */
function statusView({ subscribers, websub, lastBackup, ...rest }: DeskStatus): object {
  return {
    ...rest,
    ...(lastBackup !== undefined && { lastBackup: { takenAt: lastBackup.takenAt } }),
    subscribers: subscribers.map(({ rate, waiting, ...each }) => ({
      ...each,
      ...(rate !== undefined && { rate: describeRate(rate) }),
      waiting: waiting.map(laneView),
    })),
    websub: { ...websub, subscribers: websub.subscribers.map(websubView) },
  };
}
