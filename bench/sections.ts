/** The sections of the bench: a new one is a new file and a line here. */
import type { Section } from './section.ts';
import { crowd } from './sections/crowd.ts';
import { growth } from './sections/growth.ts';
import { isolation } from './sections/isolation.ts';
import { outbox } from './sections/outbox.ts';
import { paced } from './sections/paced.ts';
import { publishing } from './sections/publishing.ts';
import { raw } from './sections/raw.ts';
import { rivals } from './sections/rivals.ts';
import { serving } from './sections/serving.ts';
import { streams } from './sections/streams.ts';
import { tls } from './sections/tls.ts';

export const sections: readonly Section[] = [
  raw,
  tls,
  outbox,
  rivals,
  paced,
  isolation,
  growth,
  publishing,
  serving,
  crowd,
  streams,
];
