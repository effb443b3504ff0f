import type { ComponentChildren } from 'preact';
import type { ChannelView, Person, PersonView } from '../../protocol.js';
import { type Place, useSeat } from '../state/seat.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { MenuButton } from '../ui/menu.js';
import { NewChannel } from './new-channel.js';
import { PersonSwitch } from './person-switch.js';

type SidebarProps = {
  view: PersonView;
  people: Person[];
  place: Place;
  onSwitch: (personId: string) => void;
  onLeave: () => void;
};

export function Sidebar({ view, people, place, onSwitch, onLeave }: SidebarProps) {
  const rooms = view.channels.filter((channel) => !channel.isDm);
  const mine = rooms.filter((channel) => channel.isMember && !channel.isArchived);
  const others = rooms.filter((channel) => !channel.isMember && !channel.isArchived);
  const archived = rooms.filter((channel) => channel.isArchived && channel.isMember);
  return (
    <aside class="sidebar" aria-label="Channels and people">
      <div class="sidebar-top">
        <strong class="workspace-name">{view.workspace.name}</strong>
        <button
          type="button"
          class="icon-button drawer-close"
          aria-label="Close the sidebar"
          onClick={onLeave}
        >
          <Icon name="close" />
        </button>
        <PersonSwitch me={view.me} people={people} onSwitch={onSwitch} />
      </div>
      <nav class="sidebar-lists">
        <SidebarSection title="Channels" action={<NewChannel />}>
          <Rooms channels={mine} place={place} />
        </SidebarSection>
        {others.length > 0 && (
          <SidebarSection title="More channels">
            <Rooms channels={others} place={place} />
          </SidebarSection>
        )}
        {archived.length > 0 && (
          <SidebarSection title="Archived">
            <Rooms channels={archived} place={place} />
          </SidebarSection>
        )}
        <SidebarSection title="Direct messages" action={<NewDm view={view} />}>
          <Dms view={view} place={place} />
        </SidebarSection>
        <SidebarSection title="Apps">
          <AppLine view={view} place={place} />
        </SidebarSection>
      </nav>
    </aside>
  );
}

type SectionProps = { title: string; action?: ComponentChildren; children: ComponentChildren };

function SidebarSection({ title, action, children }: SectionProps) {
  return (
    <section class="sidebar-section">
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function Rooms({ channels, place }: { channels: ChannelView[]; place: Place }) {
  return (
    <>
      {channels.map((channel) => (
        <Line
          key={channel.id}
          to={{ kind: 'channel', channel: channel.id }}
          place={place}
          unread={channel.unread}
          isFaint={!channel.isMember || channel.isArchived}
          icon={<Icon name={channel.isPrivate ? 'lock' : 'hash'} size={16} />}
          label={channel.name}
        />
      ))}
    </>
  );
}

function Dms({ view, place }: { view: PersonView; place: Place }) {
  const dms = view.channels.filter((channel) => channel.isDm && channel.withPersonId !== view.app.botUserId);
  if (!dms.length) return <li class="sidebar-empty">Nobody yet. Press + to write to someone.</li>;
  return (
    <>
      {dms.map((dm) => (
        <Line
          key={dm.id}
          to={{ kind: 'channel', channel: dm.id }}
          place={place}
          unread={dm.unread}
          icon={<Avatar person={view.people.find((person) => person.id === dm.withPersonId)} size={20} />}
          label={dm.name}
        />
      ))}
    </>
  );
}

function AppLine({ view, place }: { view: PersonView; place: Place }) {
  const dm = appDm(view);
  return (
    <Line
      to={{ kind: 'home', tab: view.app.hasHomeTab ? 'home' : 'messages' }}
      place={place}
      unread={dm?.unread ?? 0}
      icon={<Avatar person={undefined} size={20} isApp />}
      label={view.app.name}
      note={view.app.isConnected ? undefined : 'not connected'}
    />
  );
}

/** The direct message between this person and the app; it is shown as the app's Messages tab. */
export function appDm(view: PersonView): ChannelView | undefined {
  return view.channels.find((channel) => channel.isDm && channel.withPersonId === view.app.botUserId);
}

type LineProps = {
  to: Place;
  place: Place;
  label: string;
  icon: ComponentChildren;
  unread?: number;
  isFaint?: boolean;
  note?: string | undefined;
};

function Line({ to, place, label, icon, unread = 0, isFaint, note }: LineProps) {
  const seat = useSeat();
  const isHere =
    to.kind === 'home' ? place.kind === 'home' : place.kind === 'channel' && place.channel === to.channel;
  const look = `sidebar-line ${unread ? 'is-unread' : ''} ${isFaint ? 'is-faint' : ''}`;
  return (
    <li>
      <button
        type="button"
        class={look}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => seat.go(to)}
      >
        {icon}
        <span class="sidebar-label">{label}</span>
        {note && <small>{note}</small>}
        {unread > 0 && (
          <span class="badge">
            {unread > 99 ? '99+' : unread}
            <span class="visually-hidden"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

function NewDm({ view }: { view: PersonView }) {
  const seat = useSeat();
  const open = async (person: Person) => {
    const reply = await seat.perform({ type: 'openDm', personId: person.id });
    if (reply.channel) seat.go({ kind: 'channel', channel: reply.channel });
  };
  const items = view.people
    .filter((person) => !person.isDeactivated && !person.isBot && person.id !== view.me.id)
    .map((person) => ({
      label: person.name,
      note: person.title,
      icon: <Avatar person={person} size={24} />,
      onSelect: () => void open(person),
    }));
  return (
    <MenuButton label="Write to someone" items={items}>
      <Icon name="plus" size={16} />
    </MenuButton>
  );
}
