/** The few words of the pages themselves, in the languages of the desk's stories; English for every other. */
import { primaryLanguage } from '../story/language.ts';

export type PageWords = {
  /** BCP 47, of these words. */
  readonly language: string;
  readonly latest: string;
  /** For whom the keyboard leads through the page. */
  readonly skip: string;
  /** Of parts of the page, for whom it is read aloud. */
  readonly youAreHere: string;
  readonly newest: string;
  readonly subscribe: string;
  readonly sections: string;
  readonly countries: string;
  readonly languages: string;
  readonly chosen: string;
  /** Where there are more feeds than a page has room for. */
  readonly moreFeeds: string;
  /** Followed by a day. */
  readonly topStories: string;
  /** True before the first story, and where all were withdrawn or have expired. */
  readonly noStories: string;
  readonly feeds: string;
  readonly howToFollow: string;
  readonly forReaders: string;
  readonly forNewsrooms: string;
  readonly allFeeds: string;
  /** Of a feed that somebody has opened in a browser. */
  readonly thisIsAFeed: string;
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
  /** On a button; then what it says when that is done. */
  readonly copy: string;
  readonly copied: string;
  readonly notFound: string;
  readonly notFoundAdvice: string;
};

const english: PageWords = {
  language: 'en',
  latest: 'Latest stories',
  skip: 'Skip to the text',
  youAreHere: 'You are here',
  newest: 'Newest',
  subscribe: 'Subscribe',
  sections: 'Sections',
  countries: 'Countries',
  languages: 'Languages',
  chosen: 'Topics',
  moreFeeds: 'The rest are in the list of all feeds',
  topStories: 'Top stories',
  noStories: 'There is no story at present. The feeds below are ready to follow.',
  feeds: 'Feeds',
  howToFollow: 'Copy an address into a feed reader, or into the system that takes in your wires.',
  forReaders: 'for feed readers',
  forNewsrooms: 'for newsroom systems',
  allFeeds: 'every feed at once, for import into a feed reader',
  thisIsAFeed:
    'This is a feed. Copy its address into a feed reader, and new stories come to you by themselves. The page for people is at the address below the title.',
  updated: 'Updated',
  corrected: 'Corrected',
  killed: 'Withdrawn',
  held: 'On hold since',
  version: 'Version',
  keywords: 'Keywords',
  otherFormats: 'This story for newsroom systems',
  otherLanguages: 'Also in',
  copy: 'Copy',
  copied: 'Copied',
  notFound: 'Page not found',
  notFoundAdvice:
    'There is nothing at this address. The latest stories are on the front page, and these feeds bring them to you:',
};

const french: PageWords = {
  language: 'fr',
  latest: 'Dernières dépêches',
  skip: 'Aller au texte',
  youAreHere: 'Vous êtes ici',
  newest: 'Dernière dépêche',
  subscribe: 'S’abonner',
  sections: 'Rubriques',
  countries: 'Pays',
  languages: 'Langues',
  chosen: 'Thèmes',
  moreFeeds: 'Les autres figurent dans la liste de tous les fils',
  topStories: 'À la une',
  noStories: 'Il n’y a aucune dépêche pour le moment. Les fils ci-dessous peuvent déjà être suivis.',
  feeds: 'Fils d’actualité',
  howToFollow: 'Copiez une adresse dans un lecteur de flux, ou dans le système qui reçoit vos dépêches.',
  forReaders: 'pour les lecteurs de flux',
  forNewsrooms: 'pour les systèmes de rédaction',
  allFeeds: 'tous les fils à la fois, à importer dans un lecteur de flux',
  thisIsAFeed:
    'Ceci est un fil. Copiez son adresse dans un lecteur de flux, et les nouvelles dépêches vous parviendront d’elles-mêmes. La page à lire se trouve à l’adresse sous le titre.',
  updated: 'Mis à jour le',
  corrected: 'Corrigé le',
  killed: 'Annulée le',
  held: 'Suspendue depuis le',
  version: 'Version',
  keywords: 'Mots-clés',
  otherFormats: 'Cette dépêche pour les systèmes de rédaction',
  otherLanguages: 'Aussi en',
  copy: 'Copier',
  copied: 'Copié',
  notFound: 'Page introuvable',
  notFoundAdvice:
    'Il n’y a rien à cette adresse. Les dernières dépêches sont à la une, et ces fils vous les apportent :',
};

