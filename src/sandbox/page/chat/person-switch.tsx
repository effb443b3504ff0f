import type { Person } from '../../protocol.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { MenuButton } from '../ui/menu.js';

export type PersonSwitchProps = {
  me: Person;
  people: Person[];
  onSwitch: (personId: string) => void;
  /** Only the picture: on a narrow seat, where the sidebar is away. */
  isSmall?: boolean;
};

/** Whose eyes this side of the page looks through. */
export function PersonSwitch({ me, people, onSwitch, isSmall }: PersonSwitchProps) {
  const items = people
    .filter((person) => !person.isBot)
    .map((person) => ({
      label: person.name,
      note: describe(person),
      icon: <Avatar person={person} size={28} />,
      isCurrent: person.id === me.id,
      isDisabled: person.isDeactivated,
      onSelect: () => onSwitch(person.id),
    }));
  if (isSmall) {
    return (
      <MenuButton label={`You are ${me.name}. Switch person`} class="person-chip" items={items} align="end">
        <Avatar person={me} size={30} />
      </MenuButton>
    );
  }
  return (
    <MenuButton label={`You are ${me.name}. Switch person`} class="person-switch" items={items}>
      <Avatar person={me} size={32} />
      <span class="person-words">
        <strong>{me.name}</strong>
        <small>{describe(me) || `@${me.handle}`}</small>
      </span>
      <Icon name="down" size={16} />
    </MenuButton>
  );
}

function describe(person: Person): string {
  const marks = [person.title, person.isGuest && 'guest', person.isDeactivated && 'deactivated'];
  return marks.filter(Boolean).join(' · ');
}
