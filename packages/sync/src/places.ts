/** The tree of places as the server tells it; both ends check with this. */
import * as v from 'valibot';

const PlaceSchema = v.object({
  code: v.string(),
  level: v.picklist(['province', 'prefecture', 'county', 'town', 'village']),
  parent: v.nullable(v.string()),
  zh: v.string(),
  ko: v.string(),
  en: v.string(),
});
export type Place = v.InferOutput<typeof PlaceSchema>;

/** A place and all below it, parents before children. */
export const PlacesSchema = v.object({ places: v.array(PlaceSchema) });
