import type { Actor } from '../domain/member.js';
import { readSettings } from './account/read-settings.js';
import { saveAccount } from './account/save-account.js';
import { saveMatching } from './account/save-matching.js';
import { archiveCategory } from './category/archive-category.js';
import { listCategories } from './category/list-categories.js';
import { readCategory } from './category/read-category.js';
import { restoreCategory } from './category/restore-category.js';
import { saveCategory } from './category/save-category.js';
import { listClocks } from './clocks/list-clocks.js';
import { readClocks } from './clocks/read-clocks.js';
import { readTimes } from './clocks/read-times.js';
import { saveClocks } from './clocks/save-clocks.js';
import { saveTimes } from './clocks/save-times.js';
import type { Context, Services } from './context.js';
import { answerQuestion } from './escalation/answer-question.js';
import { askAgent } from './escalation/ask-agent.js';
import { claimEscalation } from './escalation/claim-escalation.js';
import { confirmClaim } from './escalation/confirm-claim.js';
import { handBackEscalation } from './escalation/hand-back-escalation.js';
import { listClaimers } from './escalation/list-claimers.js';
import { noteDeskMessage } from './escalation/note-desk-message.js';
import { readEscalation } from './escalation/read-escalation.js';
import { readQuestion } from './escalation/read-question.js';
import { readTicketNumber } from './escalation/read-ticket-number.js';
import { reassignEscalation } from './escalation/reassign-escalation.js';
import { releaseEscalation } from './escalation/release-escalation.js';
import { listFlows } from './flow/list-flows.js';
import { decideIntake } from './intake/decide-intake.js';
import { escalateProblem } from './intake/escalate-problem.js';
import { readIntake } from './intake/read-intake.js';
import { submitIntake } from './intake/submit-intake.js';
import { readLedger } from './ledger/read-ledger.js';
import { saveBudget } from './ledger/save-budget.js';
import { answerAccess } from './member/answer-access.js';
import { giveRole } from './member/give-role.js';
import { hasAskedForAccess } from './member/has-asked.js';
import { listGroupRoles } from './member/list-group-roles.js';
import { listWalkers } from './member/list-walkers.js';
import { type MeetPerson, meetPerson } from './member/meet-person.js';
import { type NoteChange, noteChange } from './member/note-change.js';
import { type NoteGroupChange, noteGroupChange } from './member/note-group-change.js';
import { requestAccess } from './member/request-access.js';
import { saveGroupRole } from './member/save-group-role.js';
import { editProposal } from './proposal/edit-proposal.js';
import { publishProposal } from './proposal/publish-proposal.js';
import { readProposal } from './proposal/read-proposal.js';
import { rejectProposal } from './proposal/reject-proposal.js';
import { readHome } from './queue/read-home.js';
import { readQueue } from './queue/read-queue.js';
import { retryGivenUp } from './queue/retry-given-up.js';
import { abandonSession } from './session/abandon-session.js';

import { addNote } from './session/add-note.js';
import { addStep } from './session/add-step.js';
import { answerNode } from './session/answer-node.js';
import { carrySession } from './session/carry-session.js';
import { confirmFix } from './session/confirm-fix.js';
import { escalateSession } from './session/escalate-session.js';
import { goBack } from './session/go-back.js';
import { isWalkThread } from './session/is-walk-thread.js';
import { leaveFlow } from './session/leave-flow.js';
import { readNode } from './session/read-node.js';
import { readSession } from './session/read-session.js';
import { readWaysOn } from './session/read-ways-on.js';
import { type RedrawStale, redrawStale } from './session/redraw-stale.js';
import { reopenSession } from './session/reopen-session.js';
import { resolveSession } from './session/resolve-session.js';
import { retryNode } from './session/retry-node.js';
import { tellHow } from './session/tell-how.js';
import { walkAdHoc } from './session/walk-ad-hoc.js';
import { readWebhook } from './webhook/read-webhook.js';
import { resendEvents } from './webhook/resend-events.js';
import { saveWebhook } from './webhook/save-webhook.js';

