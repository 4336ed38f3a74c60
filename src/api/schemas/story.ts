/** Stories as the API shows them. */
import { z } from 'zod';

import { EVENT_TYPES, type PubStatus } from '../../story/story.ts';

export const instant: z.ZodType<string> = z.string().meta({ format: 'date-time', description: 'ISO 8601 UTC' });

const place = z.object({
  name: z.string(),
  region: z.object({ code: z.string().describe('ISO 3166-2'), name: z.string() }).optional(),
  country: z.object({ code: z.string().describe('ISO 3166-1 alpha-2'), name: z.string() }).optional(),
});

const rights = z.object({ holder: z.string(), notice: z.string(), usageTerms: z.string() }).partial();

/** The words as they were filed. */
const words = z
  .object({
    language: z.string().describe('BCP 47'),
    headline: z.string(),
    subheadlines: z.array(z.string()).optional(),
    slugline: z.string().optional(),
    byline: z.string().optional(),
    agencyLine: z.string().optional(),
    dateline: z
      .object({
        text: z.string(),
        place: place.optional(),
        date: z.string().optional().describe('A day without its year is --08-29'),
        agency: z.string().optional(),
      })
      .optional(),
    body: z.array(z.string()).describe('Paragraphs; the first begins with the dateline'),
    forms: z
      .record(z.string(), z.enum(['subhead', 'preformatted']))
      .optional()
      .describe('Which paragraphs are no plain ones, by their index'),
    signOff: z.object({ text: z.string(), agency: z.string().optional(), initials: z.array(z.string()) }).optional(),
    filed: z
      .object({ date: z.string(), time: z.string().optional(), timeZone: z.string().optional() })
      .optional()
      .describe('The date that the copy bears'),
    urgency: z.int().min(1).max(9),
    subjects: z.array(z.object({ scheme: z.enum(['medtop', 'subj']), code: z.string() })),
    keywords: z.array(z.string()),
    section: z.string().optional(),
    genre: z.string().optional(),
    embargo: instant.optional(),
    expires: instant.optional(),
    edNote: z.string().optional(),
    creditLine: z.string().optional(),
    rights: rights.optional(),
  })
  .meta({ id: 'StoryWords', description: 'What was filed; of a killed or held story, the notice in its place' });

export const status: z.ZodType<PubStatus> = z
  .enum(['usable', 'withheld', 'canceled'])
  .meta({ id: 'PubStatus', description: 'IPTC pubStatus: withheld is embargoed or held, canceled is killed' });

const eventType = z.enum(EVENT_TYPES).meta({ id: 'EventType' });

export const storySummary: z.ZodObject = z
  .object({
    guid: z.string(),
    slug: z.string().describe('Names the story in addresses as well, and needs no escaping there'),
    version: z.int().min(1),
    status,
    event: eventType.describe('What made this version'),
    sequence: z.int().min(1).optional().describe('Of that event; absent while only the trusted may know of it'),
    firstCreated: instant,
    versionCreated: instant,
    headline: z.string(),
    language: z.string(),
    section: z.string().optional(),
    urgency: z.int(),
    embargo: instant.optional().describe('Until then nobody but the trusted gets it'),
    expires: instant.optional(),
    heldBy: z.enum(['copy', 'desk']).optional().describe('Of a held story: what ends that'),
    translationOf: z.string().optional().describe('The guid of the story that it translates'),
    file: z.string().optional().describe('Below stories/; for tokens that may write stories'),
    page: z.string().describe('Where readers find it; 410 Gone once it is withdrawn'),
  })
  .meta({ id: 'StorySummary' });

export const storyVersion: z.ZodObject = storySummary
  .extend({
    corrections: z.array(z.object({ note: z.string().optional(), at: instant })).optional(),
    source: z
      .object({ version: z.int().optional(), versionCreated: instant.optional() })
      .optional()
      .describe('Which version of another system it is'),
    story: words,
  })
  .meta({ id: 'StoryVersion' });

export const versionLine: z.ZodObject = z
  .object({
    version: z.int(),
    status,
    event: eventType,
    versionCreated: instant,
    headline: z.string().optional().describe('Absent of an earlier version of what has been withdrawn'),
  })
  .meta({ id: 'VersionLine' });

export const receiver: z.ZodObject = z
  .object({
    name: z.string().optional().describe('Absent where the subscriber has been removed: it has the story still'),
    subscriberId: z.int(),
    delivered: z.int().describe('The highest version that it has acknowledged; 0 for none'),
    possible: z.int().describe('The highest that may have arrived besides; 0 for none'),
  })
  .meta({ id: 'Receiver' });

export const copyProblem: z.ZodObject = z
  .object({
    file: z.string(),
    line: z.int().optional(),
    column: z.int().optional(),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
  })
  .meta({ id: 'CopyProblem', description: 'What is wrong with copy, and what to do; as wiredesk check says it' });

const filedStory = z
  .object({
    outcome: z
      .enum(['new', 'updated', 'killed', 'unchanged', 'superseded', 'held', 'refused'])
      .describe('superseded: the wire has a newer version; held: it is not out, by an embargo or a hold'),
    guid: z.string().optional().describe('Absent where the wire does not have it: it waits in its file'),
    slug: z.string().optional(),
    version: z.int().optional(),
    status: status.optional(),
    sequence: z.int().optional(),
    until: instant.optional(),
    location: z.string().optional(),
  })
  .meta({ id: 'FiledStory' });

export const filing: z.ZodObject = z
  .object({
    file: z.string().describe('Below stories/'),
    stories: z.array(filedStory).min(1),
    problems: z.array(copyProblem).describe('Warnings; errors of what was refused of several'),
  })
  .meta({ id: 'Filing' });

export const acted: z.ZodObject = z
  .object({
    guid: z.string(),
    type: eventType,
    version: z.int(),
    sequence: z.int().optional().describe('Of its event; absent where only the trusted may know of that'),
    receivers: z.int().describe('How many subscribers have the story, or may have'),
    untold: z
      .int()
      .optional()
      .describe('Of a kill or hold: how many of them are not told, since they are paused, suspended, ended or removed'),
  })
  .meta({ id: 'Act' });
