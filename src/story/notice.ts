/**
 * The notice that takes a story's place when it is killed or held. It is a `Story` itself, with nothing of the text that
 * it replaces, so that no format can show what has been withdrawn.
 */
import { primaryLanguage } from './language.ts';
import type { Story, StoryVersion } from './story.ts';

export type NoticeKind = 'kill' | 'hold';

export type Notice = {
  readonly kind: NoticeKind;
  /** Why; it stands in the notice, unless `text` is given. */
  readonly reason?: string;
  /** The whole notice, instead of the usual words. */
  readonly text?: string;
  /** For editors alone: a kill notice as it was filed. Else they are told the reason. */
  readonly edNote?: string;
  /** Name of the agency that withdraws it. */
  readonly agency: string;
};

/** What stays is what files and finds the story: language, slugline, section, subjects, place. */
export function noticeOf(last: StoryVersion, { kind, reason, text, edNote, agency }: Notice): Story {
  const { language, urgency, subjects, slugline, section, dateline, creditLine, rights } = last.story;
  const words = noticeWords(language)[kind];
  const body = text === undefined ? usualBody(words, agency, reason) : paragraphsOf(text);
  return {
    language,
    headline: `${words.mark} ${slugline ?? last.slug}`,
    body,
    urgency,
    subjects,
    keywords: [],
    edNote: edNote ?? reason ?? body.join(' '),
    ...(slugline !== undefined && { slugline }),
    ...(section !== undefined && { section }),
    ...(dateline !== undefined && { dateline }),
    ...(creditLine !== undefined && { creditLine }),
    ...(rights !== undefined && { rights }),
  };
}

function usualBody({ sentence, reason: label }: Words, agency: string, reason: string | undefined): readonly string[] {
  return [sentence.replace('{agency}', () => agency), ...(reason === undefined ? [] : [`${label} ${reason}`])];
}

function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

type Words = {
  /** Before the story's slugline. */
  readonly mark: string;
  readonly sentence: string;
  /** Before the reason. */
  readonly reason: string;
};

const ENGLISH: Readonly<Record<NoticeKind, Words>> = {
  kill: {
    mark: 'KILL:',
    sentence:
      '{agency} has withdrawn this story. It must not be used; wherever it has been published, it must be removed.',
    reason: 'Reason:',
  },
  hold: {
    mark: 'HOLD:',
    sentence:
      '{agency} is holding this story. It must not be used until it is released; wherever it has been published, it must be taken down until then.',
    reason: 'Reason:',
  },
};

const FRENCH: typeof ENGLISH = {
  kill: {
    mark: 'ANNULATION :',
    sentence:
      '{agency} a annulé cette dépêche. Elle ne doit pas être utilisée ; partout où elle a été publiée, elle doit être retirée.',
    reason: 'Motif :',
  },
  hold: {
    mark: 'SUSPENSION :',
    sentence:
      '{agency} suspend cette dépêche. Elle ne doit pas être utilisée jusqu’à nouvel avis ; partout où elle a été publiée, elle doit être retirée jusque-là.',
    reason: 'Motif :',
  },
};

const PORTUGUESE: typeof ENGLISH = {
  kill: {
    mark: 'ANULADA:',
    sentence:
      'Esta notícia foi anulada ({agency}). Não deve ser utilizada; onde tiver sido publicada, deve ser retirada.',
    reason: 'Motivo:',
  },
  hold: {
    mark: 'SUSPENSA:',
    sentence:
      'Esta notícia está suspensa ({agency}). Não deve ser utilizada até nova indicação; onde tiver sido publicada, deve ser retirada até lá.',
    reason: 'Motivo:',
  },
};

const ARABIC: typeof ENGLISH = {
  kill: {
    mark: 'إلغاء:',
    sentence: 'أُلغي هذا الخبر ({agency}). لا يجوز استخدامه، ويجب حذفه حيثما نُشر.',
    reason: 'السبب:',
  },
  hold: {
    mark: 'تعليق:',
    sentence: 'عُلّق هذا الخبر ({agency}). لا يجوز استخدامه حتى إشعار آخر، ويجب سحبه حيثما نُشر إلى ذلك الحين.',
    reason: 'السبب:',
  },
};

const WORDS: ReadonlyMap<string, typeof ENGLISH> = new Map([
  ['en', ENGLISH],
  ['fr', FRENCH],
  ['pt', PORTUGUESE],
  ['ar', ARABIC],
]);

function noticeWords(language: string): typeof ENGLISH {
  return WORDS.get(primaryLanguage(language)) ?? ENGLISH;
}
