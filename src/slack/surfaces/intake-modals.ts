import type { ModalView } from '@slack/types';
import type { Problem } from '../../domain/intake.js';
import { authorize } from '../../domain/policy.js';
import type { Caller, UseCases } from '../../usecases/index.js';
import { intakeModal } from '../blocks/intake-modal.js';
import { escalateModal, type ReplyTo } from '../blocks/session-modals.js';

/**
 * The intake modal, with the flows and categories that can be chosen.
 * @throws {PermissionDeniedError} for who does not walk problems.
 */
export async function intakeModalFor(
  useCases: UseCases,
  caller: Caller,
  given: ReplyTo & { problem?: Partial<Problem> },
): Promise<ModalView> {
  // Refused before anything is typed, not after.
  authorize(caller.actor, 'intake.submit');
  const library = await useCases.listFlows(caller);
  const categories = await useCases.listCategories(caller);
  const open = categories.filter(({ buildEnabled }) => buildEnabled);
  return intakeModal({ ...given, ...library, categories: open });
}

/** The modal that escalates a problem without walking it. */
export async function escalateProblemModalFor(
  useCases: UseCases,
  caller: Caller,
  given: ReplyTo & { problem?: Partial<Problem> },
): Promise<ModalView> {
  return escalateModal({ ...given, categories: await useCases.listCategories(caller) });
}
