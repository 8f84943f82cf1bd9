/** What a cadre does, in the words of the work. */
import {
  flagsRaised,
  TEN_CLEAR,
  type BroadcastBody,
  type PersonVisited,
  type Stored,
  type VisitBody,
} from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import { registrationDrafts } from '../drafts';
import type { InventedHousehold, InventedPerson } from '../people';
import type { Phone } from './phone';

/** A visit as it was saved. */
export type SavedVisit = Stored;

const isWell = ({ id }: InventedPerson): PersonVisited => ({
  person: id,
  asked: true,
  presence: 'home',
  symptoms: [],
});

/** Somebody's temperature, in tenths of a degree, with the flags it raises. */
function measured(person: InventedPerson, temperature: number): PersonVisited {
  const flags = flagsRaised(TEN_CLEAR.flags, 'person', { temperature: { value: temperature } });
  return { ...isWell(person), temperature, flags };
}

class AtTheDoor {
  constructor(
    private readonly phone: Phone,
    private readonly household: InventedHousehold,
    private readonly round: string | undefined,
  ) {}

  /** Asked; all who are at home are well; nobody's temperature was taken. */
  allWell(): Promise<SavedVisit> {
    return this.found(this.atHome().map(isWell));
  }

  /** As `allWell`, but one person has this temperature, in tenths of a degree. */
  fever(person: InventedPerson, temperature: number): Promise<SavedVisit> {
    return this.found(
      this.atHome().map((one) => (one.id === person.id ? measured(one, temperature) : isWell(one))),
    );
  }

  nobodyHome(): Promise<SavedVisit> {
    return this.save({ outcome: 'nobody' });
  }

  refused(): Promise<SavedVisit> {
    return this.save({ outcome: 'refused' });
  }

  /** Met, with exactly these findings. */
  found(people: PersonVisited[], more: Partial<VisitBody> = {}): Promise<SavedVisit> {
    return this.save({ ...more, outcome: 'met', people });
  }

  private atHome(): InventedPerson[] {
    return this.household.people.filter((one) => !one.away);
  }

  private async save(said: Partial<VisitBody>): Promise<SavedVisit> {
    const { id } = this.household;
    const body = { household: id, ...(this.round && { round: this.round }), ...said };
    const subjects = [id, ...(said.people ?? []).map((one) => one.person)];
    const [saved] = await this.phone.saves([
      { kind: 'visit.recorded', subjects, body: body as Draft['body'] },
    ]);
    return saved!;
  }
}

export class Cadre {
  /** The round visits belong to from now on. */
  round: string | undefined;

  constructor(
    readonly account: string,
    readonly phone: Phone,
  ) {}

  /** Takes over the committee's list. */
  registers(
    households: readonly InventedHousehold[],
    source: 'list' | 'door' = 'list',
  ): Promise<Stored[]> {
    return this.phone.saves(
      households.flatMap((household) => registrationDrafts(household, source)),
    );
  }

  visits(household: InventedHousehold): AtTheDoor {
    return new AtTheDoor(this.phone, household, this.round);
  }

  /** Says what is asked of everyone over the village loudspeaker. */
  async broadcasts(language: BroadcastBody['language'], times = 1): Promise<Stored> {
    const body: BroadcastBody = {
      channel: 'loudspeaker',
      language,
      audience: ['villagers'],
      messages: ['no-rumours', 'no-visiting'],
      times,
    };
    const subjects = [this.phone.replica.newSubject('m')];
    const [saved] = await this.phone.saves([
      { kind: 'broadcast.made', subjects, body: body as never },
    ]);
    return saved!;
  }

  /** Says that a visit was not so, but so. */
  async corrects(visit: SavedVisit, body: Partial<VisitBody>): Promise<SavedVisit> {
    const { id, kind, subjects, body: before } = visit.entry;
    const [saved] = await this.phone.saves([
      { kind, subjects, replaces: id, body: { ...before, ...body } as Draft['body'] },
    ]);
    return saved!;
  }

  async voids(visit: SavedVisit): Promise<Stored> {
    const { id, subjects } = visit.entry;
    const [saved] = await this.phone.saves([
      { kind: 'entry.voided', subjects, replaces: id, body: { reason: 'mistake' } },
    ]);
    return saved!;
  }
}
