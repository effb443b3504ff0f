import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role, Standing } from '../../src/domain/member.js';
import { type Action, actions, authorize, can, mayGiveRole } from '../../src/domain/policy.js';

const roles: Role[] = ['l1', 'engineer', 'admin', 'owner'];
const standings: Standing[] = ['guest', 'bot', 'deactivated'];

const whoMay = (action: Action, coversL1 = false): Role[] =>
  roles.filter((role) => can({ role, coversL1, standing: 'full' }, action));

describe('who may do what', () => {
  it.each([
    ['intake.submit', ['l1']],
    ['intake.decide', ['l1']],
    ['session.walk', ['l1']],
    ['session.note', roles],
    ['session.escalate', roles],
    ['session.read', roles],
    ['queue.read', roles],
    ['escalation.claim', ['engineer', 'admin', 'owner']],
    ['escalation.read', ['engineer', 'admin', 'owner']],
    ['proposal.read', ['engineer', 'admin', 'owner']],
    ['proposal.review', ['engineer', 'admin', 'owner']],
    ['settings.read', ['admin', 'owner']],
    ['settings.write', ['admin', 'owner']],
    ['member.write', ['admin', 'owner']],
  ] as [Action, Role[]][])('%s: %s', (action, expected) => {
    expect(whoMay(action)).toEqual(expected);
  });

  it('lets everybody who covers L1 walk', () => {
    expect(whoMay('session.walk', true)).toEqual(roles);
    expect(whoMay('intake.submit', true)).toEqual(roles);
  });

  it('lets nobody without full standing or without a role do anything', () => {
    for (const action of actions) {
      for (const standing of standings)
        for (const role of roles) expect(can({ role, coversL1: true, standing }, action)).toBe(false);
      expect(can({ role: null, coversL1: true, standing: 'full' }, action)).toBe(false);
    }
  });

  it('says why not', () => {
    const refused = (member: Parameters<typeof authorize>[0]) => () => authorize(member, 'settings.write');
    expect(refused({ role: 'owner', coversL1: false, standing: 'guest' })).toThrow('standing');
    expect(refused({ role: null, coversL1: false, standing: 'full' })).toThrow('no_role');
    expect(refused({ role: 'l1', coversL1: false, standing: 'full' })).toThrow('(role)');
    expect(refused({ role: 'admin', coversL1: false, standing: 'full' })).not.toThrow();
  });
});

describe('giving roles', () => {
  const role = fc.constantFrom<Role | null>(null, ...roles);

  it('makes and unmakes owners by owners only, where there are any', () => {
    fc.assert(
      fc.property(role, role, role, fc.boolean(), (giver, from, to, hasOwner) => {
        const touchesOwner = from === 'owner' || to === 'owner';
        const expected = giver === 'owner' || (giver === 'admin' && !(touchesOwner && hasOwner));
        expect(mayGiveRole({ role: giver }, { from, to, hasOwner })).toBe(expected);
      }),
    );
  });
});
