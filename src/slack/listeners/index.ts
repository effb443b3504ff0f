import type { App } from '@slack/bolt';
import { registerAccessActions } from './actions/access.js';
import { registerClocksActions } from './actions/clocks.js';
import { registerClosingActions } from './actions/closing.js';
import { registerEscalationActions } from './actions/escalation.js';
import { registerHomeActions } from './actions/home.js';
import { registerIntakeActions } from './actions/intake.js';
import { registerSayAction } from './actions/say.js';
import { registerSettingsActions } from './actions/settings.js';
import { registerWalkActions } from './actions/walk.js';
import { registerWalkModals } from './actions/walk-modals.js';
import { registerWrongFlowAction } from './actions/wrong-flow.js';
import { registerIntakeCommand } from './commands/intake.js';
import type { ListenerDeps } from './deps.js';
import { registerHomeOpened } from './events/home-opened.js';
import { registerThreadMessage } from './events/thread-message.js';
import { registerUserChange } from './events/user-change.js';
import { registerIntakeShortcuts } from './shortcuts/intake.js';
import { registerClosingViews } from './views/closing.js';
import { registerEscalationViews } from './views/escalation.js';
import { registerSettingsViews } from './views/settings.js';
import { registerWalkViews } from './views/walk.js';
import { registerWrongFlowView } from './views/wrong-flow.js';

/** Everything that Intake listens to. manifest.yml lists the same; a test compares them. */
export function registerListeners(app: App, deps: ListenerDeps): void {
  registerIntakeCommand(app, deps);
  registerIntakeActions(app, deps);
  registerWalkActions(app, deps);
  registerWalkModals(app, deps);
  registerWrongFlowAction(app, deps);
  registerClosingActions(app, deps);
  registerSayAction(app, deps);
  registerEscalationActions(app, deps);
  registerHomeActions(app, deps);
  registerAccessActions(app, deps);
  registerSettingsActions(app, deps);
  registerClocksActions(app, deps);
  registerWalkViews(app, deps);
  registerWrongFlowView(app, deps);
  registerClosingViews(app, deps);
  registerEscalationViews(app, deps);
  registerSettingsViews(app, deps);
  registerHomeOpened(app, deps);
  registerThreadMessage(app, deps);
  registerUserChange(app, deps);
  registerIntakeShortcuts(app, deps);
}
