/**
 * Every id that Slack sends back to us. Actions and callbacks are `noun.verb`; where one block holds several
 * buttons of one action, each carries an index (`session.answer:0`), because Slack wants them unique in a block.
 */
export const action = {
  intakeUseFlow: 'intake.use_flow',
  intakeBuild: 'intake.build',
  intakeAdHoc: 'intake.ad_hoc',
  intakeEscalate: 'intake.escalate',
  /** From App Home: shows the card of an intake that waits for a choice. */
  intakeOpen: 'intake.open',

  sessionAnswer: 'session.answer',
  sessionAnswerSelect: 'session.answer_select',
  /** Opens the answers in a modal, where they are too many or too long for a message. */
  sessionChoose: 'session.choose',
  /** "Something else": opens a modal that asks what it is instead. */
  sessionSay: 'session.say',
  /** "Not sure", at a question that says how to find out. */
  sessionTellHow: 'session.tell_how',
  sessionBack: 'session.back',
  sessionNote: 'session.note',
  sessionEscalate: 'session.escalate',
  sessionResolve: 'session.resolve',
  /** The overflow menu: resolve, hand over, stop. */
  sessionMore: 'session.more',
  sessionResume: 'session.resume',
  sessionAddStep: 'session.add_step',
  sessionRetry: 'session.retry',
  sessionWalkAdHoc: 'session.walk_ad_hoc',
  sessionBrief: 'session.brief',
  sessionWrongFlow: 'session.wrong_flow',
  /** Somebody has seen that a fix works. */
  sessionWorks: 'session.works',
  sessionReopen: 'session.reopen',
  /** Closes a walk unsolved. */
  sessionAbandon: 'session.abandon',
  /** The ticket as a text for a PSA tool. */
  sessionTicketNote: 'session.ticket_note',

  escalationClaim: 'escalation.claim',
  escalationBrief: 'escalation.brief',
  escalationResolve: 'escalation.resolve',
  /** The overflow menu: ask, hand back, give away, release. */
  escalationMore: 'escalation.more',
  /** A claimant who was reminded says that they are at it, or gives it back. */
  escalationConfirm: 'escalation.confirm',
  escalationRelease: 'escalation.release',
  questionAnswer: 'question.answer',
  briefPage: 'brief.page',

  /** Opens the review, from the card or App Home. */
  proposalReview: 'proposal.review',
  proposalPage: 'proposal.page',
  /** The menu beside a step: its text, its branch. */
  proposalStep: 'proposal.step',
  proposalDetails: 'proposal.details',
  proposalReject: 'proposal.reject',

  accessRequest: 'access.request',
  accessGrant: 'access.grant',

  homeNewIntake: 'home.new_intake',
  homeEscalate: 'home.escalate',
  homeFilter: 'home.filter',
  /** Has sent again what was given up. */
  homeRetry: 'home.retry',
  homePage: 'home.page',
  listPage: 'list.page',

  settingsOpen: 'settings.open',
  aiOpen: 'ai.open',
  clocksOpen: 'clocks.open',
  clocksEdit: 'clocks.edit',
  /** Chooses the category whose clocks are edited. */
  clocksPick: 'clocks.pick',
  timesEdit: 'times.edit',
  accountEdit: 'account.edit',
  matchingEdit: 'matching.edit',
  rolesOpen: 'roles.open',
  groupRolesOpen: 'roles.groups',
  webhookEdit: 'webhook.edit',
  webhookResend: 'webhook.resend',
  categoryAdd: 'category.add',
  categoryEdit: 'category.edit',
  /** A menu in place of one button each, where there are many categories. */
  categoryPick: 'category.pick',
  categoryArchive: 'category.archive',
  categoryRestore: 'category.restore',
} as const;

export type ActionId = (typeof action)[keyof typeof action];

/** The action id of one of several buttons in a block. */
export const indexed = (id: ActionId, index: number): string => `${id}:${index}`;

/** What a listener matches: the action, with an index or without. */
export const matching = (id: ActionId): RegExp => new RegExp(`^${id.replaceAll('.', '\\.')}(:\\d+)?$`);

/** The callback ids of shortcuts, as manifest.yml has them. */
export const shortcut = {
  intakeNew: 'intake.new',
  intakeFromMessage: 'intake.from_message',
} as const;

