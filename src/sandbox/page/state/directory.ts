import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { ChannelView, Person, PersonView } from '../../protocol.js';

/** Names behind ids. It changes only when a name does, not with each unread count. */
export type Directory = {
  meId: string;
  person: (id: string) => Person | undefined;
  channel: (id: string) => ChannelView | undefined;
  userGroup: (id: string) => { handle: string } | undefined;
  people: Person[];
  channels: ChannelView[];
  openChannel: (id: string) => void;
};

const empty: Directory = {
  meId: '',
  person: () => undefined,
  channel: () => undefined,
  userGroup: () => undefined,
  people: [],
  channels: [],
  openChannel: () => undefined,
};

export const DirectoryContext = createContext<Directory>(empty);

export function useDirectory(): Directory {
  return useContext(DirectoryContext);
}

export function useDirectoryOf(view: PersonView, openChannel: (id: string) => void): Directory {
  const names = JSON.stringify([
    view.me.id,
    view.people.map((person) => [person.id, person.name, person.title, person.isDeactivated]),
    view.userGroups,
    view.channels.map((channel) => [channel.id, channel.name, channel.isArchived, channel.isMember]),
  ]);
  // `names` stands for all of the view that is read here.
  return useMemo(() => {
    const people = new Map(view.people.map((person) => [person.id, person]));
    const channels = new Map(view.channels.map((channel) => [channel.id, channel]));
    return {
      meId: view.me.id,
      person: (id: string) => people.get(id),
      channel: (id: string) => channels.get(id),
      userGroup: (id: string) => view.userGroups.find((group) => group.id === id),
      people: view.people,
      channels: view.channels,
      openChannel,
    };
  }, [names, openChannel]);
}
