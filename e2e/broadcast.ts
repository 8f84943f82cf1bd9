/** What a cadre does with broadcasts on the phone. */
import type { Phone } from './phone';

const link = (phone: Phone, key: Parameters<Phone['t']>[0]) =>
  phone.page.getByRole('link', { name: phone.t(key), exact: true });

async function saysTimes(phone: Phone, more: number): Promise<void> {
  const another = `${phone.t('publicity.times')}: ${phone.t('visits.more')}`;
  for (let n = 0; n < more; n++)
    await phone.tap(phone.page.getByRole('button', { name: another, exact: true }));
  const save = phone.t('publicity.save', { what: '' });
  await phone.tap(phone.page.getByRole('button', { name: save }));
}

/** Logs a broadcast as it is proposed, or so many times more than proposed. */
export async function logBroadcast(phone: Phone, more = 0): Promise<void> {
  await phone.tap(link(phone, 'publicity.log'));
  await saysTimes(phone, more);
  await phone.page.getByRole('heading', { level: 1, name: phone.t('field.today') }).waitFor();
}

async function openLastBroadcast(phone: Phone): Promise<void> {
  const { page } = phone;
  const card = page.getByRole('region', { name: phone.t('publicity.publicity') });
  await phone.tap(card.getByRole('link').first());
  const kind = phone.t('publicity.kind_broadcast_made');
  await phone.tap(page.getByRole('link', { name: kind }).first());
}

/** Opens the last broadcast from Today, says that it was so many times more, and goes back there. */
export async function correctLastBroadcast(phone: Phone, more: number): Promise<void> {
  await openLastBroadcast(phone);
  await phone.tap(link(phone, 'common.correct'));
  await saysTimes(phone, more);
  const corrected = phone.t('field.versionCorrected');
  await phone.page.getByRole('heading', { name: corrected, exact: true }).waitFor();
  await phone.openApp();
}

/** Takes back the last broadcast. */
export async function voidLastBroadcast(phone: Phone): Promise<void> {
  await openLastBroadcast(phone);
  await phone.voidsOpened();
  await phone.openApp();
}
