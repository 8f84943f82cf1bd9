/**
 * The fields a list can tell of a household or a person, each as a text: where it is kept in the
 * register and which columns it comes from. A field the list says nothing about is not there; an
 * empty text states that there is nothing.
 */
import type {
  Household as ListedHousehold,
  Label,
  Labels,
  Meaning,
  Person as ListedPerson,
} from '@doorstep/sheets';
import { HOUSEHOLD_LABELS, PERSON_LABELS } from '@doorstep/ledger';
import { groupName } from './group';

export type Values = Readonly<Record<string, string>>;

/**
 * `fact`: in the body; `label`: one of its labels, `yes` or `no`; `where`: whereabouts;
 * `sealed`: read only with the subject's key.
 */
export type Kept = 'fact' | 'label' | 'where' | 'sealed';

export interface Field {
  kept: Kept;
  /** The first of these that the sheet has is where the value stands. */
  meanings: readonly Meaning[];
}

type Fields = Readonly<Record<string, Field>>;

const fact = (...meanings: Meaning[]): Field => ({ kept: 'fact', meanings });
const sealed = (...meanings: Meaning[]): Field => ({ kept: 'sealed', meanings });
const where = (...meanings: Meaning[]): Field => ({ kept: 'where', meanings });

const LABEL_MEANINGS: Partial<Record<Label, Meaning>> = {
  poor: 'poor',
  'low-income': 'lowIncome',
  'five-guarantees': 'fiveGuarantees',
  tenant: 'tenant',
  'elderly-alone': 'elderlyAlone',
  chronic: 'chronic',
  pregnant: 'pregnant',
  disabled: 'disabled',
  'child-left-behind': 'leftBehind',
};

const LABEL = 'label.';
const labelFields = (labels: readonly Label[]): Fields =>
  Object.fromEntries(
    labels.map((label): [string, Field] => {
      const own = LABEL_MEANINGS[label];
      return [LABEL + label, { kept: 'label', meanings: own ? [own, 'labels'] : ['labels'] }];
    }),
  );

export const HOUSEHOLD_FIELDS: Fields = {
  householdNumber: sealed('householdNumber'),
  householder: sealed('householder'),
  group: fact('group'),
  door: fact('door'),
  address: sealed('address'),
  statedPeople: fact('declaredCount'),
  ...labelFields(HOUSEHOLD_LABELS),
};

export const PERSON_FIELDS: Fields = {
  name: sealed('name', 'member', 'householder'),
  nameKo: sealed('nameKorean'),
  relation: fact('relation'),
  relationText: sealed('relation'),
  sex: fact('sex', 'idNumber'),
  birthYear: fact('birthDate', 'idNumber'),
  birthDate: sealed('birthDate', 'idNumber'),
  age: sealed('age'),
  idNumber: sealed('idNumber'),
  idUnsound: sealed('idNumber'),
  nation: sealed('nation'),
  phone: sealed('phone'),
  phoneOther: sealed('phone'),
  residence: fact('residence'),
  ...labelFields(PERSON_LABELS),
  partyMember: sealed('partyMember', 'labels'),
  presence: where('away', 'atHome', 'returned', 'returnedDay'),
  since: where('returnedDay'),
  awayPlace: sealed('awayPlace'),
  returnedFrom: sealed('returnedFrom'),
  transport: sealed('transport'),
  transportNumber: sealed('transportNumber'),
  temperature: sealed('temperature'),
  symptoms: sealed('symptoms'),
  address: sealed('address'),
  registeredAddress: sealed('registeredAddress'),
  note: sealed('remarks'),
};

/** As a fact of the ledger may be; longer texts are not what the column is for. */
const FACT_CHARS_MAX = 40;
const TEXT_CHARS_MAX = 2_000;
const BIRTH_YEAR_MIN = 1880;

const yesOrNo = (answer: boolean | undefined): string | undefined =>
  answer === undefined ? undefined : answer ? 'yes' : 'no';

function labelValues(labels: Labels, kept: readonly Label[]): Record<string, string | undefined> {
  return Object.fromEntries(kept.map((label) => [LABEL + label, yesOrNo(labels[label])]));
}

/** Leaves out what is not stated, and what no ledger can hold. */
function stated(values: Record<string, string | undefined>, fields: Fields): Values {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const most = fields[name]?.kept === 'sealed' ? TEXT_CHARS_MAX : FACT_CHARS_MAX;
    kept[name] = value.replaceAll(/[\0\ud800-\udfff]/gu, '').slice(0, most);
  }
  return kept;
}

/** What the list says of a household. */
export function valuesOfHousehold(listed: ListedHousehold): Values {
  const { number, group, door, address, declaredCount, labels } = listed;
  const isListed = listed.householder !== undefined;
  return stated(
    {
      householdNumber: number,
      householder: isListed ? undefined : listed.householderName,
      group: group && groupName(group),
      door: door || undefined,
      address,
      statedPeople: declaredCount?.toString(),
      ...labelValues(labels, HOUSEHOLD_LABELS),
    },
    HOUSEHOLD_FIELDS,
  );
}

/** The number by which a listed person can be known again. */
export const trustedId = (listed: ListedPerson): string | undefined =>
  listed.idTrusted && listed.duplicateOf === undefined ? listed.idNumber : undefined;

const birthYearOf = (birthDate: string | undefined): string | undefined => {
  const year = Number(birthDate?.slice(0, 4));
  return year >= BIRTH_YEAR_MIN ? String(year) : undefined;
};

function whereValues({ away, returned }: ListedPerson): Record<string, string | undefined> {
  const isBack = returned !== undefined && away !== true;
  return {
    presence: away === undefined ? (isBack ? 'home' : undefined) : away ? 'away' : 'home',
    since: isBack ? returned.day : undefined,
    returnedFrom: returned?.from,
    transport: returned?.transport,
    transportNumber: returned?.number,
  };
}

/** What the list says of a person. */
export function valuesOfPerson(listed: ListedPerson): Values {
  const { relation, relationText, birthDate, age, phones, temperatureTenths, labels } = listed;
  const idNumber = trustedId(listed);
  const isPlain = relation !== undefined && relation !== 'other';
  return stated(
    {
      name: listed.name,
      nameKo: listed.nameKorean,
      relation,
      relationText: isPlain ? undefined : relationText,
      sex: listed.sex,
      birthYear: birthYearOf(birthDate),
      birthDate,
      age: birthDate === undefined ? age?.toString() : undefined,
      idNumber,
      idUnsound: idNumber === undefined ? listed.idNumber : '',
      nation: listed.nation,
      phone: phones[0],
      phoneOther: phones.length > 1 ? phones.slice(1).join(' ') : undefined,
      residence: listed.residence,
      ...labelValues(labels, PERSON_LABELS),
      partyMember: yesOrNo(labels['party-member']),
      ...whereValues(listed),
      awayPlace: listed.awayPlace,
      temperature:
        temperatureTenths === undefined ? undefined : (temperatureTenths / 10).toFixed(1),
      symptoms: listed.symptoms,
      address: listed.address,
      registeredAddress: listed.registeredAddress,
      note: listed.remarks,
    },
    PERSON_FIELDS,
  );
}

/** The label a field stands for. */
export const labelOf = (field: string): string | undefined =>
  field.startsWith(LABEL) ? field.slice(LABEL.length) : undefined;

/** Labels of the register as fields: what is not said holds not. */
export const valuesOfLabels = (labels: readonly string[], all: readonly string[]): Values =>
  Object.fromEntries(all.map((label) => [LABEL + label, labels.includes(label) ? 'yes' : 'no']));
