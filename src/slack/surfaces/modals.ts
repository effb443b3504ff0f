import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { IntakeError } from '../../domain/errors.js';
import { loadingModal, problemModal } from '../blocks/plain-modals.js';
import { refusal } from '../blocks/refusals.js';
import { UnreadablePayload } from '../caller.js';

/** A trigger lives 3 s: what takes longer than this to read is filled into a modal that is open already. */
const patienceMs = 700;

/**
 * Opens a modal for a person who just acted. `build` reads what it shows; where it is slow, a small modal comes first.
 * @throws {UnreadablePayload} where the act came without a trigger.
 */
export async function openModal(
  client: WebClient,
  triggerId: string | undefined,
  build: () => Promise<ModalView>,
  how: 'open' | 'push' = 'open',
): Promise<void> {
  if (triggerId === undefined) throw new UnreadablePayload('Nothing can be opened without a trigger');
  const building = build();
  const inTime = await Promise.race([building, after(patienceMs)]);
  const opened = await client.views[how]({ trigger_id: triggerId, view: inTime ?? loadingModal('Intake') });
  if (inTime) return;
  const view = await building.catch((error: unknown) => {
    if (error instanceof IntakeError) return problemModal(refusal(error));
    throw error;
  });
  // The id alone: a person cannot have changed a modal that has nothing to fill in.
  if (opened.view?.id) await client.views.update({ view_id: opened.view.id, view });
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
