/** Names of the days of the week, for a regular expression. */
export const WEEKDAYS: string = [
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day',
  '(?:lun|mar|mercre|jeu|vendre|same)di|dimanche',
  '(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|s[áa]bado|domingo',
  'lunes|martes|mi[ée]rcoles|jueves|viernes',
  '(?:يوم )?(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)',
].join('|');

/** As the headers of mail write them. */
export const WEEKDAYS_SHORT = '(?:mon|tue|wed|thu|fri|sat|sun)\\.?';
