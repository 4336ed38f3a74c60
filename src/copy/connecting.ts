/** Words and signs after which neither a headline nor a sentence can end. */
const LOOKED_AT = 20;

const CONNECTING =
  /(?:[,:;(–—-]|(?:^|\s)(?:a|an|the|and|or|of|in|on|at|to|for|from|by|with|as|after|before|over|against|its|their|his|her|le|la|les|un|une|des|du|de|et|ou|à|au|aux|en|dans|sur|pour|par|avec|contre|o|os|as|um|uma|do|da|dos|das|e|em|no|na|para|por|com|el|los|las|y|con|del|في|من|على|إلى|عن|مع))$/iu;

export function cannotEnd(line: string): boolean {
  return CONNECTING.test(line.trimEnd().slice(-LOOKED_AT));
}
