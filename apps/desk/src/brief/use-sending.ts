/**
 * Sending a report of our own office: it is asked for once more, made of exactly what is folded now,
 * shown to be agreed to, and written to our ledger; then it is shown as it was sent. A report of the
 * same day makes it a second.
 */
import { sendingDrafts, DraftBriefSchema, type DraftBrief } from '@doorstep/sync';
import { ElMessage } from 'element-plus';
import { ref, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { ask } from '../shell/ask';
import { session } from '../shell/session';
import { useSpeech } from '../shell/speech';
import { useView } from '../shell/view';
import { useLedger, type OpenLedger } from '../village/ledger';
import { useAgreement } from './agreement';
import type { Asked } from './refused';

export interface Sending {
  /** Our own ledger; absent until it is open. */
  own: ShallowRef<OpenLedger | undefined>;
  isSending: Ref<boolean>;
  /** @returns whether it is sent, or waits on this computer to be */
  send(asked: Asked): Promise<boolean>;
}

const complain = (message: string): void => void ElMessage.warning({ message, duration: 8_000 });

export function useSending(): Sending {
  const { t } = useSpeech();
  const { link, query } = useView();
  const router = useRouter();
  const own = useLedger(() => session().place);
  const isSending = ref(false);

  const isAgreed = useAgreement(own);

  /** One the server refuses is not sent; why, the page says. */
  async function record(draft: DraftBrief): Promise<boolean> {
    const { replica } = own.value!;
    const brief = replica.newSubject('br');
    const saved = await replica.recordIf(draft.head, sendingDrafts(draft, brief));
    if (saved === 'moved') {
      complain(t('brief.movedOn'));
      return false;
    }
    const state = replica.stateOf(saved.at(-1)!.entry.id);
    if (state === 'rejected') return false;
    const isThere = state !== 'onPhone';
    ElMessage.success(t(isThere ? 'brief.sentNow' : 'brief.sentLater'));
    if (!isThere) return true;
    const shown = { day: draft.day, lang: query('lang') };
    await router.push(link('brief-sent', session().place, { params: { brief }, query: shown }));
    return true;
  }

  async function askAndRecord({ day, knownAtMs }: Asked): Promise<boolean> {
    await own.value!.replica.syncNow();
    const asked = { place: session().place, day, known: knownAtMs };
    const answer = await ask('/api/brief/draft', asked, DraftBriefSchema);
    if (!answer.ok) complain(answer.failure.message || t('desk.offline'));
    return answer.ok && (await isAgreed(answer.value)) && (await record(answer.value));
  }

  async function send(asked: Asked): Promise<boolean> {
    if (!own.value || isSending.value) return false;
    isSending.value = true;
    try {
      return await askAndRecord(asked);
    } catch {
      complain(t('desk.notSaved'));
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return { own, isSending, send };
}