/** The callback ids of modals. */
export const view = {
  intakeSubmit: 'intake.submit',
  intakeChoice: 'intake.choice',
  sessionAnswer: 'session.answer',
  sessionSay: 'session.say',
  sessionNote: 'session.note',
  sessionResolve: 'session.resolve',
  sessionEscalate: 'session.escalate',
  sessionHandOver: 'session.hand_over',
  sessionAddStep: 'session.add_step',
  sessionLeaveFlow: 'session.leave_flow',
  sessionReopen: 'session.reopen',
  escalationReassign: 'escalation.reassign',
  escalationHandBack: 'escalation.hand_back',
  escalationAsk: 'escalation.ask',
  questionAnswer: 'question.answer',
  proposalPublish: 'proposal.publish',
  proposalDetails: 'proposal.details',
  proposalText: 'proposal.text',
  proposalReject: 'proposal.reject',
  settings: 'settings',
  clocks: 'clocks',
  clocksSave: 'clocks.save',
  timesSave: 'times.save',
  aiSave: 'ai.save',
  accountSave: 'account.save',
  matchingSave: 'matching.save',
  categorySave: 'category.save',
  rolesSave: 'roles.save',
  groupRolesSave: 'roles.groups_save',
  webhookSave: 'webhook.save',
  /** Modals that only show something. */
  brief: 'brief',
  secret: 'secret',
  ticketNote: 'ticket_note',
  loading: 'loading',
  problem: 'problem',
} as const;

/**
 * The inputs of modals: the `block_id` and the `action_id` at once. They are the domain's own names, so that
 * the field of an `InvalidInputError` is the block that Slack shows the sentence under.
 */
export const field = {
  problem: 'problem',
  customerName: 'customerName',
  customerContact: 'customerContact',
  device: 'device',
  urgency: 'urgency',
  private: 'private',
  start: 'start',
  answer: 'answer',
  said: 'said',
  callsPerDay: 'callsPerDay',
  callsPerMember: 'callsPerMember',
  centsPerDay: 'centsPerDay',
  note: 'note',
  helpful: 'helpful',
  notes: 'notes',
  confirmed: 'confirmed',
  minutes: 'minutes',
  url: 'url',
  newSecret: 'newSecret',
  reason: 'reason',
  reasonCategory: 'reasonCategory',
  member: 'member',
  /** Of an ad hoc step; the use case calls its text `step`. */
  tried: 'step',
  result: 'result',
  instruction: 'instruction',
  question: 'question',
  category: 'category',
  name: 'name',
  keywords: 'keywords',
  buildEnabled: 'buildEnabled',
  identityGate: 'identityGate',
  engineeringChannel: 'engineeringChannel',
  recipients: 'recipients',
  defaultChannel: 'defaultChannel',
  newcomers: 'newcomers',
  claimMinutes: 'claimMinutes',
  firstActionMinutes: 'firstActionMinutes',
  askHours: 'askHours',
  remindHours: 'remindHours',
  giveUpHours: 'giveUpHours',
  reopenDays: 'reopenDays',
  staleHours: 'staleHours',
  sweepDays: 'sweepDays',
  hours: 'hours',
  zone: 'zone',
  days: 'days',
  from: 'from',
  to: 'to',
  onCallGroup: 'onCallGroup',
  onCallPeople: 'onCallPeople',
  nextLevelGroup: 'nextLevelGroup',
  nextLevelPeople: 'nextLevelPeople',
  readiness: 'readiness',
  /** A Slack user group that gives a role. */
  roleGroup: 'roleGroup',
  role: 'role',
  coversL1: 'coversL1',
  /** How a ticket goes on after the wrong flow. */
  wayOn: 'wayOn',
  otherFlow: 'otherFlow',
  title: 'title',
  examples: 'examples',
  text: 'text',
  howToTell: 'howToTell',
  takeOut: 'takeOut',
  /** The ticket note, or a part of it. */
  ticketNote: 'ticketNote',
} as const;

export type FieldId = (typeof field)[keyof typeof field];

/** One of several fields of a kind. */
export type FieldPart = `${FieldId}:${number}`;

/** What a block_id that carries something starts with; payloads.ts writes and reads the rest. */
export const blockPrefix = {
  answers: 'session.answers',
  answerSelect: 'session.answer_select',
  step: 'session.step',
  ways: 'session.ways',
  escalation: 'escalation.acts',
  choices: 'intake.choices',
  homeFilter: 'home.filter',
} as const;

export type BlockPrefix = (typeof blockPrefix)[keyof typeof blockPrefix];
