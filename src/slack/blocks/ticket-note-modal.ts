import type { ModalView } from '@slack/types';
import { view } from '../ids.js';
import { codeBlock, context, section, stack } from './elements.js';
import { modal } from './inputs.js';
import { limits } from './limits.js';
import { chunks } from './pack.js';

/** So much of a note is shown: a view holds 250 KB, and a character may take three bytes. */
const room = { size: 2_900, pieces: 20 } as const;

/** The ticket's note for a PSA tool, letter by letter, to be copied as a block. */
export function ticketNoteModal({ ticketNumber, note }: { ticketNumber: number; note: string }): ModalView {
  const all = chunks(note, room.size);
  const shown = all.slice(0, room.pieces);
  return modal({
    callbackId: view.ticketNote,
    title: `Note of #${ticketNumber}`.slice(0, limits.viewTitle),
    submit: null,
    close: 'Close',
    metadata: '',
    blocks: stack(
      section('Copy it into your ticket system: problem, steps tried, result, time.'),
      ...shown.map((piece) => codeBlock(piece)),
      all.length > shown.length
        ? context('The rest is longer than Slack shows here; the brief has all of it.')
        : null,
    ),
  });
}
