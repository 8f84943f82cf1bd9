/** A phone number as it is dialled, and as it is read aloud. Pure. */

/** Only what can be dialled: digits, and a leading plus. */
const dialled = (phone: string): string => phone.trim().replace(/(?!^\+)\D/g, '');

/** One tap calls on a phone or a softphone. */
export const telLink = (phone: string): string => `tel:${dialled(phone)}`;

/** A text with its words filled in; iOS and Android both take this form. */
export const smsLink = (phone: string, words: string): string =>
  `sms:${dialled(phone)}?&body=${encodeURIComponent(words)}`;

/** A mobile number in the groups it is said in: 199 0000 3333; anything else as it was written. */
export function spokenPhone(phone: string): string {
  const parts = /^(1\d{2})(\d{4})(\d{4})$/.exec(dialled(phone));
  return parts ? parts.slice(1).join(' ') : phone.trim();
}
