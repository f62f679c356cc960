/**
 * Answers that columns of many subjects have, each with its words in English, German, French, Spanish, Italian, Portuguese, Dutch,
 * Polish, Swedish, Turkish and some more languages. A word may stand under several keys of different lists, not of one.
 */
export const truthWords: Readonly<Record<string, string>> = {
  true: `yes, y, true, t, on, 1, x, ok, checked, enabled, active, ja, j, wahr, an, oui, o, vrai, actif, sí, si, s, verdadero, cierto, sì, vero, sim, verdadeiro,
    ligado, waar, aan, tak, prawda, sant, på, evet, e, doğru, açık, да, д, истина, はい, 是, 是的, 有, 真, igen, i, igaz, kyllä, k, tosi, ναι, ν, αληθές, ano, áno`,
  false: `no, n, false, f, off, 0, unchecked, disabled, inactive, nein, falsch, aus, non, faux, inactif, no, falso, não, nao, desligado, nee, onwaar, uit, nie,
    fałsz, nej, falskt, av, hayır, h, yanlış, kapalı, нет, н, ложь, いいえ, 否, 不, 不是, 无, 假, nem, hamis, ei, epätosi, όχι, ό, ψευδές, ne, nie`,
};

export const sexWords: Readonly<Record<string, string>> = {
  female: `female, females, f, fem, woman, women, girl, girls, lady, hen, cow, ♀, weiblich, w, weib, weibchen, frau, frauen, mädchen, femelle, femelles, femme, femmes, féminin, fille,
    hembra, hembras, mujer, mujeres, femenino, femenina, niña, femmina, femmine, femminile, donna, fêmea, fêmeas, feminino, feminina, mulher, vrouw, vrouwelijk, v,
    vrouwtje, kobieta, kobiety, żeńska, żeński, samica, samice, k, kvinna, kvinnor, hona, honor, kvinnlig, kadın, dişi, bayan, hun, hunn, kvinde, женский, женщина, ж, самка, самки,
    女, 女性, 雌, メス, nő, nőstény, nainen, naaras, θηλυκό, γυναίκα, femella, žena`,
  male: `male, males, m, masc, man, men, boy, boys, gentleman, cock, bull, ♂, männlich, männchen, mann, männer, junge, mâle, mâles, homme, hommes, masculin, garçon, macho, machos,
    hombre, hombres, varón, masculino, niño, maschio, maschi, maschile, uomo, masculina, homem, mannelijk, mannetje, mężczyzna, mężczyźni, męska, męski, samiec, samce, män,
    hane, hanar, manlig, erkek, bay, han, hann, mand, мужской, мужчина, м, самец, самцы, 男, 男性, 雄, オス, férfi, hím, mies, koiras, uros, αρσενικό, άνδρας, mascle, muž`,
  other: "other, diverse, divers, d, non-binary, nonbinary, x, third gender, autre, otro, altro, outro, anders, inne, annat, diğer",
  unknown: `unknown, undetermined, undefined, indeterminate, not determined, unsexed, unspecified, u, ?, unbekannt, unbestimmt, inconnu, indéterminé, desconocido, indeterminado,
    sconosciuto, desconhecido, onbekend, nieznana, okänd, okänt, bilinmiyor, ukjent, неизвестно, 不明, 未知, ismeretlen, tuntematon, άγνωστο`,
  hermaphrodite: "hermaphrodite, hermaphrodites, intersex, bisexual, hermafrodita, ermafrodita, zwitter, hermafrodit",
};

