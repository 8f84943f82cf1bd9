/**
 * The modules put together: every kind the house understands, and the fold over them.
 * To add a capability, add its folder and name it here.
 */
import * as v from 'valibot';
import { VOID } from './core/amend';
import type { Entry } from './core/entry';
import { PlaceFold, type Dossier, type FoldDefinition } from './core/fold';
import type { Kind } from './core/module';
import { levelOf } from './core/place';
import { voided } from './core/voided';
import { contactPlaceKinds } from './contact/module';
import { dutyPlaceKinds } from './duty/module';
import { publicityPlaceKinds } from './publicity/module';
import { publicityObligations } from './publicity/obligations';
import { registerDossierKinds, registerPlaceKinds } from './register/module';
import { reportPlaceKinds } from './reports/module';
import { createDossierState, createPlaceState, type DossierState, type PlaceState } from './state';
import { visitDossierKinds, visitPlaceKinds } from './visits/module';
import { visitObligations } from './visits/obligations';

export const FOLD_VERSION = '5';

const byKind = <S>(kinds: Kind<S>[]): ReadonlyMap<string, Kind<S>> =>
  new Map(kinds.map((k) => [k.kind, k]));

const dossierKinds = byKind([...registerDossierKinds, ...visitDossierKinds]);
const placeKinds = byKind([
  ...registerPlaceKinds,
  ...visitPlaceKinds,
  ...dutyPlaceKinds,
  ...publicityPlaceKinds,
  ...contactPlaceKinds,
  ...reportPlaceKinds,
]);

export const DEFINITION: FoldDefinition<DossierState, PlaceState> = {
  version: FOLD_VERSION,
  dossierKinds,
  placeKinds,
  createDossier: createDossierState,
  createPlace: createPlaceState,
  obligations: (dossier, place, zone) => [
    ...visitObligations(dossier, place, zone),
    ...publicityObligations(dossier, place, zone),
  ],
};

export type VillageFold = PlaceFold<DossierState, PlaceState>;
export type HouseholdDossier = Dossier<DossierState>;

/** An empty fold of a place's ledger. */
export const createFold = (code: string, zone?: string): VillageFold =>
  new PlaceFold(DEFINITION, code, zone);

/** What the house knows of a kind; undefined for kinds of other versions of it. */
export const kindNamed = (name: string): Kind<never> | undefined =>
  (dossierKinds.get(name) ?? placeKinds.get(name)) as Kind<never> | undefined;

/** The ledgers a fact is delivered to beside its own: codes of places, each meaning all villages within. */
export function addresseesOf(entry: Entry): string[] {
  const kind = kindNamed(entry.kind);
  if (!kind?.addressees || entry.delivered) return [];
  const parsed = v.safeParse(kind.schema as v.GenericSchema, entry.body);
  return parsed.success ? kind.addressees(parsed.output as never) : [];
}

/** Why a well-formed envelope says something its kind does not allow. `path` points into the entry. */
export type Checked = { ok: true } | { ok: false; code: 'schema'; path: string; message: string };

const fault = (path: string, message: string): Checked => ({
  ok: false,
  code: 'schema',
  path,
  message,
});

function checkBody(schema: v.GenericSchema, body: unknown): Checked {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return { ok: true };
  const issue = parsed.issues[0];
  // A name no schema knows may be anything somebody typed; it is not repeated.
  const known = (issue.path ?? []).slice(0, issue.expected === 'never' ? -1 : undefined);
  const path = known.map((part) => String(part.key)).join('.');
  return fault(path ? `body.${path}` : 'body', issue.message);
}

/**
 * Checks a well-formed envelope against its kind. Unknown kinds and newer versions pass: they are
 * kept, passed on and skipped by the fold (rule 5).
 */
export function checkEntry(entry: Entry): Checked {
  const foreign = Object.keys(entry.sealed ?? {}).find(
    (subject) => !entry.subjects.includes(subject),
  );
  if (foreign) return fault('sealed', 'sealed for a subject the entry does not name');
  if (entry.kind === VOID) {
    if (!entry.replaces) return fault('replaces', 'a void names what it voids');
    return entry.v > 1 ? { ok: true } : checkBody(voided, entry.body);
  }
  const kind = kindNamed(entry.kind);
  if (!kind || entry.v > kind.v) return { ok: true };
  if (kind.offices && levelOf(entry.place) === 'village')
    return fault('place', 'an office says this, never a village');
  const missing = kind.subjects.find(
    (prefix) => !entry.subjects.some((s) => s.startsWith(`${prefix}_`)),
  );
  if (missing) return fault('subjects', `no subject ${missing}_…`);
  const scopeFits = kind.scope === 'dossier' || !entry.subjects.some((s) => /^[hp]_/.test(s));
  if (!scopeFits) return fault('subjects', 'about the place, yet names a household or person');
  return checkBody(kind.schema as v.GenericSchema, entry.body);
}
