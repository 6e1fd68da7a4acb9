/** Which addresses from the API may become links. */

/** The address in full if it is on the assistant's own origin or https; otherwise null. */
export function safeUrl(url: string, base: string): string | null {
  let found: URL;
  try {
    found = new URL(url, base);
  } catch {
    return null;
  }
  const ours = found.origin === new URL(base).origin && /^https?:$/.test(found.protocol);
  return ours || found.protocol === "https:" ? found.href : null;
}

/** `tel:` and the digits a number begins with, after a + if it has one; null if there is nothing to dial. */
export function telUrl(number: string): string | null {
  const [, plus = "", rest = ""] = /^\s*(\+?)([\d\s().\/-]*)/.exec(number) ?? [];
  const digits = rest.replace(/\D/g, "");
  return digits ? `tel:${plus}${digits}` : null;
}
