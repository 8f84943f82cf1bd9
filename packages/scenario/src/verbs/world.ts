/**
 * The stage of a test: villages, their cadres, an office, and the server between them.
 *
 * @example
 *   const world = createWorld('three households')
 *   const village = await world.village({ households: 3 })
 *   const cadre = await village.cadre()
 *   await cadre.visits(village.households[0]!).allWell()
 *   expect(village.counts('visits.person_times')).toBe(2)
 */
import {
  addDays,
  createFold,
  dayOf,
  instantOf,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';
import type { Cryptography, Draft } from '@doorstep/sync';
import { handClock, MemoryServer, type HandClock } from '@doorstep/sync/testing';
import { dice, type Dice } from '../dice';
import type { InventedHousehold } from '../people';
import { inventVillage, type VillageOptions } from '../village';
import { Cadre } from './cadre';
import { connectTo, type Connect } from './connection';
import { Phone } from './phone';

const STARTS_MS = instantOf('2020-01-28', '09:00');
const VILLAGE = '222401101205';
const OFFICE = '2224';

/** What is on the stage. */
interface Stage {
  dice: Dice;
  clock: HandClock;
  cryptography: Cryptography;
  connect: Connect;
}

async function openPhone(
  stage: Stage,
  place: string,
  scope: 'village' | 'office',
): Promise<{ account: string; phone: Phone }> {
  const account = stage.dice.id('c');
  const connection = await stage.connect({ account, place, scope });
  const phone = await Phone.open(
    { clock: stage.clock, random: stage.dice.fork(account), cryptography: stage.cryptography },
    connection,
  );
  await phone.comesOnline();
  return { account, phone };
}

class Village {
  constructor(
    private readonly stage: Stage,
    readonly place: string,
    readonly households: InventedHousehold[],
    private readonly ledger: () => readonly Stored[],
  ) {}

  /** Somebody of the village with a phone of their own. */
  async cadre(): Promise<Cadre> {
    const { account, phone } = await openPhone(this.stage, this.place, 'village');
    return new Cadre(account, phone);
  }

  /** The ledger as the server holds it. */
  stored(): readonly Stored[] {
    return this.ledger();
  }

  fold(): VillageFold {
    const fold = createFold(this.place);
    fold.add([...this.ledger()]);
    return fold;
  }

  /** The figure of an indicator over everything. */
  counts(indicator: string): number {
    return this.fold()
      .tallies()
      .reduce((sum, row) => sum + (row.indicator === indicator ? row.n : 0), 0);
  }
}

class Office {
  constructor(
    private readonly stage: Stage,
    private readonly phone: Phone,
  ) {}

  /** Opens a round for some places. Returns its id. */
  async opensRound(scope: string[], days = 4): Promise<string> {
    const round = this.stage.dice.id('r');
    const opens = dayOf(this.stage.clock.nowMs());
    const title = { zh: '第一轮', ko: '제1차', en: 'First round' };
    await this.saves('round.opened', round, {
      round,
      title,
      opens,
      closes: addDays(opens, days),
      scope,
    });
    return round;
  }

  closesRound(round: string, scope: string[]): Promise<void> {
    return this.saves('round.closed', round, { round, scope });
  }

  private async saves(kind: string, subject: string, body: Draft['body']): Promise<void> {
    await this.phone.saves([{ kind, subjects: [subject], body }]);
  }
}

class World {
  readonly clock = handClock(STARTS_MS);
  readonly server: MemoryServer;
  private readonly stage: Stage;

  constructor(seed: string, cryptography: Cryptography) {
    const own = dice(seed);
    this.server = new MemoryServer(this.clock, own.fork('server').bytes(32));
    this.stage = {
      dice: own,
      clock: this.clock,
      cryptography,
      connect: connectTo(this.server, this.clock),
    };
  }

  /** A village whose first cadre has taken over the list. */
  async village(options: Partial<VillageOptions> = {}): Promise<Village> {
    const place = options.place ?? VILLAGE;
    const invented = inventVillage(this.stage.dice.fork(place), {
      name: '示例村',
      households: 3,
      groups: 1,
      koreanShare: 0.5,
      ...options,
      place,
    });
    const village = new Village(
      this.stage,
      place,
      invented.households,
      () => this.server.ledger(place).stored,
    );
    await (await village.cadre()).registers(invented.households);
    return village;
  }

  async office(place = OFFICE): Promise<Office> {
    const { phone } = await openPhone(this.stage, place, 'office');
    return new Office(this.stage, phone);
  }
}

/** An empty world; the same seed makes the same one. */
export const createWorld = (
  seed: string,
  cryptography: Cryptography = globalThis.crypto.subtle,
): World => new World(seed, cryptography);
