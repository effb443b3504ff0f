import { describe, expect, it } from 'vitest';
import { claimEscalation, destinationOf, type Escalation } from '../../src/domain/escalation.js';

const open: Escalation = {
  accountId: 'account',
  id: 'escalation',
  sessionId: 'session',
  reason: 'because',
  category: 'other',
  status: 'open',
  escalatedById: 'ava',
  claimedById: null,
  instruction: null,
  firstActionAt: null,
  clockAt: new Date(0),
  clockStage: 0,
  createdAt: new Date(0),
  endedAt: null,
};
const person = (name: string) => ({ memberId: name, slackUserId: `U${name}`, displayName: name });

describe('a claim', () => {
  const claim = (escalation: Escalation, memberId: string, othersCanClaim = true) =>
    claimEscalation(escalation, { memberId, othersCanClaim, holder: person('erin'), at: new Date(0) });

  it('goes to who asked first', () => {
    const held = claim(open, 'erin');
    expect(held).toMatchObject({ status: 'claimed', claimedById: 'erin' });
    expect(() => claim(held, 'ada')).toThrow('claimed');
    expect(() => claim(held, 'erin')).toThrow('claimed');
  });

  it('is not one’s own, unless nobody else could', () => {
    expect(() => claim(open, 'ava')).toThrow('own_escalation');
    expect(claim(open, 'ava', false).claimedById).toBe('ava');
  });

  it('comes too late when it is resolved', () => {
    expect(() => claim({ ...open, status: 'resolved' }, 'erin')).toThrow('ended');
  });
});

describe('where an escalation is told', () => {
  const nowhere = { categoryChannelId: null, defaultChannelId: null, recipients: [], admins: [] };

  it('is the category’s channel, else the account’s, else the recipients, else the admins, else nowhere', () => {
    const admins = [person('ada')];
    const recipients = [person('erin')];
    const all = { categoryChannelId: 'C1', defaultChannelId: 'C2', recipients, admins };
    expect(destinationOf(all)).toEqual({ kind: 'channel', channelId: 'C1' });
    expect(destinationOf({ ...all, categoryChannelId: null })).toEqual({ kind: 'channel', channelId: 'C2' });
    expect(destinationOf({ ...nowhere, recipients, admins })).toEqual({ kind: 'direct', people: recipients });
    expect(destinationOf({ ...nowhere, admins })).toEqual({ kind: 'direct', people: admins });
    expect(destinationOf(nowhere)).toBeNull();
  });
});
