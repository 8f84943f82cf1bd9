/**
 * A village's ledger of any length, as its phones would have written it: the register, then visit
 * after visit over the weeks, some entered late, some corrected or voided. For measurements and
 * property tests; sealed, numbered and chained like a real one, without a phone or a server.
 */
import {
  CHAIN_START,
  instantOf,
  localInstant,
  nextChain,
  type Entry,
  type Sealed,
  type Stored,
} from '@doorstep/ledger';
import {
  base64,
  entryIds,
  importSubjectKey,
  randomId,
  seal,
  type Cryptography,
  type Draft,
  type SubjectKey,
} from '@doorstep/sync';
import { dice, type Dice } from './dice';
import { registrationDrafts } from './drafts';
import { inventVillage, type InventedVillage } from './village';
import { visitDraft } from './visit';

export interface LedgerOptions {
  place?: string;
  households: number;
  /** At least the register's: a household and its people each. */
  entries: number;
  /** Mean time between two records, nearly; four minutes otherwise. */
  paceMs?: number;
  cryptography: Cryptography;
}

export interface GeneratedLedger {
  village: InventedVillage;
  /** By seq, chained. */
  stored: Stored[];
  keys: SubjectKey[];
}

const PLACE = '222401101205';
const STARTS_MS = instantOf('2020-01-26', '08:00');
const KEY_BYTES = 32;
const HOUR_MS = 3_600_000;
/** Mean time between two records of a village. */
const PACE_MS = 4 * 60_000;

class Writer {
  readonly stored: Stored[] = [];
  readonly keys: SubjectKey[] = [];
  private readonly keyBySubject = new Map<string, SubjectKey>();
  private readonly nextId: () => string;
  private nowMs = STARTS_MS;
  private chain = CHAIN_START;

  constructor(
    private readonly dice: Dice,
    private readonly place: string,
    private readonly paceMs: number,
    private readonly cryptography: Cryptography,
  ) {
    const clock = { nowMs: () => this.nowMs, after: () => () => undefined };
    this.nextId = entryIds(clock, dice);
  }

  /** Appends a fact; `replaces` makes it a correction or a void. */
  async append(draft: Draft, replaces?: string): Promise<Stored> {
    this.nowMs += this.dice.int(this.paceMs / 4, this.paceMs * 2);
    const lateMs = this.dice.chance(0.1)
      ? this.dice.int(1, 30 * HOUR_MS)
      : this.dice.int(200, 3_000);
    const isEnteredLater = replaces === undefined && this.dice.chance(0.05);
    const seq = this.stored.length + 1;
    const entry: Entry = {
      id: this.nextId(),
      kind: draft.kind,
      v: 1,
      place: this.place,
      at: localInstant(
        this.nowMs - (isEnteredLater ? 0 : Math.min(lateMs, this.nowMs - STARTS_MS)),
      ),
      ...(isEnteredLater && {
        happened: localInstant(this.nowMs - this.dice.int(HOUR_MS, 12 * HOUR_MS)),
      }),
      by: `c_walker${this.dice.int(1, 4)}`,
      device: 'd_generated/1',
      n: seq,
      subjects: draft.subjects,
      ...(replaces !== undefined && { replaces }),
      body: draft.body,
      ...(draft.identities && { sealed: await this.sealed(draft.identities) }),
    };
    const numbered = { seq, receivedAt: new Date(this.nowMs).toISOString(), offsetMs: 0, entry };
    this.chain = nextChain(this.chain, this.place, numbered);
    const stored = { ...numbered, chain: this.chain };
    this.stored.push(stored);
    return stored;
  }

  private async sealed(
    identities: NonNullable<Draft['identities']>,
  ): Promise<Record<string, Sealed>> {
    const sealed: Record<string, Sealed> = {};
    for (const [subject, identity] of Object.entries(identities)) {
      const key = this.keyOf(subject);
      const cryptoKey = await importSubjectKey(this.cryptography, key);
      const deps = { cryptography: this.cryptography, random: this.dice };
      sealed[subject] = await seal(deps, subject, { k: key.k, cryptoKey }, identity);
    }
    return sealed;
  }

  private keyOf(subject: string): SubjectKey {
    const known = this.keyBySubject.get(subject);
    if (known) return known;
    const key = { k: randomId('k', this.dice), subject, key: base64(this.dice.bytes(KEY_BYTES)) };
    this.keyBySubject.set(subject, key);
    this.keys.push(key);
    return key;
  }
}

async function appendVisit(
  writer: Writer,
  own: Dice,
  village: InventedVillage,
  i: number,
  entriesMax: number,
): Promise<void> {
  const { households } = village;
  const household = households[i % households.length]!;
  const outcome = own.weighted([
    ['met', 17],
    ['nobody', 2],
    ['refused', 1],
  ] as const);
  const draft = visitDraft(own, household, { outcome, first: i < households.length });
  const { entry } = await writer.append(draft);
  if (writer.stored.length >= entriesMax) return;
  if (own.chance(0.02))
    await writer.append(visitDraft(own, household, { outcome, first: false }), entry.id);
  else if (own.chance(0.01))
    await writer.append(
      { kind: 'entry.voided', subjects: entry.subjects, body: { reason: 'mistake' } },
      entry.id,
    );
}

/**
 * Generates a ledger of exactly `entries` entries; the same for the same seed.
 * @throws Error when the register alone is longer
 */
export async function generateLedger(
  seed: string,
  options: LedgerOptions,
): Promise<GeneratedLedger> {
  const { place = PLACE, households, entries, paceMs = PACE_MS, cryptography } = options;
  const own = dice(seed);
  const groups = Math.max(1, Math.round(households / 60));
  const village = inventVillage(own.fork('village'), {
    place,
    name: '示例村',
    households,
    groups,
    koreanShare: 0.45,
  });
  const writer = new Writer(own.fork('writer'), place, paceMs, cryptography);
  const register = village.households.flatMap((household) => registrationDrafts(household));
  if (register.length > entries)
    throw new Error(`${households} households need ${register.length} entries`);
  for (const draft of register) await writer.append(draft);
  for (let i = 0; writer.stored.length < entries; i++)
    await appendVisit(writer, own, village, i, entries);
  return { village, stored: writer.stored, keys: writer.keys };
}
