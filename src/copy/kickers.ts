/** Lines above a headline that say what kind of story it is, or which section it stands in: `FEATURE`, `Revue de presse`. */
import { countryCode } from './countries.ts';

/** Each alone or with others: `News Analysis`, `Política / Economia`, `Africa - Sport`. */
const LABELS: ReadonlySet<string> = new Set(
  `analysis analyse análise análisis backgrounder chronicle chronique commentary commentaire comentário column columnist correspondence crónica crônica
  dossier editorial éditorial encadré entretien entrevista essay exclusive exclusif exclusivo explainer factbox feature features focus grand-format
  interview insight investigation enquête opinion opinião opinión portrait perfil profile profil perspective preview présentation
  reportage reportagem reportaje reporter report revue review revista roundup round-up spotlight synthesis synthèse testimony témoignage timeline tribune verbatim viewpoint
  calendar agenda diary chronology chronologie cronologia
  home accueil início inicio الرئيسية news actualité actualités actualidade atualidade actualidad destaque destaques lusofonia infos breaking notícias noticias nouvelles headlines headline brief briefs brèves breves dépêche dépêches despacho latest top stories story wire world monde mundo
  africa afrique áfrica african africain europe europa asia asie americas amériques maghreb sahel international internacional internationale national nationale nacional local regional régional région régions provinces
  peace paix paz rights droits direitos derechos human humains humanos women femmes mulheres development développement desenvolvimento aid aide ajuda affairs
  refugees réfugiés refugiados migrants prevention law loi lei sdgs gender genre género governance gouvernance governação sciences un onu
  politics politique política politica economy économie economie economia economía economic business finance finances markets marchés trade
  society société societe sociedade sociedad social health santé sante saúde salud science sciences technology technologie tecnologia environment environnement ambiente climate climat crime crimes court courts justiça
  sport sports desporto deportes football foot futebol soccer athletics athlétisme culture cultura arts art entertainment religion justice security sécurité segurança defence défense diplomacy diplomatie diplomacia
  education éducation educação agriculture energy énergie energia humanitarian humanitaire migration media médias
  press presse imprensa prensa conference conférence general général geral special spécial
  سياسة اقتصاد رياضة ثقافة محليات دولي مجتمع تقرير تحليل حوار مقابلة تحقيق أخبار عربي عالمي صحة علوم`.split(/\s+/),
);
const JOINING: ReadonlySet<string> = new Set('and et e y & de da do des du la le of the in from'.split(' '));

const WORDS_MAX = 5;
const LENGTH_MAX = 50;

/** Whether a line is made of labels and nothing else, or is the name of a country. That a headline follows is for others to see. */
export function isKicker(line: string): boolean {
  const text = line
    .trim()
    .replace(/^[[(*<]{1,3}\s?|\s?[\])*>:/]{1,3}$/gu, '')
    .trim();
  if (text === '' || text.length > LENGTH_MAX) return false;
  if (countryCode(text) !== undefined) return true;
  const words = text.toLowerCase().split(/[\s/|,–>»·-]+/u);
  const labels = words.filter((word) => LABELS.has(word)).length;
  const areKnown = words.every((word) => LABELS.has(word) || JOINING.has(word) || word === '');
  return labels > 0 && areKnown && words.length <= WORDS_MAX && /^[\p{Lu}\p{Lo}]/u.test(text);
}
