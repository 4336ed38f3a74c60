/** What the page about subscribing says, in the languages of the desk's stories. */

export type SubscribeWords = {
  /** What a feed is, and what it asks of a reader: nothing. */
  readonly about: string;
  /** What to do, step by step. */
  readonly steps: readonly string[];
  /** Which of the formats to take. */
  readonly which: string;
  readonly everything: string;
  readonly howToImport: string;
  readonly newsrooms: string;
  readonly forSystems: string;
  /** Before an e-mail address. */
  readonly ask: string;
};

const english: SubscribeWords = {
  about:
    'A feed is a list of our latest stories that a program reads for you: a feed reader. Each new story comes to you by itself, with its corrections, and a story that we withdraw is marked as such. You need no account, and you need not tell us who you are.',
  steps: [
    'Take a feed reader, an app or program for your phone, your computer or your browser; many mail programs read feeds too.',
    'Copy the address of a feed below.',
    'Paste it in the reader where it lets you add a feed.',
  ],
  which:
    'RSS, Atom and JSON Feed hold the same stories. If you do not know which one to take, take RSS: every reader knows it.',
  everything: 'All feeds at once',
  howToImport: 'Readers that import a list of subscriptions take this one (OPML). Keep of it what you want to read.',
  newsrooms: 'Newsrooms',
  forSystems:
    'Systems of newsrooms take NewsML-G2 from the address above. Each story lies beside its page in NewsML-G2, ninjs, NITF and IPTC 7901 too. We also send each story to your own address the moment it is out, signed (webhooks), or tell you of changed feeds (WebSub).',
  ask: 'Ask us:',
};

const french: SubscribeWords = {
  about:
    'Un fil est une liste de nos dernières dépêches qu’un programme lit pour vous : un lecteur de flux. Chaque nouvelle dépêche vous parvient d’elle-même, avec ses rectificatifs, et une dépêche que nous annulons est signalée comme telle. Il ne faut pas de compte, et vous n’avez pas à dire qui vous êtes.',
  steps: [
    'Choisissez un lecteur de flux, une application ou un programme pour votre téléphone, votre ordinateur ou votre navigateur ; bien des logiciels de messagerie lisent aussi les flux.',
    'Copiez l’adresse d’un fil ci-dessous.',
    'Collez-la dans le lecteur, là où il permet d’ajouter un flux.',
  ],
  which:
    'RSS, Atom et JSON Feed contiennent les mêmes dépêches. Si vous ne savez pas lequel prendre, prenez RSS : tous les lecteurs le connaissent.',
  everything: 'Tous les fils à la fois',
  howToImport:
    'Les lecteurs qui importent une liste d’abonnements acceptent celle-ci (OPML). Gardez-en ce que vous voulez lire.',
  newsrooms: 'Rédactions',
  forSystems:
    'Les systèmes de rédaction prennent NewsML-G2 à l’adresse ci-dessus. À côté de sa page, chaque dépêche se trouve aussi en NewsML-G2, ninjs, NITF et IPTC 7901. Nous pouvons aussi envoyer chaque dépêche, signée, à votre propre adresse dès sa parution (webhooks), ou signaler les fils qui changent (WebSub).',
  ask: 'Écrivez-nous :',
};

const portuguese: SubscribeWords = {
  about:
    'Um feed é uma lista das nossas últimas notícias que um programa lê por si: um leitor de feeds. Cada nova notícia chega por si só, com as suas correções, e uma notícia que anulamos é assinalada como tal. Não é preciso conta, nem dizer quem é.',
  steps: [
    'Escolha um leitor de feeds, uma aplicação ou um programa para o seu telefone, computador ou navegador; muitos programas de correio também leem feeds.',
    'Copie o endereço de um feed abaixo.',
    'Cole-o no leitor, onde este permite adicionar um feed.',
  ],
  which:
    'RSS, Atom e JSON Feed contêm as mesmas notícias. Se não sabe qual escolher, escolha RSS: todos os leitores o conhecem.',
  everything: 'Todos os feeds de uma vez',
  howToImport: 'Os leitores que importam uma lista de subscrições aceitam esta (OPML). Guarde dela o que quiser ler.',
  newsrooms: 'Redações',
  forSystems:
    'Os sistemas de redação recebem NewsML-G2 no endereço acima. Cada notícia está também, ao lado da sua página, em NewsML-G2, ninjs, NITF e IPTC 7901. Podemos ainda enviar cada notícia, assinada, para o seu próprio endereço no momento em que sai (webhooks), ou avisar dos feeds que mudam (WebSub).',
  ask: 'Escreva-nos:',
};

const arabic: SubscribeWords = {
  about:
    'الخلاصة قائمة بآخر أخبارنا يقرؤها لك برنامج يسمى قارئ الخلاصات. يصلك كل خبر جديد من تلقاء نفسه مع تصحيحاته، وإذا ألغينا خبرًا أُشير إلى ذلك. لا تحتاج إلى حساب، ولا إلى أن تخبرنا من أنت.',
  steps: [
    'اختر قارئ خلاصات: تطبيقًا أو برنامجًا لهاتفك أو حاسوبك أو متصفحك؛ وكثير من برامج البريد تقرأ الخلاصات أيضًا.',
    'انسخ عنوان إحدى الخلاصات أدناه.',
    'ألصقه في القارئ حيث يتيح إضافة خلاصة.',
  ],
  which: 'تحتوي RSS وAtom وJSON Feed على الأخبار نفسها. إن لم تعرف أيها تختار فاختر RSS، فكل القارئات تعرفها.',
  everything: 'جميع الخلاصات معًا',
  howToImport: 'القارئات التي تستورد قائمة اشتراكات تقبل هذه القائمة (OPML). احتفظ منها بما تريد قراءته.',
  newsrooms: 'غرف الأخبار',
  forSystems:
    'تأخذ أنظمة غرف الأخبار صيغة NewsML-G2 من العنوان أعلاه. ويوجد كل خبر بجانب صفحته أيضًا بصيغ NewsML-G2 وninjs وNITF وIPTC 7901. ويمكننا كذلك أن نرسل كل خبر موقّعًا إلى عنوانكم لحظة صدوره (webhooks)، أو أن نخبركم بالخلاصات التي تغيّرت (WebSub).',
  ask: 'راسلونا:',
};

const words: Readonly<Record<string, SubscribeWords>> = { en: english, fr: french, pt: portuguese, ar: arabic };

/** `language`: one of those that the pages' own words are in. */
export function subscribeWords(language: string): SubscribeWords {
  return words[language] ?? english;
}
