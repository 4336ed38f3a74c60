/** Words that stand nowhere else: by them every text, name and picture is known wherever it turns up. */
const WORD = /zq[a-z]{5}/g;

/** Of consonants alone: no spelling rule, no hyphenation and no abbreviation touches it. */
const LETTERS = 'bcdfghjklmnprstvwx';

export function wordMaker(): () => string {
  let made = 0;
  return () => {
    made += 1;
    let left = made;
    let word = '';
    for (let letter = 0; letter < 5; letter += 1) {
      word = (LETTERS[left % LETTERS.length] ?? '') + word;
      left = Math.floor(left / LETTERS.length);
    }
    return `zq${word}`;
  };
}

export function wordsIn(text: string | Uint8Array): ReadonlySet<string> {
  const read = typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
  return new Set(read.toLowerCase().match(WORD) ?? []);
}
