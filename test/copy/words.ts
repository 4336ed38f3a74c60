/** Words for copy of the tests' own making, in four languages. */

export type Language = {
  readonly headlines: readonly string[];
  readonly subheadlines: readonly string[];
  readonly paragraphs: readonly string[];
};

export const ENGLISH: Language = {
  headlines: [
    'Libyan interior minister seeks support in fight against smuggling',
    'Nigeria: Floods displace thousands in three northern states',
    'GHANA WINS AFRICA CUP FOR THE FIFTH TIME',
    'UN envoy says talks "close to a breakthrough"',
    'Cocoa prices fall for third week',
    'Why farmers in the Sahel sell their cattle early',
    'Kenya, Uganda agree on joint railway - minister',
    'AfDB approves $120m for rural roads in Sierra Leone',
    "Zambia's Lungu vows to fight graft, cut debt",
    'Ebola: 14 new cases in Guinea, says WHO',
  ],
  subheadlines: ['Opposition walks out before the vote', 'More rain expected until the weekend'],
  paragraphs: [
    'The Council of Ministers met on Thursday in the capital and adopted the budget of the coming year, which had been late for months.',
    'Members of the opposition left the room before the vote. They said that nobody had shown them the figures.',
    '"It is late, but it is not too late," said the chairperson of the Commission, who arrived on Monday.',
    'He gave no reason.',
    'The bank (BEAC) said in its report that growth would reach 4.5 percent in 2021 - half a point more than it had forecast in January.',
    'According to the U.N., some 700,000 people live in the camps; most of them came from the three regions in the north.',
    'Mr. Diallo, Mrs. Sow and Dr. Ba were released on Friday.',
    'The price of a barrel rose by 1.20 dollars to 65.40 dollars, the highest since 2019.',
    'What will happen next? Nobody in the town of Port-au-Prince seems to know.',
    'Police fired tear gas at about 2,000 protesters who had gathered near the Parliament in the morning, witnesses told reporters.',
    'The minister, asked whether he would resign, answered: "Not today."',
    'In Lagos (UNILAG) - the largest of the universities - lectures resumed after a strike of eight months that had emptied the campus.',
  ],
};

export const FRENCH: Language = {
  headlines: [
    'Sénégal : l’accord de pêche « sera renégocié », dit le ministre',
    'Côte d’Ivoire: hausse du prix du cacao à 1.000 FCFA le kilo',
    'Le Parlement adopte la loi de finances 2021',
    'Mali: 12 soldats tués dans une embuscade près de Gao',
    'COUPE D’AFRIQUE: LE CAMEROUN BAT L’EGYPTE 2-1',
  ],
  subheadlines: ['Les pêcheurs artisanaux réclament une zone réservée', 'Une mission attendue lundi à Bamako'],
  paragraphs: [
    'Le Conseil des ministres a adopté jeudi le projet de budget de l’année prochaine, a-t-on appris de source officielle.',
    'M. Ouattara a reçu en audience le président de la Commission de l’Union africaine, M. Moussa Faki Mahamat.',
    '« Nous sommes prêts », a déclaré le porte-parole du gouvernement à l’issue de la réunion.',
    'Selon l’ONU, quelque 300.000 personnes ont fui les violences depuis janvier.',
    'Il n’a pas donné de détails.',
    'La Banque centrale (BCEAO) table sur une croissance de 5,8% en 2021, contre 0,9% un an plus tôt.',
  ],
};

export const PORTUGUESE: Language = {
  headlines: [
    'Cabo Verde: eleições antecipadas estão «fora de questão»',
    'Angola e Moçambique assinam acordo de pescas',
    'Presidente da Guiné-Bissau exonera primeiro-ministro',
  ],
  subheadlines: ['Oposição pede explicações ao Governo'],
  paragraphs: [
    'O Governo afastou, na sexta-feira, a realização de eleições antecipadas, disse o porta-voz do Conselho de Ministros.',
    'A oposição não reagiu à declaração.',
    '“Estamos preparados para o diálogo”, afirmou o ministro dos Negócios Estrangeiros, que falava à imprensa no aeroporto.',
    'A inflação deverá situar-se nos 2,5% em 2021, de acordo com o Banco Central.',
  ],
};

export const ARABIC: Language = {
  headlines: [
    'تونس تستضيف محادثات بشأن ليبيا',
    'ليبيا: ارتفاع إنتاج النفط إلى مليون برميل يوميا',
    'وزير الخارجية يصل إلى القاهرة',
  ],
  subheadlines: ['المحادثات تستمر ثلاثة أيام'],
  paragraphs: [
    'أعلن رئيس الحكومة يوم الخميس أن الانتخابات ستجرى في موعدها المقرر، وفق ما جاء في بيان رسمي صدر عن مكتبه.',
    'ومن المقرر أن تستمر المحادثات ثلاثة أيام.',
    'وقال الوزير في تصريح صحفي: "نحن على استعداد للحوار مع جميع الأطراف من أجل مصلحة البلاد".',
    'وأضاف أن نسبة النمو بلغت 4.5 في المائة خلال العام الماضي (2020) وأن الحكومة تسعى إلى رفعها.',
  ],
};
