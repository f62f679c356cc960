/**
 * What the words of a header say about its values. The last of its words that stands here decides (`invoice date` is a date). A header that says one kind
 * is not matched with one that says another, unless the line of the kind below allows it.
 */
export type NameKind = "date" | "time" | "money" | "quantity" | "flag" | "email" | "phone" | "url" | "percent";

export const nameKinds: Readonly<Record<NameKind, string>> = {
  date: `date, day, created, updated, modified, published, birthday, timestamp, datetime, deadline, expiry, year, month, anniversary`,
  time: `time, hour, duration`,
  money: `amount, price, cost, fee, balance, salary, wage, income, revenue, budget, debit, credit, inflow, outflow, deposit, withdrawal, expense, discount, tax`,
  quantity: `quantity, count, weight, height, width, length, depth, age, latitude, longitude, population, distance, temperature, score, rating`,
  flag: `flag, consent, active, enabled, verified, approved, paid, deleted, optin, optout, allowed, subscribed, confirmed, accepted, available, unsubscribed`,
  email: `email`,
  phone: `phone, fax, mobile`,
  url: `url, link, website, homepage`,
  percent: `percent, rate, ratio, percentage`,
};

/** Kinds that can stand for each other. */
export const compatibleKinds: readonly (readonly [NameKind, NameKind])[] = [
  ["date", "time"],
  ["money", "quantity"],
  ["money", "percent"],
  ["quantity", "percent"],
  ["time", "quantity"],
];
