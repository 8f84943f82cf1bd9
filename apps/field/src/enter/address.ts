/** What the address says of a sign-in, and where the page runs. Pure. */
const TOKEN = /^[A-Za-z0-9._~-]{8,512}$/;

/** The one-time token of a sign-in link (`…/field#enrol=…`); undefined when it is none. */
export function tokenOf(address: string): string | undefined {
  const hash = address.includes('#') ? address.slice(address.indexOf('#') + 1) : '';
  const token = new URLSearchParams(hash).get('enrol');
  return token && TOKEN.test(token) ? token : undefined;
}

/** Where the same token signs in an office. */
export const deskAddress = (token: string): string => `/desk/#enrol=${token}`;

/** WeChat's own browser: it forgets what is stored and has no service worker on iOS. */
export const isInWeChat = (userAgent: string): boolean => /MicroMessenger/i.test(userAgent);

/** The same address under https. */
export const secureAddress = (address: string): string => address.replace(/^http:/, 'https:');
