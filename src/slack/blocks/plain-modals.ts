import type { ModalView } from '@slack/types';
import { view } from '../ids.js';
import { section } from './elements.js';
import { modal } from './inputs.js';
import { type Mrkdwn, mrkdwn } from './text.js';

/** Opened at once, because a trigger lives three seconds; filled when what it shows has been read. */
export const loadingModal = (title: string): ModalView =>
  modal({
    callbackId: view.loading,
    title,
    submit: null,
    close: 'Close',
    metadata: '',
    blocks: [section('⏳ One moment…')],
  });

/** Takes the place of a modal that cannot be shown or done. @param message from `refusal` or `unexpected`. */
export const problemModal = (message: Mrkdwn, title = 'That did not work'): ModalView =>
  modal({
    callbackId: view.problem,
    title,
    submit: null,
    close: 'Close',
    metadata: '',
    blocks: [section(message.length <= 2_900 ? message : mrkdwn(message, 2_900))],
  });
