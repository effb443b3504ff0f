import type { ConfirmationDialog } from '@slack/types';
import { useRef } from 'preact/hooks';
import { plain, Text } from '../blocks/text.js';
import { useFocusTrap } from '../ui/use-focus-trap.js';

type ConfirmProps = { dialog: ConfirmationDialog; onAnswer: (isYes: boolean) => void };

/** "Are you sure?", as the app worded it. */
export function Confirm({ dialog, onAnswer }: ConfirmProps) {
  const box = useRef<HTMLDivElement>(null);
  useFocusTrap(box, 'confirm');
  const title = plain(dialog.title) || 'Are you sure?';
  return (
    <div class="dialog-shade">
      <div
        ref={box}
        class="dialog dialog-small"
        role="alertdialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onAnswer(false);
        }}
      >
        <header class="dialog-head">
          <h2>{title}</h2>
        </header>
        <div class="dialog-body">
          <Text text={dialog.text} />
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={() => onAnswer(false)}>
            {plain(dialog.deny) || 'Cancel'}
          </button>
          <button
            type="button"
            class={`button button-${dialog.style ?? 'primary'}`}
            onClick={() => onAnswer(true)}
          >
            {plain(dialog.confirm) || 'Yes'}
          </button>
        </footer>
      </div>
    </div>
  );
}