export const priorityWords: Readonly<Record<string, string>> = {
  lowest: "lowest, very low, minor, trivial, sehr niedrig, très basse, muy baja",
  low: `low, niedrig, gering, basse, bas, faible, baja, bajo, bassa, basso, baixa, baixo, laag, niski, niska, låg, düşük, низкий, низкая, 低, 低い, 低め, alacsony, matala, χαμηλή, χαμηλό`,
  normal: `normal, medium, average, mid, moderate, middle, default, mittel, normale, moyenne, moyen, media, medio, média, médio, normaal, gemiddeld, średni, średnia, normalny,
    normalna, medel, orta, средний, обычный, нормальный, 中, 普通, 通常, 一般, normál, közepes, normaali, κανονική, μεσαία`,
  high: `high, major, important, hoch, haute, haut, élevée, élevé, alta, alto, hoog, wysoki, wysoka, hög, yüksek, высокий, высокая, 高, 高い, 高め, magas, korkea, υψηλή, υψηλό`,
  urgent: `urgent, very high, highest, critical, severe, dringend, kritisch, sehr hoch, urgente, urgente, critique, crítica, critico, crítico, kritiek, pilny, pilna, krytyczny, brådskande,
    acil, срочный, критический, 緊急, 急, 紧急, sürgős, kiireellinen, επείγουσα, επείγον`,
  immediate: `immediate, blocker, showstopper, sofort, immédiat, immédiate, inmediata, inmediato, immediata, immediato, imediata, imediato, onmiddellijk, natychmiastowy, natychmiastowa,
    omedelbar, hemen, немедленный, 今すぐ, 立刻, 立即, azonnali, välitön, άμεση, άμεσο`,
};

export const statusWords: Readonly<Record<string, string>> = {
  completed:
    "completed, complete, done, finished, closed, fulfilled, delivered, resolved, abgeschlossen, erledigt, fertig, terminé, completado, completato, concluído, voltooid, zakończone, slutförd, tamamlandı",
  cancelled:
    "cancelled, canceled, void, voided, aborted, discontinued, revoked, withdrawn, storniert, abgebrochen, annulé, cancelado, annullato, geannuleerd, anulowane, avbruten, iptal",
  pending:
    "pending, waiting, open, new, queued, awaiting, offen, ausstehend, wartend, en attente, pendiente, in attesa, pendente, wachtend, oczekujące, väntande, beklemede",
  active:
    "active, in progress, processing, in process, ongoing, started, running, in bearbeitung, en cours, en proceso, in corso, em andamento, in behandeling, w toku, pågående, devam ediyor",
  failed:
    "failed, error, rejected, declined, denied, fehlgeschlagen, abgelehnt, échoué, fallido, fallito, falhou, mislukt, niepowodzenie, misslyckad, başarısız",
  paid: "paid, settled, bezahlt, payé, payée, pagado, pagada, pagato, pago, betaald, opłacone, zapłacone, betald, ödendi",
  shipped:
    "shipped, sent, dispatched, versandt, versendet, verschickt, expédié, envoyé, enviado, spedito, verzonden, wysłane, skickad, gönderildi",
  refunded: "refunded, reimbursed, erstattet, remboursé, reembolsado, rimborsato, terugbetaald, zwrócone, återbetald, iade edildi",
  held: "on hold, held, paused, suspended, blocked, pausiert, angehalten, en pause, suspendu, en espera, sospeso, em espera, gepauzeerd, wstrzymane, pausad",
};

/** Weekdays as people write them beside the names that `Intl` knows. 1 is Monday. */
export const weekdayWords: Readonly<Record<string, string>> = {
  1: "segunda, segunda feira, seg, pn, pzt, 月, 一, 周一, 星期一, mån, må, lu, lun, δε",
  2: "terça, terça feira, ter, wt, 火, 二, 周二, 星期二, tis, mar, τρ",
  3: "quarta, quarta feira, qua, śr, çrş, çar, 水, 三, 周三, 星期三, ons, mer, mié, τε",
  4: "quinta, quinta feira, qui, czw, cz, prş, per, 木, 四, 周四, 星期四, tors, jeu, jue, gio, πε",
  5: "sexta, sexta feira, sex, pt, cum, cuma, 金, 五, 周五, 星期五, fre, ven, vie, πα",
  6: "sábado, sobota, sob, cts, cmt, 土, 六, 周六, 星期六, lör, sam, sab, σα",
  7: "domingo, dom, niedz, nd, pzr, paz, 日, 天, 周日, 星期日, 星期天, sön, dim, κυ",
};

