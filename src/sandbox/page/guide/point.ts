import type { MessageView, PersonView, SlackBlock } from '../../protocol.js';
import { plain } from '../blocks/text.js';
import type { SeatHandle } from '../chat/seat-pane.js';
import { messageElement } from '../state/permalink.js';
import { lightUp } from '../ui/light-up.js';

type Wanted = { at: RegExp; without?: RegExp | undefined };

/** Goes to the newest message with such a button and lights the button up. False when there is none yet. */
export function pointAt(handle: SeatHandle, wanted: Wanted): boolean {
  const found = handle.view && newestWith(handle.view, wanted);
  if (!found) return false;
  handle.go({ kind: 'channel', channel: found.channel });
  if (found.threadTs) handle.openThread(found.channel, found.threadTs);
  window.setTimeout(() => lightUpButton(found.ts, wanted), 250);
  return true;
}

function newestWith(view: PersonView, wanted: Wanted): MessageView | undefined {
  const candidates = Object.values(view.messages)
    .flat()
    .filter((message) => message.botId && message.blocks.some((block) => fits(labelsIn(block), wanted)));
  return candidates.sort((a, b) => a.ts.localeCompare(b.ts)).at(-1);
}

const fits = (labels: string[], { at, without }: Wanted) =>
  labels.some((label) => at.test(label) && !without?.test(label));

type Labelled = { text?: { text: string }; type?: string; options?: { text: { text: string } }[] };

function labelsIn(block: SlackBlock): string[] {
  const { elements, accessory } = block as { elements?: Labelled[]; accessory?: Labelled };
  return [...(block.type === 'actions' ? (elements ?? []) : []), ...(accessory ? [accessory] : [])].flatMap(
    (one) => {
      if (one.type === 'overflow') return (one.options ?? []).map((option) => plain(option.text));
      return one.type === 'button' && one.text ? [plain(one.text)] : [];
    },
  );
}

function lightUpButton(ts: string, wanted: Wanted): void {
  const message = messageElement(ts);
  const buttons = [...(message?.querySelectorAll<HTMLElement>('.blocks button') ?? [])];
  const button =
    buttons.find((one) => fits([one.textContent ?? ''], wanted)) ??
    buttons.find((one) => one.getAttribute('aria-haspopup') === 'menu');
  lightUp(button ?? message);
  button?.focus();
}
