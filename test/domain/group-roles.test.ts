import { describe, expect, it } from 'vitest';
import { type ReadGroup, type RoleHeld, roleByGroups } from '../../src/domain/group-roles.js';

const held = (change: Partial<RoleHeld> = {}): RoleHeld => ({
  memberId: 'm',
  slackUserId: 'U1',
  role: null,
  coversL1: false,
  standing: 'full',
  from: null,
  ...change,
});
const group = (
  groupId: string,
  role: ReadGroup['role'],
  ids: string[] | null,
  coversL1 = false,
): ReadGroup => ({
  groupId,
  role,
  coversL1,
  slackUserIds: ids && new Set(ids),
});
const from = (groupId: string) => ({ source: 'group', groupId }) as const;
const desk = group('DESK', 'l1', ['U1']);
const engineers = group('ENG', 'engineer', ['U1']);
const covering = group('COVER', 'engineer', ['U1'], true);
const admins = group('ADM', 'admin', ['U1']);
const others = group('ENG', 'engineer', ['U2']);
const unread = group('ENG', 'engineer', null);
const engineer = held({ role: 'engineer', from: from('ENG') });
const taken = { role: null, coversL1: false, groupId: 'ENG' };
const gives = (groupId: string, role: string, coversL1 = false) => ({ role, coversL1, groupId });

describe('the role that user groups give', () => {
  it.each<[string, RoleHeld, ReadGroup[], object | null]>([
    ['nothing to who is in none', held(), [others], null],
    ['a role to who is in one', held(), [engineers], gives('ENG', 'engineer')],
    ['the highest of several', held(), [desk, admins, engineers], gives('ADM', 'admin')],
    ['cover with the role', held(), [covering], gives('COVER', 'engineer', true)],
    ['of equal roles the one that covers', held(), [engineers, covering], gives('COVER', 'engineer', true)],
    ['no cover to L1, who walks anyway', held(), [group('DESK', 'l1', ['U1'], true)], gives('DESK', 'l1')],
    [
      'more than joining gave',
      held({ role: 'l1', from: { source: 'joined' } }),
      [engineers],
      gives('ENG', 'engineer'),
    ],
    ['nothing against a role by hand', held({ role: 'l1', from: { source: 'hand' } }), [admins], null],
    ['nothing against “no role” by hand', held({ from: { source: 'hand' } }), [admins], null],
    ['nothing to an owner', held({ role: 'owner', from: from('ENG') }), [others], null],
    ['the same once only', engineer, [engineers], null],
    ['the same from the group that gave it', engineer, [group('A', 'engineer', ['U1']), engineers], null],
    [
      'less after the higher group is left',
      held({ role: 'admin', from: from('ADM') }),
      [desk],
      gives('DESK', 'l1'),
    ],
    ['nothing after the group is left', engineer, [others], taken],
    ['nothing after the group gives none', engineer, [], taken],
    ['what it gives now', engineer, [group('ENG', 'l1', ['U1'])], gives('ENG', 'l1')],
    ['what was given while the group cannot be read', engineer, [unread], null],
    ['nothing new while the group cannot be read', held(), [unread], null],
    ['nothing less beside a group that cannot be read', engineer, [unread, desk], null],
    ['more beside a group that cannot be read', engineer, [unread, admins], gives('ADM', 'admin')],
    ['nothing to guests', held({ standing: 'guest' }), [engineers], null],
    ['nothing to bots', held({ standing: 'bot' }), [engineers], null],
    ['nothing to who has left', { ...engineer, standing: 'deactivated' }, [engineers], taken],
    ['nothing where joining stays', held({ role: 'l1', from: { source: 'joined' } }), [others], null],
  ])('is %s', (_what, who, groups, change) => {
    expect(roleByGroups(who, groups)).toEqual(change);
  });
});
