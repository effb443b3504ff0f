import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ModalView, Notice } from '../../protocol.js';
import { Blocks } from '../blocks/blocks.js';
import { plain } from '../blocks/text.js';
import { useBlockSurface } from '../blocks/use-block-surface.js';
import { Notices } from '../chat/notices.js';
import { useSeat } from '../state/seat.js';
import { Icon } from '../ui/icon.js';
import { useFocusTrap } from '../ui/use-focus-trap.js';

type ModalProps = { modal: ModalView; isOnTop: boolean; isPushed: boolean; notices: Notice[] };

/** One modal. Those below the top one stay as they are, so that what was typed is there on the way back. */
export function Modal({ modal, isOnTop, isPushed, notices }: ModalProps) {
  const { view } = modal;
  const seat = useSeat();
  const box = useRef<HTMLDivElement>(null);
  const [isClosing, setClosing] = useState(false);
  const on = useMemo(() => ({ kind: 'view' as const, viewId: view.id }), [view.id]);
  const surface = useBlockSurface({ on, blocks: view.blocks, base: view.state.values, errors: modal.errors });
  const { submit, isSubmitting } = useSubmit(view.id, plain(view.submit), surface.state);
  useFocusTrap(box, isOnTop ? view.id : '');
  useShowError(box, modal.errors);

  const close = async (clear: boolean) => {
    if (isClosing) return;
    setClosing(true);
    await seat.perform({ type: 'closeView', viewId: view.id, clear });
    setClosing(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    void close(false);
  };

  const title = plain(view.title) || 'Modal';
  return (
    <div class="dialog-shade" hidden={!isOnTop}>
      <div
        ref={box}
        class="dialog"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <ModalHead title={title} isPushed={isPushed} onClose={(clear) => void close(clear)} />
          <div class="dialog-body">
            {modal.trouble && (
              <p class="trouble" role="alert">
                <Icon name="warning" /> {modal.trouble}
              </p>
            )}
            <Notices notices={notices} />
            <Blocks blocks={view.blocks} surface={surface} />
          </div>
          <ModalFoot modal={modal} isSubmitting={isSubmitting} onClose={() => void close(false)} />
        </form>
      </div>
    </div>
  );
}

type HeadProps = { title: string; isPushed: boolean; onClose: (clear: boolean) => void };

function ModalHead({ title, isPushed, onClose }: HeadProps) {
  return (
    <header class="dialog-head">
      {isPushed && (
        <button
          type="button"
          class="icon-button"
          aria-label="Back"
          title="Back"
          onClick={() => onClose(false)}
        >
          <Icon name="back" />
        </button>
      )}
      <h2 dir="auto">{title}</h2>
      <button
        type="button"
        class="icon-button"
        aria-label="Close"
        title="Close"
        onClick={() => onClose(true)}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

type FootProps = { modal: ModalView; isSubmitting: boolean; onClose: () => void };

function ModalFoot({ modal, isSubmitting, onClose }: FootProps) {
  const { view } = modal;
  const submit = plain(view.submit);
  return (
    <footer class="dialog-foot">
      <button type="button" class="button" onClick={onClose}>
        {plain(view.close) || (submit ? 'Cancel' : 'Close')}
      </button>
      {submit && (
        <button
          type="submit"
          class={`button button-primary ${isSubmitting ? 'is-busy' : ''}`}
          disabled={isSubmitting || view.submit_disabled}
          aria-busy={isSubmitting}
        >
          <span class="button-label">{submit}</span>
        </button>
      )}
    </footer>
  );
}

function useSubmit(viewId: string, label: string, state: ReturnType<typeof useBlockSurface>['state']) {
  const seat = useSeat();
  const [isSubmitting, setSubmitting] = useState(false);
  const running = useRef(false);
  const submit = async () => {
    if (running.current || !label) return;
    running.current = true;
    setSubmitting(true);
    await seat.perform({ type: 'submit', viewId, state: state() }, label);
    running.current = false;
    setSubmitting(false);
  };
  return { submit, isSubmitting };
}

/** Brings the first field with an error into sight and puts the cursor there. */
function useShowError(box: { current: HTMLElement | null }, errors: Record<string, string>): void {
  const key = JSON.stringify(errors);
  useEffect(() => {
    if (key === '{}') return;
    const field = box.current?.querySelector<HTMLElement>('.field-invalid');
    const input = field?.querySelector<HTMLElement>('input') ?? field;
    field?.scrollIntoView({ block: 'center' });
    input?.focus();
  }, [box, key]);
}
