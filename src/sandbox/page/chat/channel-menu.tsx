import type { ChannelView, PersonView } from '../../protocol.js';
import { useSeat } from '../state/seat.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { MenuButton, type MenuItem } from '../ui/menu.js';

type ChannelMenuProps = { view: PersonView; channel: ChannelView };

/** Who is in the channel, and what can be tried with it: a bot must cope with being put out or archived. */
export function ChannelMenu({ view, channel }: ChannelMenuProps) {
  return (
    <div class="channel-menu">
      {!channel.hasApp && <span class="chip">{view.app.name} is not in this channel</span>}
      <Members view={view} channel={channel} />
      <ChannelActions view={view} channel={channel} />
    </div>
  );
}

function Members({ view, channel }: ChannelMenuProps) {
  const seat = useSeat();
  const items = view.people
    .filter((person) => !person.isDeactivated)
    .map((person) => {
      const isIn = channel.memberIds.includes(person.id);
      const invite = () => void seat.perform({ type: 'invite', channel: channel.id, personId: person.id });
      return {
        label: person.name,
        note: isIn ? person.title : 'Not in this channel. Invite',
        icon: <Avatar person={person} size={24} isApp={person.id === view.app.botUserId} />,
        isDisabled: isIn,
        onSelect: invite,
      };
    });
  const count = channel.memberIds.length;
  return (
    <MenuButton
      label={`${count} ${count === 1 ? 'member' : 'members'}`}
      items={items}
      align="end"
      class="members-button"
    >
      {channel.memberIds.slice(0, 3).map((id) => (
        <Avatar
          key={id}
          person={view.people.find((person) => person.id === id)}
          size={22}
          isApp={id === view.app.botUserId}
        />
      ))}
      <span>{count}</span>
    </MenuButton>
  );
}

function ChannelActions({ view, channel }: ChannelMenuProps) {
  const seat = useSeat();
  const { id } = channel;
  const { name, botUserId } = view.app;
  const items: MenuItem[] = [
    channel.hasApp
      ? {
          label: `Remove ${name}`,
          isDanger: true,
          onSelect: () => void seat.perform({ type: 'kick', channel: id, personId: botUserId }),
        }
      : {
          label: `Add ${name} to this channel`,
          onSelect: () => void seat.perform({ type: 'invite', channel: id, personId: botUserId }),
        },
    channel.isMember
      ? { label: 'Leave channel', onSelect: () => void seat.perform({ type: 'leave', channel: id }) }
      : { label: 'Join channel', onSelect: () => void seat.perform({ type: 'join', channel: id }) },
    channel.isArchived
      ? {
          label: 'Unarchive channel',
          onSelect: () => void seat.perform({ type: 'archive', channel: id, undo: true }),
        }
      : {
          label: 'Archive channel',
          isDanger: true,
          onSelect: () => void seat.perform({ type: 'archive', channel: id }),
        },
  ];
  return (
    <MenuButton label="Channel actions" items={items} align="end">
      <Icon name="more" />
    </MenuButton>
  );
}
