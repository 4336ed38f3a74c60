/** A subscriber that gets stories under embargo: with one there, they are on the wire before their instant. */
import type { NewSubscriber } from '../../src/wire/store.ts';

export const trusted: NewSubscriber = {
  name: 'lusa',
  url: 'https://lusa.example/',
  format: 'ninjs',
  filter: {},
  secret: 'whsec_c2VjcmV0',
  createdAt: '2026-11-24T12:00:00.000Z',
  cursor: 0,
  isTrusted: true,
};
