/** Whether this person takes in the register, and who does otherwise. */
import { computed } from 'vue';
import { keepsRegister, leadersOf } from '@doorstep/ledger';
import { useVillage } from '../shell/app';
import { useSpeech } from '../shell/speech';

export function useKeeper() {
  const village = useVillage();
  const { author } = useSpeech();
  const duty = computed(() => village.fold.value.place.state.duty);
  return {
    isKeeper: computed(() => keepsRegister(duty.value, village.session.account)),
    keepers: computed(() =>
      leadersOf(duty.value)
        .map(({ id }) => author(id))
        .join('、'),
    ),
  };
}
