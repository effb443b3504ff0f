import { describe, expect, it } from 'vitest';
import { profileOf } from '../../../src/slack/middleware/identify.js';

const standing = (user: Parameters<typeof profileOf>[0]) => profileOf(user, 'T1').standing;

describe('what Slack says a person is', () => {
  it.each([
    ['a member', { name: 'ava', team_id: 'T1' }, 'full'],
    ['a member of an Enterprise Grid', { name: 'ava', team_id: 'T9', enterprise_user: {} }, 'full'],
    ['somebody who has left', { deleted: true }, 'deactivated'],
    ['a bot that was deleted', { deleted: true, is_bot: true }, 'deactivated'],
    ['a bot', { is_bot: true }, 'bot'],
    ['an app’s user', { is_app_user: true }, 'bot'],
    ['a guest of several channels', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_ultra_restricted: true }, 'guest'],
    ['a stranger from a shared channel', { is_stranger: true }, 'guest'],
    ['a person of another workspace', { team_id: 'T2' }, 'guest'],
    ['nobody that Slack knows', undefined, 'deactivated'],
  ])('%s', (_who, user, expected) => {
    expect(standing(user)).toBe(expected);
  });

  it('is named by the display name, else the real name, else the handle', () => {
    const name = (user: Parameters<typeof profileOf>[0]) => profileOf(user, 'T1').displayName;
    expect(name({ name: 'ava', real_name: 'Ava Agent', profile: { display_name: 'Avi' } })).toBe('Avi');
    expect(name({ name: 'ava', real_name: 'Ava Agent', profile: { display_name: '' } })).toBe('Ava Agent');
    expect(name({ name: 'ava', profile: { real_name: 'Ava' } })).toBe('Ava');
    expect(name({ name: 'ava' })).toBe('ava');
    expect(name(undefined)).toBe('Somebody');
    expect(name({ name: 'x'.repeat(200) })).toHaveLength(80);
    expect(name({ name: `${'x'.repeat(79)}🖨️` }).isWellFormed()).toBe(true);
  });
});
