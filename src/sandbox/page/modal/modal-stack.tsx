import type { ModalView, Notice } from '../../protocol.js';
import { Modal } from './modal.js';

export function ModalStack({ modals, notices }: { modals: ModalView[]; notices: Notice[] }) {
  return (
    <>
      {modals.map((modal, index) => {
        const isOnTop = index === modals.length - 1;
        return (
          <Modal
            key={modal.view.id}
            modal={modal}
            isOnTop={isOnTop}
            isPushed={index > 0}
            notices={isOnTop ? notices : []}
          />
        );
      })}
    </>
  );
}
