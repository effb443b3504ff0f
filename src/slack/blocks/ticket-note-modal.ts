import type { ModalView } from '@slack/types';
import { field, view } from '../ids.js';
import { context, stack } from './elements.js';
import { modal, textInput } from './inputs.js';
import { limits } from './limits.js';
import { chunks } from './pack.js';

/** A field takes 3,000 characters, a view 250 KB, and a character may take three bytes. */
const room = { size: 2_900, pieces: 20 } as const;

/**
 * The ticket's note for a PSA tool, in a field of its own: apps cannot reach the clipboard, and selecting all of a field
 * is two keys in every Slack client, while selecting a text in a modal is not.
 */
export function ticketNoteModal({ ticketNumber, note }: { ticketNumber: number; note: string }): ModalView {
  const all = chunks(note, room.size);
  const shown = all.slice(0, room.pieces);
  return modal({
    callbackId: view.ticketNote,
    title: `Note of #${ticketNumber}`.slice(0, limits.viewTitle),
    submit: 'Done',
    close: 'Close',
    metadata: '',
    blocks: stack(
      ...shown.map((piece, index) =>
        textInput(`${field.ticketNote}:${index}`, {
          label:
            all.length === 1
              ? 'For your ticket system'
              : `For your ticket system, ${index + 1} of ${shown.length}`,
          value: piece,
          multiline: true,
          focus: index === 0,
          hint: 'Ctrl+A and Ctrl+C copy it (⌘ on a Mac; on a phone hold, Select all, Copy). Changes are not kept.',
        }),
      ),
      all.length > shown.length
        ? context('The rest is longer than Slack shows here; the brief has all of it.')
        : null,
    ),
  });
}
