/** The tree of places within what is signed in for, with names in three languages. */
import { ancestorsOf, type PlaceCode } from '@doorstep/ledger';
import { PlacesSchema, type Place } from '@doorstep/sync';
import { say, type Locale } from '@doorstep/words';
import { shallowRef } from 'vue';
import { Refused } from '@doorstep/device';
import { ask } from './ask';

export type { Place };

/** Lookups over one tree. */
class PlaceTree {
  private readonly byCode: Map<PlaceCode, Place>;
  private readonly byParent = new Map<PlaceCode, Place[]>();

  constructor(readonly places: readonly Place[]) {
    this.byCode = new Map(places.map((place) => [place.code, place]));
    for (const place of places) {
      if (place.parent === null) continue;
      const siblings = this.byParent.get(place.parent);
      if (siblings) siblings.push(place);
      else this.byParent.set(place.parent, [place]);
    }
  }

  find(code: PlaceCode): Place | undefined {
    return this.byCode.get(code);
  }

  /** The place's name; its code when it is not in the tree. */
  name(code: PlaceCode, locale: Locale): string {
    const place = this.byCode.get(code);
    return place ? say(locale, place) : code;
  }

  children(code: PlaceCode): readonly Place[] {
    return this.byParent.get(code) ?? [];
  }

  /** From the top of the tree down to the place itself. */
  path(code: PlaceCode): Place[] {
    return [...ancestorsOf(code).reverse(), code].flatMap((one) => this.byCode.get(one) ?? []);
  }

  isVillage(code: PlaceCode): boolean {
    return this.byCode.get(code)?.level === 'village';
  }
}

export const placeTree = shallowRef(new PlaceTree([]));

/**
 * Loads the tree under the signed-in place.
 * @throws Refused when the server does not give it
 */
export async function loadPlaces(under: PlaceCode): Promise<void> {
  const answer = await ask('/api/places', { under }, PlacesSchema);
  if (!answer.ok) throw new Refused(answer.failure);
  placeTree.value = new PlaceTree(answer.value.places);
}
