/** The village whose panel is open: whom to call and why, on whatever page one is. */
import type { PlaceCode } from '@doorstep/ledger';
import { shallowRef } from 'vue';

export const openedVillage = shallowRef<PlaceCode>();
