import type { ModalView } from '@slack/types';
import type { GroupRole, GroupRoleName } from '../../domain/group-roles.js';
import { field, view } from '../ids.js';
import { context, divider, option, section, stack } from './elements.js';
import { menuInput, modal, optionsInput, tickInput } from './inputs.js';
import { group, type Mrkdwn } from './text.js';
import { roleWords } from './words.js';

export interface GroupRolesView {
  groupRoles: readonly GroupRole[];
  /** The workspace's user groups; null where Intake may not read them. */
  groups: { groupId: string; handle: string }[] | null;
}

/** What a user group can give, in the order of the menu. */
export const groupRoleOrder: readonly GroupRoleName[] = ['l1', 'engineer', 'admin'];

/** The option for a group that gives nothing any more. */
const noRole = 'none';

const words = { ...roleWords, [noRole]: 'No role from this group' } as const;

/** Which Slack user group gives which role: one at a time, and all of them below. */
export function groupRolesModal({ groupRoles, groups }: GroupRolesView): ModalView {
  const known = groups ?? [];
  const gone = groupRoles.filter(({ groupId }) => !known.some((one) => one.groupId === groupId));
  const all = [...known, ...gone.map(({ groupId }) => ({ groupId, handle: `${groupId} (cannot be read)` }))];
  const missing =
    groups === null
      ? context('Intake may not read user groups here: reinstall it with `usergroups:read`.')
      : context('Slack lists no user group here. Make one in Slack first; they need a paid plan.');
  return modal({
    callbackId: view.groupRolesSave,
    title: 'Roles by user group',
    submit: all.length === 0 ? null : 'Save',
    metadata: '',
    blocks: stack(
      ...(all.length === 0 ? [missing] : inputs(all)),
      groups === null && all.length > 0 ? missing : null,
      divider,
      section(list(groupRoles)),
      context(
        'A role given by hand wins over a group’s. Of several groups the highest role counts; who leaves the group loses what it gave.',
      ),
    ),
  });
}

const inputs = (all: { groupId: string; handle: string }[]) => [
  optionsInput(field.roleGroup, {
    label: 'User group',
    placeholder: 'Choose a user group',
    options: all.map(({ groupId, handle }) => option(`@${handle}`, groupId)),
  }),
  menuInput(field.role, { label: 'Role', words, order: [...groupRoleOrder, noRole], value: null }),
  tickInput(field.coversL1, {
    label: 'Covers L1',
    tick: 'Walks problems too, as L1 agents do',
    value: false,
  }),
];

function list(groupRoles: readonly GroupRole[]): Mrkdwn {
  if (groupRoles.length === 0) return 'No user group gives a role yet.';
  const lines = groupRoles.map(
    ({ groupId, role, coversL1 }) => `${group(groupId)}  ${roleWords[role]}${coversL1 ? ', covers L1' : ''}`,
  );
  return lines.join('\n');
}
