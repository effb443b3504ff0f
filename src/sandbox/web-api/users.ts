import { fireEvent } from '../delivery/events.js';
import type { Engine } from '../engine/engine.js';
import { TEAM_ID } from '../engine/seed.js';
import type { User, UserGroup } from '../engine/state.js';
import { requireUser } from '../engine/users.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../refusal.js';
import { paged } from './args.js';
import type { Call, Methods } from './method.js';

/** A person as Slack shows them; the address only to apps that may read it. */
export function userObject(engine: Engine, user: User): JsonObject {
  const seesEmail = engine.manifest.scopes.includes('users:read.email');
  return {
    id: user.id,
    team_id: TEAM_ID,
    name: user.handle,
    real_name: user.name,
    deleted: user.isDeactivated,
    color: user.color.slice(1),
    is_bot: user.isBot,
    is_app_user: false,
    is_admin: user.isAdmin,
    is_owner: user.isOwner,
    is_primary_owner: user.isOwner,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    updated: 1_767_225_600,
    profile: {
      real_name: user.name,
      real_name_normalized: user.name,
      display_name: user.handle,
      display_name_normalized: user.handle,
      title: user.title ?? '',
      team: TEAM_ID,
      ...(user.botId ? { bot_id: user.botId, api_app_id: user.appId } : {}),
      ...(seesEmail && !user.isBot ? { email: user.email } : {}),
    },
  };
}

function list({ engine, args }: Call): JsonObject {
  const page = paged(args, Object.values(engine.state.users), 200);
  return {
    members: page.items.map((it) => userObject(engine, it)),
    cache_ts: Math.floor(engine.now() / 1000),
    response_metadata: { next_cursor: page.next },
  };
}

function info({ engine, args }: Call): JsonObject {
  const user = engine.state.users[args.need('user')];
  if (!user) throw new Refusal('user_not_found');
  return { user: userObject(engine, user) };
}

function lookupByEmail({ engine, args }: Call): JsonObject {
  const email = args.need('email').toLowerCase();
  const user = Object.values(engine.state.users).find(
    (it) => it.email === email && !it.isBot && !it.isDeactivated,
  );
  if (!user) throw new Refusal('users_not_found');
  return { user: userObject(engine, user) };
}

function groupObject(group: UserGroup, withUsers: boolean): JsonObject {
  return {
    id: group.id,
    team_id: TEAM_ID,
    is_usergroup: true,
    handle: group.handle,
    name: group.name,
    description: group.description,
    date_delete: group.isDisabled ? 1 : 0,
    user_count: group.userIds.length,
    ...(withUsers ? { users: group.userIds } : {}),
  };
}

/** What the app hears of a user group that has changed: the whole of it, and who came and went. */
export function fireGroupEvents(engine: Engine, group: UserGroup, before: readonly string[]): void {
  fireEvent(engine, { type: 'subteam_updated', subteam: groupObject(group, true) });
  const added = group.userIds.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !group.userIds.includes(id));
  if (added.length + removed.length === 0) return;
  fireEvent(engine, {
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: TEAM_ID,
    date_previous_update: 0,
    date_update: Math.floor(engine.now()),
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  });
}

function groups({ engine, args }: Call): JsonObject {
  const all = Object.values(engine.state.userGroups).filter(
    (it) => args.flag('include_disabled') || !it.isDisabled,
  );
  return { usergroups: all.map((it) => groupObject(it, args.flag('include_users'))) };
}

function requireGroup(engine: Engine, id: string): UserGroup {
  const group = engine.state.userGroups[id];
  if (!group) throw new Refusal('no_such_subteam');
  return group;
}

/** Without `include_disabled` a group that is switched off is none; who has left is not listed. */
function groupUsers({ engine, args }: Call): JsonObject {
  const group = requireGroup(engine, args.need('usergroup'));
  if (group.isDisabled && !args.flag('include_disabled')) throw new Refusal('no_such_subteam');
  const isHere = (id: string) => engine.state.users[id]?.isDeactivated === false;
  return { users: group.userIds.filter(isHere) };
}

function setGroupUsers({ engine, args }: Call): JsonObject {
  const group = requireGroup(engine, args.need('usergroup'));
  const ids = args.list('users');
  if (ids.length === 0) throw new Refusal('no_users_provided');
  const before = group.userIds;
  group.userIds = ids.map((id) => requireUser(engine.state, id).id);
  fireGroupEvents(engine, group, before);
  return { usergroup: groupObject(group, true) };
}

export const users: Methods = {
  'users.info': { scope: 'users:read', run: info },
  'users.list': { scope: 'users:read', run: list },
  'users.lookupByEmail': { scope: 'users:read.email', run: lookupByEmail },
  'usergroups.list': { scope: 'usergroups:read', run: groups },
  'usergroups.users.list': { scope: 'usergroups:read', run: groupUsers },
  'usergroups.users.update': { scope: 'usergroups:write', run: setGroupUsers },
};
