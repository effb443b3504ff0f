import { allElements, type Found, optionsOf, textOf } from '../../../src/sandbox/block-kit/find.js';
import { asObject, asObjects, type JsonObject } from '../../../src/sandbox/json.js';
import type { Chosen, MessageView, PersonView, SlackBlock, Surface } from '../../../src/sandbox/protocol.js';
import { isPlace, messageText } from './screen.js';
import { contains, isLabel, read, type Wanted } from './words.js';

/** Which of several: where it is, what its message says, the how-manieth (0 is the newest). */
export type Which = {
  /** "#channel", "home" or "modal". */
  in?: string;
  message?: Wanted;
  nth?: number;
  /** A card as it looked when `looksAt` was called, whatever became of it since. */
  on?: MessageView;
};

/** A surface with what is on it. */
export type Showing = { surface: Surface; blocks: SlackBlock[] };

/** Surfaces from the one that is most in front to the one farthest back. */
export function showings(view: PersonView, which: Which): Showing[] {
  if (which.on) return [messageShowing(which.on)];
  const modal = view.modals.at(-1)?.view;
  const modals: Showing[] = modal
    ? [{ surface: { kind: 'view', viewId: modal.id }, blocks: modal.blocks }]
    : [];
  const home: Showing[] = view.home ? [{ surface: { kind: 'home' }, blocks: view.home.blocks }] : [];
  if (which.in === 'modal') return modals;
  if (which.in === 'home') return home;
  const messages = newestFirst(view, which).map(messageShowing);
  // As in Slack, an open modal covers the rest.
  if (modals.length > 0 && !which.in && !which.message) return modals;
  return which.in || which.message ? messages : [...messages, ...home];
}

const messageShowing = ({ channel, ts, version, blocks }: MessageView): Showing => ({
  surface: { kind: 'message', channel, ts, version },
  blocks,
});

/** The messages a person sees, the newest first. */
export function newestFirst(view: PersonView, which: Which): MessageView[] {
  return view.channels
    .filter((it) => it.isMember && isPlace(it, which.in))
    .flatMap((it) => view.messages[it.id] ?? [])
    .filter((it) => which.message === undefined || contains(messageText(view, it), which.message))
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
}

/** Something to press or choose, and where. */
export type Target = Showing & { found: Found; chosen: Chosen };

/** Everything on these surfaces that a press on `label` may mean: a button, or an option of a menu. */
export function pressable(surfaces: Showing[], label: Wanted): Target[] {
  return surfaces.flatMap((showing) =>
    allElements(showing.blocks).flatMap((found) =>
      pressesOf(found.element, label).map((chosen): Target => ({ ...showing, found, chosen })),
    ),
  );
}

function pressesOf(element: JsonObject, label: Wanted): Chosen[] {
  if (element.type === 'feedback_buttons') {
    return [element.positive_button, element.negative_button]
      .map(asObject)
      .filter((it) => isLabel(textOf(it.text), label))
      .map((it) => ({ value: textOf(it.value) }));
  }
  const isButton = 'text' in element && isLabel(textOf(element.text), label);
  if (isButton) return [{}];
  const option = optionsOf(element).find((it) => isLabel(textOf(it.text), label));
  if (!option) return [];
  const isMany = String(element.type).startsWith('multi_') || element.type === 'checkboxes';
  return [isMany ? { selected_options: [asOption(option)] } : { selected_option: asOption(option) }];
}

export const asOption = (option: JsonObject): NonNullable<Chosen['selected_option']> => ({
  text: { type: 'plain_text', text: textOf(option.text) },
  value: textOf(option.value),
});

/** The elements on these surfaces that carry this label: an input's label, a placeholder, or the text beside a menu. */
export function labelled(view: PersonView, surfaces: Showing[], label: Wanted): Omit<Target, 'chosen'>[] {
  return surfaces.flatMap((showing) =>
    allElements(showing.blocks)
      .filter(({ block, element }) => element.type !== 'button' && hasLabel(view, block, element, label))
      .map((found) => ({ ...showing, found })),
  );
}

function hasLabel(view: PersonView, block: JsonObject, element: JsonObject, label: Wanted): boolean {
  if (isLabel(textOf(block.label), label) || isLabel(textOf(element.placeholder), label)) return true;
  const beside = [block.text, ...asObjects(block.fields)].map((it) => read(view, textOf(it)));
  return block.type === 'section' && beside.some((it) => it !== '' && contains(it, label));
}
