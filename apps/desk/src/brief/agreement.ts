/** Asks whether a report is to be sent as it stands; a second one of a day says so. */
import { briefsOf } from '@doorstep/ledger';
import type { DraftBrief } from '@doorstep/sync';
import { ElMessageBox } from 'element-plus';
import type { ShallowRef } from 'vue';
import { session } from '../shell/session';
import { useSpeech } from '../shell/speech';
import type { OpenLedger } from '../village/ledger';

/** @param own our own ledger, which knows the reports sent before */
export function useAgreement(
  own: ShallowRef<OpenLedger | undefined>,
): (draft: DraftBrief) => Promise<boolean> {
  const { t, format, placeName } = useSpeech();

  return async ({ day, number }) => {
    const last = own.value && briefsOf(own.value.fold.value, day)[0];
    const sure = t('brief.sendSure', {
      place: placeName(session().place),
      day: format.value.day(day),
    });
    const again = t('brief.sendAgainSure', {
      time: last ? format.value.moment(last.sentMs, day) : '—',
      number,
    });
    const agreed = await ElMessageBox.confirm(
      number > 1 ? `${again} ${sure}` : sure,
      t('brief.sendTitle'),
      {
        confirmButtonText: number > 1 ? t('brief.sendNumbered', { number }) : t('brief.send'),
        cancelButtonText: t('common.cancel'),
      },
    ).catch(() => 'cancel');
    return agreed === 'confirm';
  };
}