/** Who acts, and the name of the delivery that carries the act. */
export interface Caller {
  actor: Actor;
  delivery: string | null;
}

export type UseCases = ReturnType<typeof createUseCases>;

const binding =
  (services: Services) =>
  <Input extends unknown[], Result>(act: (ctx: Context, ...input: Input) => Result) =>
  (caller: Caller, ...input: Input): Result =>
    act({ ...services, ...caller }, ...input);

const reviewing = (bind: ReturnType<typeof binding>) => ({
  editProposal: bind(editProposal),
  publishProposal: bind(publishProposal),
  readProposal: bind(readProposal),
  rejectProposal: bind(rejectProposal),
});

/** The use cases, given what they work with. */
export function createUseCases(services: Services) {
  const bind = binding(services);
  return {
    ...reviewing(bind),
    ...ofAccount(bind),
    abandonSession: bind(abandonSession),
    addNote: bind(addNote),
    addStep: bind(addStep),
    answerNode: bind(answerNode),
    answerQuestion: bind(answerQuestion),
    askAgent: bind(askAgent),
    carrySession: bind(carrySession),
    claimEscalation: bind(claimEscalation),
    confirmFix: bind(confirmFix),
    confirmClaim: bind(confirmClaim),
    decideIntake: bind(decideIntake),
    escalateProblem: bind(escalateProblem),
    escalateSession: bind(escalateSession),
    goBack: bind(goBack),
    handBackEscalation: bind(handBackEscalation),
    leaveFlow: bind(leaveFlow),
    listFlows: bind(listFlows),
    isWalkThread: (thread: Parameters<typeof isWalkThread>[1]) => isWalkThread(services, thread),
    listClaimers: bind(listClaimers),
    listWalkers: bind(listWalkers),
    meetPerson: (input: MeetPerson) => meetPerson(services, input),
    noteChange: (input: NoteChange) => noteChange(services, input),
    noteGroupChange: (input: NoteGroupChange) => noteGroupChange(services, input),
    noteDeskMessage: bind(noteDeskMessage),
    readEscalation: bind(readEscalation),
    readHome: bind(readHome),
    readIntake: bind(readIntake),
    readNode: bind(readNode),
    readQuestion: bind(readQuestion),
    readQueue: bind(readQueue),
    readSession: bind(readSession),
    readWaysOn: bind(readWaysOn),
    reopenSession: bind(reopenSession),
    readTicketNumber: bind(readTicketNumber),
    reassignEscalation: bind(reassignEscalation),
    redrawStale: (input: RedrawStale) => redrawStale(services, input),
    releaseEscalation: bind(releaseEscalation),
    resolveSession: bind(resolveSession),
    retryGivenUp: bind(retryGivenUp),
    retryNode: bind(retryNode),
    submitIntake: bind(submitIntake),
    tellHow: bind(tellHow),
    walkAdHoc: bind(walkAdHoc),
  };
}

/** What is set for the account, and who may do what in it. */
const ofAccount = (bind: ReturnType<typeof binding>) => ({
  answerAccess: bind(answerAccess),
  giveRole: bind(giveRole),
  hasAskedForAccess: bind(hasAskedForAccess),
  listClocks: bind(listClocks),
  listGroupRoles: bind(listGroupRoles),
  archiveCategory: bind(archiveCategory),
  restoreCategory: bind(restoreCategory),
  listCategories: bind(listCategories),
  readCategory: bind(readCategory),
  readClocks: bind(readClocks),
  readLedger: bind(readLedger),
  readSettings: bind(readSettings),
  requestAccess: bind(requestAccess),
  readWebhook: bind(readWebhook),
  resendEvents: bind(resendEvents),
  saveWebhook: bind(saveWebhook),
  saveAccount: bind(saveAccount),
  saveBudget: bind(saveBudget),
  saveCategory: bind(saveCategory),
  readTimes: bind(readTimes),
  saveClocks: bind(saveClocks),
  saveTimes: bind(saveTimes),
  saveGroupRole: bind(saveGroupRole),
  saveMatching: bind(saveMatching),
});
