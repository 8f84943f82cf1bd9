import { describe, expect, it } from 'vitest';
import type { BroadcastBody } from '@doorstep/ledger';
import { broadcastDraft, broadcastForm, isWhole } from './form';

const last: BroadcastBody = {
  channel: 'leaflet',
  language: 'ko',
  audience: ['villagers', 'outsiders'],
  messages: ['basic-knowledge'],
  ownWords: true,
  times: 1,
  copies: 120,
};

describe('the broadcast form', () => {
  it('proposes the four behaviours over the loudspeaker where nothing was publicised yet', () => {
    const form = broadcastForm(undefined);
    expect(isWhole(form)).toBe(true);
    expect(broadcastDraft(form, 'm_message0').body).toEqual({
      channel: 'loudspeaker',
      language: 'both',
      audience: ['villagers'],
      messages: ['no-rumours', 'no-spreading', 'no-visiting', 'no-gathering'],
      times: 1,
    });
  });

  it('proposes what was done last; its own words stay sealed', () => {
    const draft = broadcastDraft(broadcastForm(last, { note: '村口喊话' }), 'm_message0');
    expect(draft).toEqual({
      kind: 'broadcast.made',
      subjects: ['m_message0'],
      body: last,
      identities: { m_message0: { note: '村口喊话' } },
    });
  });

  it('counts a batch of copies once, and copies only where there are any', () => {
    const form = { ...broadcastForm(last), times: 7 };
    expect(broadcastDraft(form, 'm_message0').body).toMatchObject({ times: 1, copies: 120 });
    const heard = broadcastDraft({ ...form, channel: 'vehicle' as const }, 'm_message0').body;
    expect(heard).toMatchObject({ channel: 'vehicle', times: 7 });
    expect(heard).not.toHaveProperty('copies');
  });

  it('is not whole while nobody is addressed, nothing is said or the copies are no number', () => {
    const form = { ...broadcastForm(last, { note: '通知' }) };
    expect(isWhole(form)).toBe(true);
    expect(isWhole({ ...form, audience: [] })).toBe(false);
    expect(isWhole({ ...form, messages: [] })).toBe(true);
    expect(isWhole({ ...form, messages: [], ownWords: undefined })).toBe(false);
    for (const copies of ['0', 'x', '1000001']) expect(isWhole({ ...form, copies })).toBe(false);
  });
});
