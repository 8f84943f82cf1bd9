/** Where what is owed opens: in a village to its households, above it to the place. */
import { useRouter } from 'vue-router';
import { placeTree } from '../shell/places';
import { useView } from '../shell/view';

/** @param kind what is owed: to `reach` households, to `tell` them @param round the round it belongs to */
export type OwedAddress = (place: string, kind: string, round: string | undefined) => string;

export function useOwedAddress(): OwedAddress {
  const router = useRouter();
  const { link } = useView();
  return (place, kind, round) => {
    if (!placeTree.value.isVillage(place)) return router.resolve(link('overview', place)).href;
    const isReach = kind === 'reach';
    const tab = isReach ? 'households' : 'publicity';
    const query = isReach ? { round, filter: 'missing' } : {};
    return router.resolve(link('village', place, { params: { tab }, query })).href;
  };
}
