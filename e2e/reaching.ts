/** What an official does to reach a village that is behind, and what its phone shows of it. */
import type { Locator, Page } from 'playwright-core';
import type { Desk } from './desk';
import type { Phone } from './phone';

type Door = { group: string; door: string };
type Key = Parameters<Desk['t']>[0];

export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

/** Ranks the villages of the area past its towns and counties. @returns the worst, as listed */
export async function ranksVillages(desk: Desk): Promise<Locator> {
  await desk.page.getByText(desk.t('contact.level_villages'), { exact: true }).click();
  const villages = desk.page
    .getByRole('navigation')
    .filter({ has: desk.page.getByRole('radiogroup') })
    .getByRole('listitem');
  await villages.getByRole('button').first().waitFor();
  return villages;
}

/** Opens who is responsible in a village of a list. @returns the panel */
export async function asksWhom(desk: Desk, village: Locator): Promise<Locator> {
  await village.getByRole('button').click();
  const panel = desk.page.getByRole('dialog');
  await panel.locator('a[href^="tel:"]').first().waitFor();
  return panel;
}

/** Reminds the village of the round, once it can be. */
export async function reminds(desk: Desk, panel: Locator, matter: string): Promise<void> {
  await button(panel, desk.t('contact.remindMatter', { matter })).click();
  await panel.getByText(desk.t('contact.notSeen')).waitFor();
}

/** The reminder on Today, and the tap that says it was seen. */
export async function seesReminder(phone: Phone, words: RegExp): Promise<void> {
  const reminder = phone.page.getByRole('status').filter({ hasText: words });
  await reminder.waitFor();
  await phone.tap(button(reminder, phone.t('contact.seen')));
  await reminder.waitFor({ state: 'detached' });
}

/** The line of a household in what is told by phone. */
const told = (desk: Desk, { group, door }: Door): Locator =>
  desk.page.getByRole('group', {
    name: desk.t('contact.answersOf', {
      door: `${desk.t('register.groupNamed', { group })} ${desk.t('register.doorNamed', { door })}`,
    }),
    exact: true,
  });

export async function tells(desk: Desk, household: Door, answer: Key): Promise<void> {
  await button(told(desk, household), desk.t(answer)).click();
}

/** One press for all that was told; resolves once the server has it. */
export async function savesTold(desk: Desk, n: number): Promise<void> {
  await button(desk.page, desk.t('contact.saveTold', { n })).click();
  await desk.page.getByText(desk.t('contact.savedTold', { n })).waitFor();
}

/** A broadcast told by phone, as it is proposed; resolves once the server has it. */
export async function tellsBroadcast(desk: Desk, village: string): Promise<void> {
  await desk.page.goto(new URL(`/desk/village/${village}/behalf`, desk.page.url()).href);
  await button(desk.page, desk.t('contact.saveBroadcast')).click();
  await desk.page.getByText(desk.t('contact.savedTold', { n: 1 })).waitFor();
}

/** Finds among a village's findings what was told and recorded too, and takes back what was told. */
export async function takesBackTold(desk: Desk, village: string): Promise<void> {
  await desk.page.goto(new URL(`/desk/village/${village}/findings`, desk.page.url()).href);
  const same = button(desk.page, desk.t('contact.twiceOne'));
  await same.click();
  await button(desk.page.getByRole('dialog'), desk.t('contact.twiceOne')).click();
  await same.waitFor({ state: 'detached' });
}
