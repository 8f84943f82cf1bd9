/** Whether this person takes in the register, and who does otherwise. */
import { computed } from 'vue';
import { keepsRegister, leadersOf } from '@doorstep/ledger';
import { useVillage } from '../shell/app';
import { useSpeech } from '../shell/speech';

export function useKeeper() {
  const village = useVillage();
  const { author } = useSpeech();
  // Asked of the fold each time: what is behind it changes in place, and a kept part seems the same.
  const duty = () => village.fold.value.place.state.duty;
  return {
    isKeeper: computed(() => keepsRegister(duty(), village.session.account)),
    keepers: computed(() =>
      leadersOf(duty())
        .map(({ id }) => author(id))
        .join('、'),
    ),
  };
}
