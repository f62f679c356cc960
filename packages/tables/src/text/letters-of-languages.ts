/**
 * How well the accented letters of a text go together: the share of them that one language has, 0 to 1; 1 without any. `ñ`, `á` and `í`
 * are Spanish, `ń`, `á` and `í` stand in no one language's words, so the bytes mean the former.
 */
export function coherence(text: string): number {
  const counts = countLetters(text.toLowerCase());
  if (counts.size === 0) return 1;
  const total = sum(counts.values());
  const best = Math.max(
    ...ALPHABETS.map((alphabet) => sum([...counts].filter(([letter]) => alphabet.includes(letter)).map(([, count]) => count))),
  );
  return best / total;
}

/** How often each Latin letter stands in a text that is not ASCII. Each match as a string of its own would take megabytes. */
function countLetters(text: string): ReadonlyMap<string, number> {
  const counts = new Uint32Array(LAST_LATIN + 1);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f && code <= LAST_LATIN) counts[code] = (counts[code] ?? 0) + 1;
  }
  const letters = new Map<string, number>();
  counts.forEach((count, code) => {
    const letter = String.fromCharCode(code);
    if (count > 0 && LATIN.test(letter)) letters.set(letter, count);
  });
  return letters;
}

/** Latin letters that are not ASCII. */
const LATIN = /[\u00aa\u00ba\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]/;
const LAST_LATIN = 0x1eff;

/** The letters of languages beside a to z, loan words' included: French to Vietnamese by region. */
const ALPHABETS: readonly string[] = [
  "àâæçéèêëîïôœùûüÿñ",
  "äöüßéèàáô",
  "áéíñóúüçàèòïªº",
  "áâãàçéêíóôõúüªºñ",
  "àèéìíîòóùúç",
  "åäöéèüæøáàô",
  "æøåéóäöüôê",
  "áðéíóúýþæö",
  "ąćęłńóśźż",
  "áčďéěíňóřšťúůýžö",
  "áäčďéíĺľňóôŕšťúýž",
  "áéíóöőúüűä",
  "ăâîșțşţéö",
  "čćđšžé",
  "çğıöşüâîûi̇",
  "ąčęėįšųūž",
  "āčēģīķļņōŗšūž",
  "äõöüšžé",
  "éèëïöüáíóúâêîôû",
  "ëçéàáâ",
  "ċġħżàèìòù",
  "áàâäéêëíïóôöúûüŵŷý",
  "ĉĝĥĵŝŭ",
  "áéíóúàèìòù",
  "ăâđêôơưàảãạáằẳẵặắầẩẫậấèẻẽẹéềểễệếìỉĩịíòỏõọóồổỗộốờởỡợớùủũụúừửữựứỳỷỹỵý",
];

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
