import { describe, expect, it } from 'vitest';
import type { Entry } from '@doorstep/ledger';
import type { HouseholdForm, PersonForm } from './forms';
import { mendHousehold, mendPerson, withSaid } from './said';

const entry = (changes: Partial<Entry>): Entry => ({
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'household.amended',
  v: 1,
  place: '222401101205',
  at: '2020-01-28T09:00:00+08:00',
  by: 'c_invented1',
  device: 'd_invented1/1',
  n: 1,
  subjects: ['h_invented1'],
  body: {},
  ...changes,
});
const known: HouseholdForm = { group: '3', door: '12', labels: ['poor'], phone: '13900000000' };

describe('a household sent back', () => {
  const said = {
    body: { door: '14', statedPeople: 4, labels: ['tenant'] },
    identity: { address: '虚构路1号' },
  };

  it('opens with its own words over what is known', () => {
    expect(withSaid(known, said)).toEqual({
      group: '3',
      door: '14',
      statedPeople: '4',
      labels: ['tenant'],
      address: '虚构路1号',
      phone: '13900000000',
    });
  });
  it('says all of it again as it is, and nothing it did not say', () => {
    const draft = mendHousehold(entry({ body: said.body }), withSaid(known, said), known, said);
    expect(draft).toEqual({
      kind: 'household.amended',
      subjects: ['h_invented1'],
      body: said.body,
      identities: { h_invented1: said.identity },
    });
  });
  it('says it again even where the same is known by now', () => {
    const meanwhile = withSaid(known, said);
    const draft = mendHousehold(entry({ body: said.body }), meanwhile, meanwhile, said);
    expect(draft).toMatchObject({ body: said.body, identities: { h_invented1: said.identity } });
  });
  it('says what was changed in the form, also about what it had left alone', () => {
    const form = { ...withSaid(known, said), door: '15', phone: undefined };
    expect(mendHousehold(entry({ body: said.body }), form, known, said)).toMatchObject({
      body: { ...said.body, door: '15' },
      identities: { h_invented1: { ...said.identity, phone: '' } },
    });
  });
  it('says again that something is no longer so', () => {
    const emptied = { body: { labels: [] }, identity: { phone: '' } };
    const form = withSaid(known, emptied);
    expect(mendHousehold(entry({ body: emptied.body }), form, known, emptied)).toMatchObject({
      body: { labels: [] },
      identities: { h_invented1: { phone: '' } },
    });
  });
  it('keeps where a registration came from, and its subject', () => {
    const registered = entry({ kind: 'household.registered', body: { door: '9', source: 'list' } });
    const its = { body: registered.body, identity: {} };
    const form = withSaid<HouseholdForm>({ labels: [] }, its);
    expect(mendHousehold(registered, form, { labels: [] }, its)).toMatchObject({
      kind: 'household.registered',
      subjects: ['h_invented1'],
      body: { door: '9', source: 'list' },
    });
  });
  it('shows what it can of a body that makes no sense', () => {
    const odd = { body: { door: { a: 1 }, labels: [1], group: '2' } as never, identity: {} };
    expect(withSaid(known, odd)).toEqual({ ...known, group: '2' });
  });
});

describe('a person sent back', () => {
  const empty: PersonForm = { labels: [] };

  it('is registered in the same household under the same id', () => {
    const registered = entry({
      kind: 'person.registered',
      subjects: ['p_invented1', 'h_invented1'],
      body: { household: 'h_invented1', birthYear: 1950, sex: 'unknown' },
    });
    const said = { body: registered.body, identity: { name: '虚构之人' } };
    const form = withSaid(empty, said);
    expect(form).toEqual({ labels: [], birthYear: '1950', name: '虚构之人' });
    expect(mendPerson(registered, { ...form, birthYear: '1951' }, empty, said)).toEqual({
      kind: 'person.registered',
      subjects: ['p_invented1', 'h_invented1'],
      body: { household: 'h_invented1', birthYear: 1951 },
      identities: { p_invented1: { name: '虚构之人' } },
    });
  });
  it('is amended with what was said of them', () => {
    const amended = entry({
      kind: 'person.amended',
      subjects: ['p_invented1'],
      body: { person: 'p_invented1', birthYear: 1950 },
    });
    const said = { body: amended.body, identity: {} };
    const known: PersonForm = { labels: ['chronic'], birthYear: '1940', name: '虚构之人' };
    expect(mendPerson(amended, withSaid(known, said), known, said)).toEqual({
      kind: 'person.amended',
      subjects: ['p_invented1'],
      body: { person: 'p_invented1', birthYear: 1950 },
    });
  });
});
