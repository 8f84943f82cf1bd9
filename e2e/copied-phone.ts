/** A copy of a phone, with its cookie and its ids: what it sends is sent in that phone's name. */
import type { Page } from 'playwright-core';
import type { Entry } from '@doorstep/ledger';
import type { Push } from '@doorstep/sync';

/**
 * The copy is quicker once: what it says under the ids of this kind reaches the server before the
 * phone's own push does.
 */
export async function copyGetsAhead(
  page: Page,
  kind: string,
  other: (entry: Entry) => Partial<Entry>,
): Promise<void> {
  await page.route(
    '**/api/ledgers/*/entries',
    async (route) => {
      const push = route.request().postDataJSON() as Push;
      const entries = push.entries
        .filter((entry) => entry.kind === kind)
        .map((entry) => ({ ...entry, ...other(entry) }));
      const answer = await page.context().request.post(route.request().url(), {
        data: { ...push, entries },
        headers: { 'doorstep-app': 'field' },
      });
      if (!answer.ok()) throw new Error(`the copy was answered ${answer.status()}`);
      await route.continue();
    },
    { times: 1 },
  );
}

/** Of a visit: nobody was home. */
export const nobodyHome = ({ body }: Entry): Partial<Entry> => ({
  body: { household: body.household!, outcome: 'nobody' },
});