/** Units of measure and of recipes: English, German, French, Spanish, Italian and symbols. */
export const unitWords: Readonly<Record<string, string>> = {
  gram: "gram, g, gr, grams, gramm, gramme, gramo, grammo",
  kilogram: "kilogram, kg, kilo, kilogramm, kilogramme, kilogramo, chilogrammo",
  milligram: "milligram, mg, milligramm, milligramme, miligramo",
  microgram: "microgram, mcg, µg, μg, ug, mikrogramm",
  nanogram: "nanogram, ng",
  picogram: "picogram, pg",
  liter: "liter, litre, l, litro",
  milliliter: "milliliter, millilitre, ml, mililitro, millilitro",
  centiliter: "centiliter, centilitre, cl, zentiliter",
  deciliter: "deciliter, decilitre, dl, deziliter",
  ounce: "ounce, oz, unze, once, onza, oncia",
  "fluid ounce": "fluid ounce, fl oz, fl. oz., flüssigunze",
  pound: "pound, lb, lbs, pfund, livre, libra, libbra, pd",
  teaspoon: "teaspoon, tsp, tsps, tl, teelöffel, cuillère à café, cc, cucharadita, cucchiaino",
  tablespoon: "tablespoon, tbsp, tbs, el, esslöffel, cuillère à soupe, cs, cucharada, cucchiaio",
  cup: "cup, cups, c, tasse, tassen, taza, tazza, becher",
  pint: "pint, pt, pinte",
  quart: "quart, qt, quarts",
  gallon: "gallon, gal, gallone, gallonen",
  piece: "piece, pc, pcs, stk, stück, st, pièce, pieza, pezzo, unit, each, ea",
  pack: "pack, package, pkg, packung, päckchen, pck, paquet, paquete, pacco",
  can: "can, tin, dose, dosen, boîte, lata, lattina",
  jar: "jar, glas, gläser, bocal, tarro, barattolo",
  bottle: "bottle, flasche, flaschen, bouteille, botella, bottiglia",
  bunch: "bunch, bund, bunde, bd, botte, manojo, mazzo",
  clove: "clove, zehe, zehen, gousse, diente, spicchio",
  head: "head, kopf, köpfe, tête, cabeza, testa",
  pinch: "pinch, prise, prisen, pincée, pizca, pizzico",
  dash: "dash, spritzer, schuss, trait, chorrito, splash",
  slice: "slice, scheibe, scheiben, tranche, rebanada, fetta",
  serving: "serving, portion, portionen, part, ración, porzione",
  leaf: "leaf, blatt, blätter, feuille, hoja, foglia",
  milliequivalent: "milliequivalent, meq",
  "international unit": "international unit, international units, iu, ie, ui",
  percent: "percent, %, prozent, pourcent, por ciento, percento",
  meter: "meter, metre, m, mètre, metro",
  centimeter: "centimeter, centimetre, cm, zentimeter",
  millimeter: "millimeter, millimetre, mm",
  kilometer: "kilometer, kilometre, km",
  inch: "inch, in, zoll, pouce, pulgada, pollice",
  foot: "foot, feet, ft, fuß, pied, pie, piede",
  hour: "hour, h, hr, hrs, stunde, stunden, heure, hora, ora",
  minute: "minute, min, mins, minuten, minuto",
  second: "second, s, sec, sekunde, seconde, segundo, secondo",
};

export const presenceWords: Readonly<Record<string, string>> = {
  present:
    "present, presence, observed, found, detected, seen, confirmed, common, abundant, rare, presente, présent, présente, presencia, présence, presença, vorhanden, anwesend, común, comum, raro, rara, присутствует",
  absent:
    "absent, absence, not observed, not found, not detected, not present, extinct, extirpated, absente, ausente, ausencia, ausência, assente, abwesend, fehlend, afwezig, extinto, отсутствует",
};
