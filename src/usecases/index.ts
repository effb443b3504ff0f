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

type Bind = ReturnType<typeof binding>;

/** The use cases, given what they work with. */
export function createUseCases(services: Services) {
  const bind = binding(services);
  return {
    ...ofAccount(bind),
    ...ofCategory(bind),
    ...ofClocks(bind),
    ...ofEscalation(bind),
    ...ofFlow(bind),
    ...ofIntake(bind),
    ...ofLedger(bind),
    ...ofMember(bind, services),
    ...ofProposal(bind),
    ...ofQueue(bind),
    ...ofSession(bind, services),
    ...ofWebhook(bind),
  };
}

const ofAccount = (bind: Bind) => ({
  readSettings: bind(readSettings),
  saveAccount: bind(saveAccount),
  saveMatching: bind(saveMatching),
});

const ofCategory = (bind: Bind) => ({
  archiveCategory: bind(archiveCategory),
  listCategories: bind(listCategories),
  readCategory: bind(readCategory),
  restoreCategory: bind(restoreCategory),
  saveCategory: bind(saveCategory),
});

const ofClocks = (bind: Bind) => ({
  listClocks: bind(listClocks),
  readClocks: bind(readClocks),
  readTimes: bind(readTimes),
  saveClocks: bind(saveClocks),
  saveTimes: bind(saveTimes),
});

const ofEscalation = (bind: Bind) => ({
  answerQuestion: bind(answerQuestion),
  askAgent: bind(askAgent),
  claimEscalation: bind(claimEscalation),
  confirmClaim: bind(confirmClaim),
  handBackEscalation: bind(handBackEscalation),
  listClaimers: bind(listClaimers),
  noteDeskMessage: bind(noteDeskMessage),
  readEscalation: bind(readEscalation),
  readQuestion: bind(readQuestion),
  readTicketNumber: bind(readTicketNumber),
  reassignEscalation: bind(reassignEscalation),
  releaseEscalation: bind(releaseEscalation),
});

const ofFlow = (bind: Bind) => ({
  listFlows: bind(listFlows),
});

const ofIntake = (bind: Bind) => ({
  decideIntake: bind(decideIntake),
  escalateProblem: bind(escalateProblem),
  readIntake: bind(readIntake),
  submitIntake: bind(submitIntake),
});

const ofLedger = (bind: Bind) => ({
  readLedger: bind(readLedger),
  saveBudget: bind(saveBudget),
});

const ofMember = (bind: Bind, services: Services) => ({
  answerAccess: bind(answerAccess),
  giveRole: bind(giveRole),
  hasAskedForAccess: bind(hasAskedForAccess),
  listGroupRoles: bind(listGroupRoles),
  listWalkers: bind(listWalkers),
  meetPerson: (input: MeetPerson) => meetPerson(services, input),
  noteChange: (input: NoteChange) => noteChange(services, input),
  noteGroupChange: (input: NoteGroupChange) => noteGroupChange(services, input),
  requestAccess: bind(requestAccess),
  saveGroupRole: bind(saveGroupRole),
});

const ofProposal = (bind: Bind) => ({
  editProposal: bind(editProposal),
  publishProposal: bind(publishProposal),
  readProposal: bind(readProposal),
  rejectProposal: bind(rejectProposal),
});

const ofQueue = (bind: Bind) => ({
  readHome: bind(readHome),
  readQueue: bind(readQueue),
  retryGivenUp: bind(retryGivenUp),
});

const ofSession = (bind: Bind, services: Services) => ({
  abandonSession: bind(abandonSession),
  addNote: bind(addNote),
  addStep: bind(addStep),
  answerNode: bind(answerNode),
  carrySession: bind(carrySession),
  confirmFix: bind(confirmFix),
  escalateSession: bind(escalateSession),
  goBack: bind(goBack),
  isWalkThread: (thread: Parameters<typeof isWalkThread>[1]) => isWalkThread(services, thread),
  leaveFlow: bind(leaveFlow),
  readNode: bind(readNode),
  readSession: bind(readSession),
  readWaysOn: bind(readWaysOn),
  redrawStale: (input: RedrawStale) => redrawStale(services, input),
  reopenSession: bind(reopenSession),
  resolveSession: bind(resolveSession),
  retryNode: bind(retryNode),
  tellHow: bind(tellHow),
  walkAdHoc: bind(walkAdHoc),
});

const ofWebhook = (bind: Bind) => ({
  readWebhook: bind(readWebhook),
  resendEvents: bind(resendEvents),
  saveWebhook: bind(saveWebhook),
});
