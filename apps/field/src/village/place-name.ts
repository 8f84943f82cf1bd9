/** What the village is called in the three languages, asked once and kept in the snapshot. */
import type { Device } from '@doorstep/device';
import { PlacesSchema } from '@doorstep/sync';
import type { Text } from '@doorstep/words';

/** The name of a place; undefined while the server cannot be asked. */
export async function askPlaceName({ http }: Device, code: string): Promise<Text | undefined> {
  const answer = await http.request(`/api/places?under=${code}`, PlacesSchema);
  const place = answer.ok ? answer.value.places.find((one) => one.code === code) : undefined;
  return place && { zh: place.zh, ko: place.ko, en: place.en };
}
