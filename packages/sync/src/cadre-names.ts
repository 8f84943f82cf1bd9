/** Name and phone of somebody on duty, opened on the reader's device with the keys that came along. */
import type { SealedContact } from './contact';
import type { Cryptography } from './ports';
import { importSubjectKey, unseal, type Identity } from './seal';

/** What is told of a cadre to an office: nothing else is, whatever else was sealed. */
export type CadreIdentity = Pick<Identity, 'name' | 'nameKo' | 'phone'>;

/** Each field from the latest part that says it; empty when nothing can be opened. */
export async function cadreIdentity(
  cryptography: Cryptography,
  { cadre, sealed, keys }: Pick<SealedContact, 'cadre' | 'sealed' | 'keys'>,
): Promise<CadreIdentity> {
  const known: CadreIdentity = {};
  for (const part of sealed) {
    const key = keys.find(({ k, subject }) => k === part.k && subject === cadre);
    const ready = key && { ...key, cryptoKey: await importSubjectKey(cryptography, key) };
    const opened = await unseal(cryptography, cadre, part, ready);
    if (!opened.ok) continue;
    const { name, nameKo, phone } = opened.identity;
    Object.assign(known, name && { name }, nameKo && { nameKo }, phone && { phone });
  }
  return known;
}
