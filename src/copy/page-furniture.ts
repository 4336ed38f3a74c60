/**
 * What a web page puts around a story and copy that was taken from the page still has, each on a line of its own: buttons
 * (`Share`, `Imprimer`), ways on (`Next article`), counters, the door of what is for subscribers. Editors get it, readers do
 * not.
 */
import type { Filed } from '../story/instant.ts';
import { findDate } from './dates.ts';

const LENGTH_MAX = 160;

/** Whole lines, but for signs around them. */
const BUTTONS = [
  // English
  '(?:share|tweet|print|e-?mail|save|listen|reply|subscribe|comments?|search|menu|advertisements?|loading)',
  'share (?:this|on|via)(?: (?:this )?\\p{L}+){0,2}',
  'full (?:text|story)|read (?:more|on)|continue reading',
  '(?:print|e-?mail|save|copy) (?:this |the )?(?:article|story|page|post|link)',
  '(?:leave|add|post|write) a (?:comment|reply)|no comments?(?: yet)?',
  '(?:previous|next) (?:article|post|story|page)|(?:skip|back) to (?:main )?(?:content|top)',
  // Social networks
  '(?:facebook|twitter|whatsapp|linkedin|telegram|pinterest|instagram|youtube|messenger|google\\+)',
  // French
  "(?:partager|imprimer|envoyer|commenter|rechercher|publicit[eé]|commentaires?|s[’']abonner)",
  "(?:partager|envoyer) (?:sur|par|cet|cette|[àa])(?: [\\p{L}-]+){1,3}|imprimer (?:cet|cette|l[’'])\\s?\\p{L}+",
  "lire la suite|lire l[’']article|texte int[eé]gral",
  'laisser un commentaire|aucun commentaire|article (?:pr[eé]c[eé]dent|suivant)|aller au contenu(?: principal)?|retour en haut',
  // Portuguese and Spanish
  '(?:partilhar|compartilhar|compartir|imprimir|enviar|comentar|coment[aá]rios?|comentarios?|publicidade|publicidad|pesquisar)',
  '(?:partilhar|compartilhar) (?:no|na|por|este|esta)(?: [\\p{L}-]+){1,2}|(?:artigo|not[ií]cia) (?:anterior|seguinte)|pr[oó]xim[oa] (?:artigo|not[ií]cia)|deixe um coment[aá]rio',
  '(?:ler|leia|leer|lea) m[aá]i?s|texto (?:integral|completo)',
  // Arabic
  '(?:اقرأ المزيد|مشاركة|شارك|شارك الخبر|طباعة|تعليق|تعليقات|إعلان|بحث|المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|أضف تعليق)',
  // How long it takes to read
  '(?:temps de lecture|reading time|tempo de leitura|tiempo de lectura|وقت القراءة) ?: ?\\d{1,2} ?(?:min\\p{L}{0,5}|دقي\\p{L}{1,3})',
  // Counters
  '[\\d.,]{1,9} (?:total )?(?:views?(?: today)?|reads?|shares?|comments?|lectures?|vues?|commentaires?|leituras?|visualiza[cç][oõ]es|coment[aá]rios?|مشاهدة|قراءة)',
  '(?:post )?views ?: ?[\\d.,]{1,9}|(?:vues|lu|lectures) ?: ?[\\d.,]{1,9}(?: fois)?',
  // Fields of the door
  "(?:e-?mail|user ?name|login|password|mot de passe|nom d[’']utilisateur|identifiant|senha|palavra-passe|utilizador|contrase[ñn]a|usuario|البريد الإلكتروني|كلمة المرور|اسم المستخدم) ?:",
].join('|');

const BUTTON = new RegExp(`^[^\\p{L}\\p{N}]{0,4}(?:${BUTTONS})[^\\p{L}\\p{N}]{0,4}$`, 'iu');

/** `Connectez-vous si vous êtes abonné. Sinon abonnez-vous...`, as PANA's pages end for those who are not. */
const DOOR =
  /^(?:please )?(?:log ?in|sign ?in|connectez-vous|identifiez-vous|se connecter|conecte-se|inicie (?:a )?sess[aã]o|inicie sesi[oó]n|سجل الدخول|تسجيل الدخول)(?![\p{L}]).{0,60}(?:subscri|abonn|assin|member|account|compte|conta|suscri|مشترك|اشترك)/iu;

export function isPageFurniture(line: string): boolean {
  const text = line.trim();
  return text.length <= LENGTH_MAX && (BUTTON.test(text) || DOOR.test(text) || THREAD.test(text));
}

/** `©- - 28 january 2023 - 05:15:33 - thread Politics (822 words)`, as PANA's lists have it below a story. */
const THREAD =
  /^(?:©[\s–-]{0,6})?(?:(?<day>\d{1,2} \p{L}{3,10} \d{4})(?:[\s–-]{1,3}(?<time>\d\d:\d\d(?::\d\d)?))?[\s–-]{1,3})?(?:thread|fil|rubrique|rubrica|sec[cç][aã]o|tema) \p{L}[\p{L} -]{2,30} \(\d{1,6} (?:words|mots|palavras)\)$/iu;

/** When the story came out, where its page says so there. */
export function dateOfThread(line: string): Filed | undefined {
  const { day, time } = THREAD.exec(line.trim())?.groups ?? {};
  return day === undefined ? undefined : findDate(time === undefined ? day : `${day} ${time}`)?.filed;
}
