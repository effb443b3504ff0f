import { useEffect, useId, useState } from 'preact/hooks';
import type { CommandView, Person } from '../../protocol.js';
import { useDirectory } from '../state/directory.js';

export type Suggestion = { id: string; title: string; note: string; hint?: string; completed: string };

type Wanted = {
  text: string;
  commands: CommandView[];
  field: { current: HTMLTextAreaElement | null };
  onText: (text: string) => void;
};

export type SuggestionState = {
  listId: string;
  items: Suggestion[];
  active: number;
  activeId: string;
  isOpen: boolean;
  choose: (item: Suggestion) => void;
};

/** Commands after "/", people after "@": arrows move, Tab or Enter completes, Esc sends the list away. */
export function useSuggestions({ text, commands, field, onText }: Wanted) {
  const listId = useId();
  const { people } = useDirectory();
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [typed, setTyped] = useState('');
  const items = suggestionsFor(text, commands, people);
  // Only for what is being typed: not for a text that came back because it could not be sent.
  const isOpen = items.length > 0 && typed === text && dismissed !== text;
  const at = Math.min(active, Math.max(items.length - 1, 0));

  // Another text begins at the top again.
  useEffect(() => setActive(0), [text]);

  const choose = (item: Suggestion) => {
    onText(item.completed);
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const item = items[at];
    if (!isOpen || !item) return false;
    const isDone = text === item.completed.trimEnd();
    if (event.key === 'ArrowDown') setActive((at + 1) % items.length);
    else if (event.key === 'ArrowUp') setActive((at - 1 + items.length) % items.length);
    else if (event.key === 'Escape') setDismissed(text);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !isDone)) choose(item);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const activeId = `${listId}-${at}`;
  return { listId, items, active: at, activeId, isOpen, choose, onKeyDown, onTyped: setTyped };
}

function suggestionsFor(text: string, commands: CommandView[], people: Person[]): Suggestion[] {
  if (/^\/\S*$/.test(text)) {
    return commands.filter((command) => command.name.startsWith(text)).map(fromCommand);
  }
  const mention = /(^|\s)@([\w.-]*)$/.exec(text);
  if (!mention) return [];
  const typed = (mention[2] ?? '').toLowerCase();
  const head = text.slice(0, text.length - typed.length);
  const fits = (person: Person) => `${person.handle} ${person.name}`.toLowerCase().includes(typed);
  return people
    .filter((person) => !person.isDeactivated && fits(person))
    .slice(0, 8)
    .map((person) => ({
      id: person.id,
      title: person.name,
      note: person.title ?? '',
      completed: `${head}${person.handle} `,
    }));
}

function fromCommand(command: CommandView): Suggestion {
  return {
    id: command.name,
    title: command.name,
    hint: command.usageHint,
    note: command.description,
    completed: `${command.name} `,
  };
}
