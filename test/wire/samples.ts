/** Commits and subscribers for tests of a store. */
import type { StoryVersion } from '../../src/story/story.ts';
import type { Commit, NewSubscriber } from '../../src/wire/store.ts';
import { libya } from '../support/stories.ts';

export function guidOf(slug: string): string {
  return `urn:newsml:example.org:20261124:${slug}`;
}

export function commitOf(slug: string, version = 1): Commit {
  const versionCreated = `2026-11-24T10:0${slug.charCodeAt(0) - 'a'.charCodeAt(0)}:0${version}Z`;
  const storyVersion: StoryVersion = {
    ...libya,
    guid: guidOf(slug),
    slug,
    version,
    event: version === 1 ? 'story.published' : 'story.updated',
    versionCreated: version === 1 ? versionCreated : `2026-11-24T11:00:0${version}Z`,
  };
  return {
    version: storyVersion,
    path: `${slug}.txt`,
    file: { hash: `hash of ${slug} ${version}`, stamp: `stamp of ${slug} ${version}` },
    committedAt: '2026-11-24T12:00:00.123Z',
  };
}

/** A kill is one more version: its body is the notice. */
export function killOf(slug: string, version: number): Commit {
  const commit = commitOf(slug, version);
  return { ...commit, version: { ...commit.version, pubStatus: 'canceled', event: 'story.killed' } };
}

/** Under embargo: only the trusted know of it. */
export function secretOf(slug: string, version = 1, embargo = '2026-11-25T00:00:00Z'): Commit {
  const commit = commitOf(slug, version);
  const story = { ...commit.version.story, embargo };
  return { ...commit, version: { ...commit.version, pubStatus: 'withheld', audience: 'trusted', story } };
}

export function newSubscriber(name: string): NewSubscriber {
  return {
    name,
    url: 'https://lusa.example/wire',
    format: 'ninjs',
    filter: { language: ['pt'] },
    secret: 'whsec_c2VjcmV0',
    createdAt: '2026-11-24T12:00:00.000Z',
    cursor: 7,
  };
}
