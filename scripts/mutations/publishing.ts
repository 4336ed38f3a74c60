/** Faults in what is published that the simulation of publishing must catch. */
import type { Mutation } from './mutation.ts';

export const OF_PUBLISHING: readonly Mutation[] = [
  {
    name: 'note what was written before its names are on disk',
    file: 'publish/feeds-folder.ts',
    from: "await inParallel(folders, (folder) => this.#options.files.sync(folder, 'sync'));",
    to: 'await Promise.resolve(folders);',
  },
  {
    name: 'give a document its name before its bytes are on disk',
    file: 'publish/feeds-folder.ts',
    from: 'if (!isSynced) this.#unsynced.set(file, path);',
    to: '',
  },
  {
    name: 'note what was written though a part of it was not',
    file: 'publish/write-feeds.ts',
    from: 'if (!isDone) return { ...changed, problems };',
    to: 'if (!isDone && problems.length > 0) return { ...changed, problems };',
  },
  {
    name: 'leave the documents of a withdrawn story that are not replaced',
    file: 'publish/story-documents.ts',
    from: 'if (!replaced.has(name)) await folder.remove(`${path}/${name}`);',
    to: 'if (name === STATUS_FILE) await folder.remove(`${path}/${name}`);',
  },
  {
    name: 'keep the status of a story that was released',
    file: 'publish/story-documents.ts',
    from: 'const isFormer = name === STATUS_FILE || ',
    to: 'const isFormer = ',
  },
  {
    name: 'keep a picture that was replaced',
    file: 'publish/story-documents.ts',
    from: '(isPictureName(name) && !wanted.has(`${path}/${name}`))',
    to: '(isPictureName(name) && wanted.has(`${path}/${name}`))',
  },
  {
    name: 'let codings lie as they are when their document is removed',
    file: 'publish/feeds-folder.ts',
    from: '[...codings.map((suffix) => file + suffix), file]',
    to: '[file]',
  },
  {
    name: 'take what is under embargo for out',
    file: 'publish/feeds-work.ts',
    from: 'if (version !== undefined && !isPrivate(version)) {',
    to: 'if (version !== undefined) {',
  },
  {
    name: 'end an embargo an hour early',
    file: 'story/life.ts',
    from: 'return embargo !== undefined && embargo > toInstant(now);',
    to: 'return embargo !== undefined && embargo > toInstant(new Date(now.getTime() + 3_600_000));',
  },
  {
    name: 'let a take go out whatever its own file says',
    file: 'publish/commit-part.ts',
    from: 'if (waiting !== undefined) return waiting;',
    to: '',
  },
  {
    name: 'pass over an order in a file that an act takes for read',
    file: 'desk/unread-file.ts',
    from: 'if (kill !== undefined || hold !== undefined) {',
    to: 'if (kill !== undefined && hold !== undefined) {',
  },
  {
    name: 'forget the sitemaps when everything is written anew',
    file: 'publish/write-feeds.ts',
    from: 'isWhole || writing !== undefined ? allDue(await notedSitemaps(store))',
    to: 'isWhole ? {}',
  },
  {
    name: 'list no longer by a clock that was set right',
    file: 'publish/write-feeds.ts',
    from: 'return listed !== undefined && listed.now > now;',
    to: "return listed === undefined && now === '';",
  },
  {
    name: 'leave behind what a pass had begun that was cut off',
    file: 'publish/write-feeds.ts',
    from: '    await folder.recover();\n',
    to: '',
  },
  {
    name: 'forget with which settings a pass wrote that was cut off',
    file: 'publish/write-feeds.ts',
    from: 'return writing !== undefined && writing !== fingerprint(context);',
    to: 'return false;',
  },
  {
    name: 'forget the archives that every story has left',
    file: 'wire/sqlite-feed-shelf.ts',
    from: 'SELECT feed_id, archive FROM complete`',
    to: 'SELECT DISTINCT complete.feed_id, archive FROM complete JOIN feed_story ON feed_story.feed_id = complete.feed_id AND place / ${archiveStories} + 1 = archive`',
  },
  {
    name: 'make the same item again of what has changed',
    file: 'publish/put-together.ts',
    from: '`${format.fileName} ${guid} ${version}`',
    to: '`${format.fileName} ${guid} ${version > 0}`',
  },
  {
    name: 'leave the pages of other languages as they are',
    file: 'publish/feeds-work.ts',
    from: 'for (const guid of await leadingTo(version, translations, store)) leading.add(guid);',
    to: 'await leadingTo(version, translations, store);',
  },
  {
    name: 'take what cannot be looked at for missing',
    file: 'publish/look.ts',
    from: '!present.has(path) && !isOutOfSight(path, found.unreachable)',
    to: '!present.has(path)',
  },
  {
    name: 'let a picture that cannot be read stop everything',
    file: 'publish/story-documents.ts',
    from: 'return { reason: `cannot be read in wire/pictures/ (${readFailure(error)})` };',
    to: 'throw error;',
  },
  {
    name: 'take an earlier version of an item for a later one',
    file: 'publish/source-version.ts',
    from: "return item.version < last.version ? 'older' : 'newer';",
    to: "return 'newer';",
  },
  {
    name: 'take other words under the same number',
    file: 'publish/commit-item.ts',
    from: "if (age === 'same' && isOfStatus(last, item, story, context.now())) return decideSame",
    to: "if (age === 'older' && isOfStatus(last, item, story, context.now())) return decideSame",
  },
  {
    name: 'read an item again in every pass that lies in two files',
    file: 'publish/take-file.ts',
    from: "(story.reading.copy.item !== undefined || story.outcome.kind === 'unchanged')",
    to: "story.outcome.kind === 'refused'",
  },
];
