import type { MessageView, PersonView, SlackBlock } from '../../protocol.js';
import { plain } from '../blocks/text.js';
import type { SeatHandle } from '../chat/seat-pane.js';
import { messageElement } from '../state/permalink.js';
import { lightUp } from '../ui/light-up.js';

type Found = { message: MessageView; button: Named };

/** A control by its words and by the name that the app gave it. */
type Named = { label: string; actionId: string; isInMenu: boolean };

/** Goes to the newest message with such a button and lights the button up. False when there is none yet. */
export function pointAt(handle: SeatHandle, wanted: RegExp): boolean {
  const found = handle.view && newestWith(handle.view, wanted);
  if (!found) return false;
  const { message, button } = found;
  handle.go({ kind: 'channel', channel: message.channel });
  if (message.threadTs) handle.openThread(message.channel, message.threadTs);
  window.setTimeout(() => lightUpButton(message.ts, button), 250);
  return true;
}

function newestWith(view: PersonView, wanted: RegExp): Found | undefined {
  const found = Object.values(view.messages)
    .flat()
    .filter((message) => message.botId)
    .flatMap((message) => {
      const named = message.blocks.flatMap(namedIn);
      const button = named.find((one) => wanted.test(`${one.label} ${one.actionId}`));
      return button ? [{ message, button }] : [];
    });
  return found.sort((a, b) => a.message.ts.localeCompare(b.message.ts)).at(-1);
}

type Element = {
  type?: string;
  text?: { text: string };
  action_id?: string;
  options?: { text: { text: string } }[];
};

function namedIn(block: SlackBlock): Named[] {
  const { elements, accessory } = block as { elements?: Element[]; accessory?: Element };
  const all = [...(block.type === 'actions' ? (elements ?? []) : []), ...(accessory ? [accessory] : [])];
  return all.flatMap(({ type, text, action_id: actionId = '', options = [] }): Named[] => {
    if (type === 'overflow') {
      return options.map((option) => ({ label: plain(option.text), actionId: '', isInMenu: true }));
    }
    return type === 'button' && text ? [{ label: plain(text), actionId, isInMenu: false }] : [];
  });
}

function lightUpButton(ts: string, wanted: Named): void {
  const message = messageElement(ts);
  const buttons = [...(message?.querySelectorAll<HTMLElement>('.blocks button') ?? [])];
  const button = buttons.find((one) =>
    wanted.isInMenu ? one.ariaHasPopup === 'menu' : one.textContent === wanted.label,
  );
  lightUp(button ?? message);
  button?.focus();
}
