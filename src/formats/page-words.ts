/** The few words of the pages themselves, in the languages of the desk's stories; English for every other. */

export type PageWords = {
  /** BCP 47, of these words. */
  readonly language: string;
  readonly latest: string;
  /** Followed by a day. */
  readonly topStories: string;
  readonly noStories: string;
  readonly feeds: string;
  readonly howToFollow: string;
  readonly forReaders: string;
  readonly forNewsrooms: string;
  readonly allFeeds: string;
  readonly furtherFeeds: string;
  /** Followed by a date. */
  readonly updated: string;
  readonly corrected: string;
  readonly killed: string;
  readonly held: string;
  /** Followed by a number. */
  readonly version: string;
  readonly keywords: string;
  readonly otherFormats: string;
  readonly otherLanguages: string;
  readonly notFound: string;
  readonly notFoundAdvice: string;
};

const english: PageWords = {
  language: 'en',
  latest: 'Latest stories',
  topStories: 'Top stories',
  noStories: 'No story has been published yet. The feeds below are ready to follow.',
  feeds: 'Feeds',
  howToFollow: 'Copy an address into a feed reader, or into the system that takes in your wires.',
  forReaders: 'for feed readers',
  forNewsrooms: 'for newsroom systems',
  allFeeds: 'every feed at once, for import into a feed reader',
  furtherFeeds: 'Further feeds',
  updated: 'Updated',
  corrected: 'Corrected',
  killed: 'Withdrawn',
  held: 'On hold since',
  version: 'Version',
  keywords: 'Keywords',
  otherFormats: 'This story for newsroom systems',
  otherLanguages: 'Also in',
  notFound: 'Page not found',
  notFoundAdvice:
    'There is nothing at this address. The latest stories are on the front page, and these feeds bring them to you:',
};

const french: PageWords = {
  language: 'fr',
  latest: 'Dernières dépêches',
  topStories: 'À la une',
  noStories: 'Aucune dépêche n’a encore été publiée. Les fils ci-dessous peuvent déjà être suivis.',
  feeds: 'Fils d’actualité',
  howToFollow: 'Copiez une adresse dans un lecteur de flux, ou dans le système qui reçoit vos dépêches.',
  forReaders: 'pour les lecteurs de flux',
  forNewsrooms: 'pour les systèmes de rédaction',
  allFeeds: 'tous les fils à la fois, à importer dans un lecteur de flux',
  furtherFeeds: 'Autres fils',
  updated: 'Mis à jour le',
  corrected: 'Corrigé le',
  killed: 'Annulée le',
  held: 'Suspendue depuis le',
  version: 'Version',
  keywords: 'Mots-clés',
  otherFormats: 'Cette dépêche pour les systèmes de rédaction',
  otherLanguages: 'Aussi en',
  notFound: 'Page introuvable',
  notFoundAdvice:
    'Il n’y a rien à cette adresse. Les dernières dépêches sont à la une, et ces fils vous les apportent :',
};

const portuguese: PageWords = {
  language: 'pt',
  latest: 'Últimas notícias',
  topStories: 'Principais notícias',
  noStories: 'Ainda não foi publicada nenhuma notícia. Os feeds abaixo já podem ser seguidos.',
  feeds: 'Feeds',
  howToFollow: 'Copie um endereço para um leitor de feeds, ou para o sistema que recebe os seus despachos.',
  forReaders: 'para leitores de feeds',
  forNewsrooms: 'para sistemas de redação',
  allFeeds: 'todos os feeds de uma vez, para importar num leitor de feeds',
  furtherFeeds: 'Outros feeds',
  updated: 'Atualizado em',
  corrected: 'Corrigido em',
  killed: 'Anulada em',
  held: 'Suspensa desde',
  version: 'Versão',
  keywords: 'Palavras-chave',
  otherFormats: 'Esta notícia para sistemas de redação',
  otherLanguages: 'Também em',
  notFound: 'Página não encontrada',
  notFoundAdvice:
    'Não há nada neste endereço. As últimas notícias estão na primeira página, e estes feeds trazem-nas até si:',
};

const arabic: PageWords = {
  language: 'ar',
  latest: 'آخر الأخبار',
  topStories: 'أهم الأخبار',
  noStories: 'لم يُنشر أي خبر بعد. يمكن متابعة الخلاصات أدناه منذ الآن.',
  feeds: 'الخلاصات',
  howToFollow: 'انسخ العنوان إلى قارئ الخلاصات، أو إلى النظام الذي يستقبل برقياتكم.',
  forReaders: 'لقارئات الخلاصات',
  forNewsrooms: 'لأنظمة غرف الأخبار',
  allFeeds: 'جميع الخلاصات معًا، للاستيراد إلى قارئ الخلاصات',
  furtherFeeds: 'خلاصات أخرى',
  updated: 'حُدّث في',
  corrected: 'صُحّح في',
  killed: 'أُلغي في',
  held: 'عُلّق منذ',
  version: 'النسخة',
  keywords: 'الكلمات المفتاحية',
  otherFormats: 'هذا الخبر لأنظمة غرف الأخبار',
  otherLanguages: 'بلغات أخرى',
  notFound: 'الصفحة غير موجودة',
  notFoundAdvice: 'لا يوجد شيء في هذا العنوان. آخر الأخبار في الصفحة الأولى، وهذه الخلاصات توصلها إليك:',
};

const words: ReadonlyMap<string, PageWords> = new Map(
  [english, french, portuguese, arabic].map((table) => [table.language, table]),
);

export function pageWords(language: string): PageWords {
  return words.get(new Intl.Locale(language).language) ?? english;
}
