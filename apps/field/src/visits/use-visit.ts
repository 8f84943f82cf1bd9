/** The visit being entered: a new one, the correction of a record, or the mending of one sent back. */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { recordNamed, type Entry, type QuestionSet, type VisitBody } from '@doorstep/ledger';
import type { Draft, Identity } from '@doorstep/sync';
import { useRecorder, useVillage } from '../shell/app';
import type { Row } from '../village/rows';
import type { Village } from '../village/village';
import {
  emptySheet,
  isSheetTouched,
  sheetOf,
  visitDraft,
  type VisitContext,
  type VisitSheet,
} from './sheet';

/** What the entered visit stands in for. */
export interface Instead {
  corrects?: string | undefined;
  mends?: string | undefined;
}

export interface VisitEntry {
  sheet: ShallowRef<VisitSheet>;
  questionSet: ComputedRef<QuestionSet | undefined>;
  /** The true time when it is entered later. */
  happenedMs: Ref<number | undefined>;
  /** Something is entered that would be lost by leaving. */
  isUnsaved: ComputedRef<boolean>;
  save(outcome: VisitBody['outcome'], wellOthers: boolean, what: string): Promise<unknown>;
}

/** What the sealed parts of an entry say, as far as they can be read. */
export async function sealedPartsOf(
  village: Village,
  entry: Entry,
): Promise<Map<string, Identity>> {
  const replica = await village.replica();
  const opened = Object.entries(await replica.open(entry));
  return new Map(
    opened.flatMap(([subject, part]) => (part.ok ? [[subject, part.identity] as const] : [])),
  );
}

/** The version a correction or a mending starts from. */
function startOf(village: Village, { corrects, mends }: Instead): Entry | undefined {
  if (mends)
    return village.rejected.value.find(({ stored }) => stored.entry.id === mends)?.stored.entry;
  return corrects ? recordNamed(village.fold.value, corrects)?.inForce : undefined;
}

/** The version the new one takes the place of; a mended entry takes the place its rejected one was to take. */
function replacedBy(start: Entry | undefined, { mends }: Instead): VisitContext['replaces'] {
  const id = mends ? start?.replaces : start?.id;
  return id && start ? { id, subjects: start.subjects } : undefined;
}

export function useVisit(row: ComputedRef<Row | undefined>, instead: Instead): VisitEntry {
  const village = useVillage();
  const record = useRecorder();
  const sheet = shallowRef(emptySheet());
  const untouched = ref(JSON.stringify(sheet.value));
  const isDone = ref(false);
  const happenedMs = ref<number>();
  const start = startOf(village, instead);
  const body = start?.body as unknown as VisitBody | undefined;
  if (start && body) {
    void sealedPartsOf(village, start).then((sealed) => {
      sheet.value = sheetOf(body, sealed);
      untouched.value = JSON.stringify(sheet.value);
    });
    if (start.happened) happenedMs.value = Date.parse(start.happened);
  }
  const asked = body ? body.questionSet : undefined;
  const questionSet = computed(() =>
    body
      ? asked &&
        village.fold.value.place.state.visits.questionSets.get(`${asked.id}@${asked.version}`)
      : village.questionSet.value,
  );
  const contextOf = (of: Row): VisitContext => ({
    row: of,
    round: body ? body.round : village.round.value?.round,
    questionSet: questionSet.value,
    happenedMs: happenedMs.value,
    replaces: replacedBy(start, instead),
  });
  const put = (draft: Draft, what: string) =>
    instead.mends ? village.mend(instead.mends, draft) : record([draft], what);
  return {
    sheet,
    questionSet,
    happenedMs,
    isUnsaved: computed(
      () =>
        !isDone.value &&
        isSheetTouched(sheet.value) &&
        JSON.stringify(sheet.value) !== untouched.value,
    ),
    save: async (outcome, wellOthers, what) => {
      const saved = await put(
        visitDraft(sheet.value, outcome, wellOthers, contextOf(row.value!)),
        what,
      );
      isDone.value = true;
      return saved;
    },
  };
}
