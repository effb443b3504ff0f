import { fireEvent } from './delivery/events.js';
import { addChannel, addMember, findChannel, type NewChannel, removeMember } from './engine/channels.js';
import type { Engine } from './engine/engine.js';
import type { Fault } from './engine/faults.js';
import { newId } from './engine/ids.js';
import type { Channel, User, UserGroup } from './engine/state.js';
import { addUser, changeUser, type NewPerson, requireUser } from './engine/users.js';
import type { JsonObject } from './json.js';
import { type Operated, operate } from './people/operate.js';
import { patchesFor } from './people/patches.js';
import { person, personView } from './people/person-view.js';
import type { Operation, Patch, Person, PersonView, TrafficEntry } from './protocol.js';
import { newOauthCode, uninstall } from './web-api/auth.js';
import { postDue } from './web-api/scheduled.js';
import { fireGroupEvents, userObject } from './web-api/users.js';

/** The workspace as the people in it, and those who arrange it, use it. People are named by id or handle. */
export class Workspace {
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** One person does one thing. */
  do(person: string, op: Operation): Operated {
    return operate(this.engine, this.idOf(person), op);
  }

  /** Everything this person sees now. */
  view(person: string): PersonView {
    return personView(this.engine, requireUser(this.engine.state, person));
  }

  /** Calls `listener` with every change of this person's screen until the returned function is called. */
  watch(person: string, listener: (patch: Patch) => void): () => void {
    const { id } = requireUser(this.engine.state, person);
    return this.engine.onChange((change) => {
      for (const patch of patchesFor(this.engine, id, change)) listener(patch);
    });
  }

  people(): Person[] {
    return Object.values(this.engine.state.users).map(person);
  }

  channel(idOrName: string): Channel | undefined {
    return findChannel(this.engine.state, idOrName);
  }

  traffic(): TrafficEntry[] {
    return [...this.engine.traffic];
  }

  /** The number of the newest traffic entry, 0 before any. */
  lastTraffic(): number {
    return this.engine.traffic.at(-1)?.id ?? 0;
  }

  /** Resolves when the app is done with everything it was sent. */
  settled(): Promise<void> {
    return this.engine.settled();
  }

  addPerson(person: NewPerson): User {
    const user = addUser(this.engine, person);
    fireEvent(this.engine, { type: 'team_join', user: userObject(this.engine, user) });
    return user;
  }

  addChannel(channel: NewChannel): Channel {
    return addChannel(this.engine, channel);
  }

  /** Puts people in or out without anyone doing it, so without events. */
  setMember(channel: string, person: string, isIn: boolean): void {
    const found = findChannel(this.engine.state, channel);
    if (!found) throw new Error(`No channel ${channel}`);
    const { id } = requireUser(this.engine.state, person);
    if (isIn) addMember(this.engine, found, id);
    else removeMember(this.engine, found, id);
  }

  /** Changes a person: deactivates them, makes them a guest, renames them. Fires `user_change`. */
  changePerson(person: string, change: Partial<User>): User {
    const user = changeUser(this.engine, person, change);
    fireEvent(this.engine, { type: 'user_change', user: userObject(this.engine, user) });
    return user;
  }

  addUserGroup(group: { handle: string; name: string; userIds: string[] }): UserGroup {
    const made = { id: newId(this.engine.state, 'S'), description: '', isDisabled: false, ...group };
    this.engine.state.userGroups[made.id] = made;
    return made;
  }

  /** Changes a user group: its members, or whether it is switched off. Fires `subteam_updated` and `subteam_members_changed`. */
  changeUserGroup(id: string, change: Partial<UserGroup>): void {
    const group = this.engine.state.userGroups[id];
    if (!group) throw new Error(`No user group ${id}`);
    const before = group.userIds;
    Object.assign(group, change);
    fireGroupEvents(this.engine, group, before);
  }

  /** Sends the app an event of any kind, as if it had happened. */
  fire(event: JsonObject & { type: string }, subscription?: string): void {
    fireEvent(this.engine, event, subscription);
  }

  /** The app is removed from the workspace. */
  uninstall(): void {
    uninstall(this.engine);
  }

  /** A person agrees to the install: the code that the app exchanges with `oauth.v2.access`. */
  install(person: string): string {
    return newOauthCode(this.engine, requireUser(this.engine.state, person).id);
  }

  /** Posts scheduled messages that are due by the workspace's clock. */
  postDue(): void {
    postDue(this.engine);
  }

  /** Arms a fault. */
  arm(fault: Fault): void {
    this.engine.faults.arm(fault);
  }

  faults(): Fault[] {
    return this.engine.faults.list();
  }

  clearFaults(): void {
    this.engine.faults.clear();
  }

  private idOf(person: string): string {
    const { users } = this.engine.state;
    return users[person]?.id ?? Object.values(users).find((it) => it.handle === person)?.id ?? person;
  }
}