const portuguese: PageWords = {
  language: 'pt',
  latest: 'Últimas notícias',
  skip: 'Ir para o texto',
  youAreHere: 'Está aqui',
  newest: 'A mais recente',
  subscribe: 'Subscrever',
  sections: 'Secções',
  countries: 'Países',
  languages: 'Línguas',
  chosen: 'Temas',
  moreFeeds: 'Os restantes estão na lista de todos os feeds',
  topStories: 'Principais notícias',
  noStories: 'De momento não há nenhuma notícia. Os feeds abaixo já podem ser seguidos.',
  feeds: 'Feeds',
  howToFollow: 'Copie um endereço para um leitor de feeds, ou para o sistema que recebe os seus despachos.',
  forReaders: 'para leitores de feeds',
  forNewsrooms: 'para sistemas de redação',
  allFeeds: 'todos os feeds de uma vez, para importar num leitor de feeds',
  thisIsAFeed:
    'Isto é um feed. Copie o seu endereço para um leitor de feeds, e as novas notícias chegam por si sós. A página para ler está no endereço por baixo do título.',
  updated: 'Atualizado em',
  corrected: 'Corrigido em',
  killed: 'Anulada em',
  held: 'Suspensa desde',
  version: 'Versão',
  keywords: 'Palavras-chave',
  otherFormats: 'Esta notícia para sistemas de redação',
  otherLanguages: 'Também em',
  copy: 'Copiar',
  copied: 'Copiado',
  notFound: 'Página não encontrada',
  notFoundAdvice:
    'Não há nada neste endereço. As últimas notícias estão na primeira página, e estes feeds trazem-nas até si:',
};

const arabic: PageWords = {
  language: 'ar',
  latest: 'آخر الأخبار',
  skip: 'انتقل إلى النص',
  youAreHere: 'أنت هنا',
  newest: 'الأحدث',
  subscribe: 'اشترك',
  sections: 'الأقسام',
  countries: 'البلدان',
  languages: 'اللغات',
  chosen: 'المواضيع',
  moreFeeds: 'البقية في قائمة جميع الخلاصات',
  topStories: 'أهم الأخبار',
  noStories: 'لا يوجد أي خبر في الوقت الحالي. يمكن متابعة الخلاصات أدناه منذ الآن.',
  feeds: 'الخلاصات',
  howToFollow: 'انسخ العنوان إلى قارئ الخلاصات، أو إلى النظام الذي يستقبل برقياتكم.',
  forReaders: 'لقارئات الخلاصات',
  forNewsrooms: 'لأنظمة غرف الأخبار',
  allFeeds: 'جميع الخلاصات معًا، للاستيراد إلى قارئ الخلاصات',
  thisIsAFeed:
    'هذه خلاصة. انسخ عنوانها إلى قارئ خلاصات فتصلك الأخبار الجديدة من تلقاء نفسها. صفحة القراءة في العنوان الوارد تحت العنوان الرئيسي.',
  updated: 'حُدّث في',
  corrected: 'صُحّح في',
  killed: 'أُلغي في',
  held: 'عُلّق منذ',
  version: 'النسخة',
  keywords: 'الكلمات المفتاحية',
  otherFormats: 'هذا الخبر لأنظمة غرف الأخبار',
  otherLanguages: 'بلغات أخرى',
  copy: 'نسخ',
  copied: 'نُسخ',
  notFound: 'الصفحة غير موجودة',
  notFoundAdvice: 'لا يوجد شيء في هذا العنوان. آخر الأخبار في الصفحة الأولى، وهذه الخلاصات توصلها إليك:',
};

/** Those that the words of the pages are in. */
export const PAGE_LANGUAGES: readonly string[] = ['en', 'fr', 'pt', 'ar'];

const words: ReadonlyMap<string, PageWords> = new Map(
  [english, french, portuguese, arabic].map((table) => [table.language, table]),
);

export function hasPageWords(language: string): boolean {
  return words.has(primaryLanguage(language));
}

export function pageWords(language: string): PageWords {
  return words.get(primaryLanguage(language)) ?? english;
}
