import { Refusal } from '../refusal.js';
import type { Engine } from './engine.js';
import { newId } from './ids.js';
import type { State, User } from './state.js';

const COLORS = ['#2f6f5e', '#5b5fc7', '#b3541e', '#8a2f5b', '#7a6a2b', '#40576b', '#96322f', '#2d6da3'];

/** By id, handle or "@handle". @throws Refusal user_not_found */
export function requireUser(state: State, idOrHandle: string): User {
  const wanted = idOrHandle.replace(/^@/, '');
  const user = state.users[wanted] ?? Object.values(state.users).find((it) => it.handle === wanted);
  if (!user) throw new Refusal('user_not_found');
  return user;
}

export type NewPerson = { handle: string; name?: string } & Partial<Omit<User, 'handle' | 'name'>>;

/** Adds a person to the workspace. */
export function addUser(engine: Engine, person: NewPerson): User {
  const { state } = engine;
  const user: User = {
    id: person.id ?? newId(state, 'U'),
    name: person.handle,
    email: `${person.handle}@northwind.example`,
    color: COLORS[Object.keys(state.users).length % COLORS.length] ?? '#40576b',
    isBot: false,
    isGuest: false,
    isAdmin: false,
    isOwner: false,
    isDeactivated: false,
    ...person,
  };
  state.users[user.id] = user;
  engine.changed({ type: 'person', personId: user.id });
  return user;
}

/** Changes a person's profile or standing. */
export function changeUser(engine: Engine, id: string, change: Partial<User>): User {
  const user = requireUser(engine.state, id);
  Object.assign(user, change);
  engine.changed({ type: 'person', personId: user.id });
  return user;
}
