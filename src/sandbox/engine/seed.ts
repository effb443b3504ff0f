import type { Manifest } from './manifest.js';
import type { Channel, ChannelKind, State, User } from './state.js';

export const TEAM_ID = 'T0NORTHWIND';
export const BOT_USER_ID = 'U0INTAKE';
export const BOT_ID = 'B0INTAKE';

const AVA = 'U0AVA';
const BEN = 'U0BEN';
const ERIN = 'U0ERIN';
const ADA = 'U0ADA';
const GUS = 'U0GUS';
const everyone = [AVA, BEN, ERIN, ADA];

type Seeded = Partial<User> & Pick<User, 'id' | 'handle' | 'name' | 'color'>;

function user(seeded: Seeded): User {
  return {
    email: `${seeded.handle}@northwind.example`,
    isBot: false,
    isGuest: false,
    isAdmin: false,
    isOwner: false,
    isDeactivated: false,
    ...seeded,
  };
}

function people(manifest: Manifest): User[] {
  return [
    user({ id: AVA, handle: 'agent', name: 'Ava Agent', title: 'Support agent', color: '#2f6f5e' }),
    user({ id: BEN, handle: 'agent2', name: 'Ben Brooks', title: 'Support agent', color: '#5b5fc7' }),
    user({ id: ERIN, handle: 'engineer', name: 'Erin Engineer', title: 'Engineering', color: '#b3541e' }),
    user({
      id: ADA,
      handle: 'admin',
      name: 'Ada Admin',
      title: 'Owner',
      color: '#8a2f5b',
      isAdmin: true,
      isOwner: true,
    }),
    user({
      id: GUS,
      handle: 'guest',
      name: 'Gus Guest',
      title: 'Contractor',
      color: '#7a6a2b',
      isGuest: true,
    }),
    user({ id: 'U0DEE', handle: 'gone', name: 'Dee Parted', color: '#6b7280', isDeactivated: true }),
    user({
      id: 'U0OTHERBOT',
      handle: 'otherbot',
      name: 'Other Bot',
      color: '#40576b',
      isBot: true,
      botId: 'B0OTHERBOT',
      appId: 'A0OTHER',
    }),
    user({
      id: BOT_USER_ID,
      handle: manifest.botName.toLowerCase(),
      name: manifest.botName,
      color: '#1f6feb',
      isBot: true,
      botId: BOT_ID,
      appId: manifest.appId,
    }),
  ];
}

function room(id: string, name: string, memberIds: string[], kind: ChannelKind = 'public'): Channel {
  return {
    id,
    name,
    kind,
    topic: '',
    isArchived: false,
    creatorId: ADA,
    created: 1_767_225_600,
    memberIds: [...memberIds],
  };
}

function rooms(): Channel[] {
  return [
    {
      ...room('C0HELPDESK', 'helpdesk', [...everyone, GUS, BOT_USER_ID]),
      topic: 'Customers call, we answer',
    },
    {
      ...room('C0ENGINEERING', 'engineering', [ERIN, ADA, BEN, BOT_USER_ID]),
      topic: 'Escalations land here',
    },
    room('C0GENERAL', 'general', [...everyone, BOT_USER_ID]),
    room('C0RANDOM', 'random', everyone),
    room('C0VIP', 'vip', [AVA, ADA], 'private'),
    { ...room('C0OLD', 'old', [...everyone, BOT_USER_ID]), isArchived: true },
  ];
}

const byId = <T extends { id: string }>(items: T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** A fresh workspace: the Northwind Help Desk, its people and rooms, the app installed. */
export function seedState(manifest: Manifest): State {
  const channels = rooms();
  return {
    format: 1,
    team: { id: TEAM_ID, name: 'Northwind Help Desk', domain: 'northwind' },
    users: byId(people(manifest)),
    channels: byId(channels),
    messages: Object.fromEntries(channels.map((channel) => [channel.id, []])),
    modals: {},
    homes: {},
    triggers: {},
    responseUrls: {},
    userGroups: {
      S0ENGINEERS: {
        id: 'S0ENGINEERS',
        handle: 'engineers',
        name: 'Engineers',
        description: 'Take escalations',
        userIds: [ERIN],
        isDisabled: false,
      },
    },
    scheduled: [],
    files: {},
    reads: {},
    notices: {},
    oauthCodes: {},
    isAppRevoked: false,
    counter: 0,
    lastTs: 0,
  };
}
