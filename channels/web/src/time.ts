/** An appointment's time in words, as the school's clock shows it: "onsdag den 2. december kl. 09.30". */

const LOCALES: Record<string, string> = { da: "da-DK", nb: "nb-NO", en: "en-GB" };

/** `when` as written if it is not an ISO time. The offset is ignored: the time at the school is what counts. */
export function timeInWords(when: string, language: string): string {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?/.exec(when);
  if (!found) return when;
  const date = new Date(`${found[1]}T${found[2] ?? "00:00"}:00Z`);
  if (Number.isNaN(date.getTime())) return when;
  return new Intl.DateTimeFormat(LOCALES[language] ?? "en-GB", {
    dateStyle: "full",
    ...(found[2] ? { timeStyle: "short" } : {}),
    timeZone: "UTC",
  }).format(date);
}
