/**
 * A county in small: villages with phones, offices with a desk, servers over one database, the
 * network between them, and a checker that watches every boundary. Nothing in it is left to chance
 * but what the seed's dice say.
 */
import { dice, type Dice } from '@doorstep/scenario';
import { ancestorsOf, FOLD_VERSION } from '@doorstep/ledger';
import type { Session } from '../../../apps/server/src/api/endpoint';
import { keysFrom } from '../../../apps/server/src/keys/keys';
import { Checker } from '../checker/checker';
import { Phone } from '../phone/phone';
import type { Plan } from '../plan/plan';
import type { DatabaseWeather } from '../server/gate';
import { Machine } from '../server/machine';
import { MemoryDatabase } from '../server/memory-database';
import type { Snapshot } from '../server/rows';
import type { Doubles } from './doubles';
import { History } from './history';
import { CALM, Network, type Caller } from './network';
import { oldApp } from './old-app';
import { Schedule } from './schedule';

export const START_MS = Date.UTC(2020, 0, 26, 0, 30);
const KEY_BYTES = 32;

const isOffice = (place: string): boolean => place.length < 12;

/** A machine's version grows with every deployment to it. */
function newestFoldOf({ steps, servers }: Plan): number {
  const deployed = Array.from(
    { length: servers },
    (_, i) => steps.filter(({ deed }) => deed.do === 'deploy' && deed.server === i).length,
  );
  return Number(FOLD_VERSION) + Math.max(...deployed);
}

export class World {
  readonly schedule = new Schedule(START_MS);
  readonly history = new History(() => this.schedule.nowMs);
  readonly dice: Dice;
  readonly database: MemoryDatabase;
  readonly databaseWeather: DatabaseWeather = { isAway: false, isFull: false, answersLost: 0 };
  readonly machines: Machine[];
  readonly network: Network;
  readonly phones: Phone[] = [];
  readonly checker: Checker;
  /** What the last backup holds. */
  backup: Snapshot | undefined;
  epochs = 1;
  /** `cloned` and `clock-off` by device: who may be flagged. */
  readonly suspects = new Set<string>();
  /** The fold version every server has in the end. */
  readonly newestFold: number;
  private readonly serverKey: string;
  private readonly oldApps = new Set<Phone>();

  constructor(
    readonly plan: Plan,
    private readonly doubles: Doubles = {},
  ) {
    this.dice = dice(`simulate/${plan.seed}/world`);
    const secret = (): Buffer => Buffer.from(this.dice.bytes(KEY_BYTES));
    const secrets = { master: secret(), signing: secret() };
    this.serverKey = keysFrom(secrets.master, secrets.signing, secret).publicKey;
    const { villages } = plan;
    const places = [...new Set(villages.flatMap((code) => [code, ...ancestorsOf(code)]))];
    this.database = new MemoryDatabase({ epoch: 'epoch-1', villages, places });
    this.checker = new Checker(this.database, this.history, this.suspects, villages);
    this.network = this.newNetwork();
    this.newestFold = newestFoldOf(plan);
    this.machines = Array.from(
      { length: plan.servers },
      (_, i) =>
        new Machine(`server ${i}`, {
          seed: plan.seed,
          schedule: this.schedule,
          history: this.history,
          database: this.database,
          weather: this.databaseWeather,
          secrets,
          pageEntries: plan.pageEntries,
          newestFold: this.newestFold,
          doubles,
          onTrouble: (work, place, error) => this.checker.trouble(work, place, error),
        }),
    );
    for (const machine of this.machines) machine.start();
    plan.phones.forEach((place, i) => this.addPhone(place, `${i}`));
  }

  /** A phone of its own device, or of the device of another (a clone). */
  addPhone(place: string, name: string, as?: Session): Phone {
    const account = `c_account${name}`;
    const session: Session = as ?? {
      account,
      place,
      scope: isOffice(place) ? 'office' : 'village',
      device: `d_phone0${name}`,
      tokenHash: Buffer.from(name),
    };
    this.database.change((tables) =>
      tables.device.put(`${session.account} ${session.device}`, true),
    );
    const caller: Caller = {
      name: `phone ${name}`,
      session,
      dice: this.dice.fork(`phone/${name}`),
      weather: { ...CALM },
      cutOffUntilMs: 0,
    };
    const phone = new Phone(
      {
        schedule: this.schedule,
        network: this.network,
        serverKey: this.serverKey,
        onWritten: (who, written) => this.checker.written(who, written),
        onRefused: (who) => this.history.fault('quota-exceeded', who.name),
        wrapStore: this.doubles.disk,
        wrapTransport: (transport, who) => {
          const own = this.doubles.transport?.(transport, who) ?? transport;
          return this.oldApps.has(who) ? oldApp(own) : own;
        },
      },
      caller,
    );
    this.phones.push(phone);
    return phone;
  }

  /** From now on this phone runs a program that knows neither signed ends nor giving back. */
  setOldApp(phone: Phone, isOld: boolean): void {
    if (isOld) this.oldApps.add(phone);
    else this.oldApps.delete(phone);
    phone.kill();
  }

  get restored(): Doubles['restored'] {
    return this.doubles.restored;
  }

  private newNetwork(): Network {
    return new Network({
      schedule: this.schedule,
      history: this.history,
      server: () => {
        const running = this.machines.flatMap(({ process }) => (process ? [process] : []));
        return running.length > 0 ? this.dice.pick(running) : undefined;
      },
      onRequest: (request) => this.checker.arrived(request),
      onAnswer: (request, answer) => this.checker.answered(request, answer),
    });
  }
}
