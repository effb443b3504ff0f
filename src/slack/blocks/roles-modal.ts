import type { KnownBlock, ModalView } from '@slack/types';
import type { Member, Role } from '../../domain/member.js';
import { action, field, view } from '../ids.js';
import { settingsMetadata } from '../payloads.js';
import { button, divider, section, stack } from './elements.js';
import { menuInput, modal, personInput, tickInput } from './inputs.js';
import { packed } from './pack.js';
import { group, type Mrkdwn, person } from './text.js';
import { roleWords } from './words.js';

export interface RolesView {
  /** Everybody who has a role. */
  members: Pick<Member, 'memberId' | 'slackUserId' | 'displayName' | 'role' | 'coversL1' | 'standing'>[];
  /** The Slack user group that a role comes from, by member. */
  roleGroups: Record<string, string>;
  /** Whose role is about to be changed, where it is known. */
  chosen: Pick<Member, 'slackUserId' | 'role' | 'coversL1'> | null;
  /** The roles that the person asking may give; owners only by owners. */
  givable: readonly Role[];
  settingsViewId?: string;
}

/** The option for taking a role away. */
const noRole = 'none';

const words = { ...roleWords, [noRole]: 'No role (cannot use Intake)' } as const;
const room = { size: 2_900, sections: 20, characters: 50_000 } as const;

/** Who may do what: one person's role at a time, and everybody's below. */
export function rolesModal({ members, roleGroups, chosen, givable, settingsViewId }: RolesView): ModalView {
  return modal({
    callbackId: view.rolesSave,
    title: 'Roles',
    submit: 'Save',
    metadata: settingsMetadata.encode({ settingsViewId }),
    blocks: stack(
      personInput(field.member, { label: 'Person', slackUserId: chosen?.slackUserId ?? null }),
      menuInput(field.role, {
        label: 'Role',
        words,
        order: [...givable, noRole],
        value: chosen?.role ?? null,
      }),
      tickInput(field.coversL1, {
        label: 'Covers L1',
        tick: 'Walks problems too, as L1 agents do',
        value: chosen?.coversL1 ?? false,
      }),
      section(
        '*User groups:* who is in a Slack user group can get a role from it.',
        button('User groups', action.groupRolesOpen, 'group_roles'),
      ),
      divider,
      ...list(members, roleGroups),
    ),
  });
}

function list(members: RolesView['members'], roleGroups: RolesView['roleGroups']): KnownBlock[] {
  if (members.length === 0) return [section('Nobody has a role yet.')];
  const { sections, left } = packed(
    members.map((member) => [memberLine(member, roleGroups[member.memberId])]),
    room,
  );
  const more =
    left > 0 ? [section(`${left} more are not listed; choose a person above to set their role.`)] : [];
  return [...sections.map((text) => section(text)), ...more];
}

function memberLine(member: RolesView['members'][number], groupId: string | undefined): Mrkdwn {
  const role = member.role === null ? 'no role' : roleWords[member.role];
  const covers = member.coversL1 && member.role !== 'l1' ? ', covers L1' : '';
  const standing = member.standing === 'full' ? '' : ` (${member.standing}: can do nothing)`;
  const from = groupId === undefined ? '' : `, from ${group(groupId)}`;
  return `${person(member)}  ${role}${covers}${from}${standing}`;
}
