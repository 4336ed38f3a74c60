/** A subscriber's callback: how callbacks are compared, and how the hub's questions are added to one (WebSub §5.1.1). */

/** Characters that mean the same with a percent sign and without one (RFC 3986 §2.3). */
const UNRESERVED = /[A-Za-z0-9._~-]/;

/**
 * An address in the one form in which addresses are compared: percent-encoded characters that need not be are decoded
 * (WebSub §5.1.1). A fragment never leaves its client. Throws where it is no URL.
 */
export function comparableUrl(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href.replaceAll(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCodePoint(Number.parseInt(encoded.slice(1), 16));
    return UNRESERVED.test(character) ? character : encoded.toUpperCase();
  });
}

/** Added at the end of what the callback's own query says, which stays as it is, whatever its names are (§5.1.1). */
export function withArguments(callback: string, added: Readonly<Record<string, string>>): string {
  const [address = ''] = callback.split('#');
  const joint = address.includes('?') ? (/[?&]$/.test(address) ? '' : '&') : '?';
  return address + joint + new URLSearchParams(added).toString();
}

/** Whom limits count: one machine, or many that stand together. */
export function hostOf(callback: string): string {
  return new URL(callback).hostname;
}
