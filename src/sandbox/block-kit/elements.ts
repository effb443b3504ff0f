import { z } from 'zod';
import {
  anyOption,
  confirm,
  conversationFilter,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  richText,
  webUrl,
} from './composition.js';
import { limits } from './limits.js';

const action = { action_id: z.string().min(1).max(limits.id).optional() };
const confirmable = { confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholdable = { placeholder: plainText(limits.placeholder).optional() };
const dispatchable = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
};
const menu = { ...action, ...confirmable, ...focusable, ...placeholdable };
const multi = { ...menu, max_selected_items: z.int().min(1).optional() };
const typed = { ...action, ...focusable, ...placeholdable, ...dispatchable };
const respondable = { response_url_enabled: z.boolean().optional() };
const style = z.enum(['primary', 'danger']).optional();
const accessibilityLabel = z.string().max(limits.button.accessibilityLabel).optional();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');
const listed = {
  options: z.array(plainOption).min(1).max(limits.options).optional(),
  option_groups: z.array(optionGroup).min(1).max(limits.optionGroups).optional(),
};
const many = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(limits.options).optional();

const button = z.strictObject({
  type: z.literal('button'),
  ...action,
  ...confirmable,
  text: plainText(limits.button.text),
  value: z.string().max(limits.button.value).optional(),
  url: webUrl(limits.button.url).optional(),
  style,
  accessibility_label: accessibilityLabel,
});

const feedbackButton = z.strictObject({
  text: plainText(limits.button.text),
  accessibility_label: accessibilityLabel,
  value: z.string().max(limits.button.value),
});

const schemas = {
  button,
  workflow_button: z.strictObject({
    type: z.literal('workflow_button'),
    ...action,
    text: plainText(limits.button.text),
    workflow: z.looseObject({}),
    style,
    accessibility_label: accessibilityLabel,
  }),
  feedback_buttons: z.strictObject({
    type: z.literal('feedback_buttons'),
    ...action,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  icon_button: z.strictObject({
    type: z.literal('icon_button'),
    ...action,
    ...confirmable,
    icon: z.string(),
    text: plainText(limits.button.text),
    accessibility_label: accessibilityLabel,
    value: z.string().max(limits.button.value).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
  overflow: z.strictObject({
    type: z.literal('overflow'),
    ...action,
    ...confirmable,
    options: z.array(overflowOption).min(1).max(limits.overflow),
  }),
  checkboxes: z.strictObject({
    type: z.literal('checkboxes'),
    ...action,
    ...confirmable,
    ...focusable,
    options: z.array(anyOption).min(1).max(limits.choices),
    initial_options: many(anyOption),
  }),
  radio_buttons: z.strictObject({
    type: z.literal('radio_buttons'),
    ...action,
    ...confirmable,
    ...focusable,
    options: z.array(anyOption).min(1).max(limits.choices),
    initial_option: anyOption.optional(),
  }),
  static_select: z.strictObject({
    type: z.literal('static_select'),
    ...menu,
    ...listed,
    initial_option: plainOption.optional(),
  }),
  multi_static_select: z.strictObject({
    type: z.literal('multi_static_select'),
    ...multi,
    ...listed,
    initial_options: many(plainOption),
  }),
  external_select: z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    min_query_length: z.int().min(0).optional(),
    initial_option: plainOption.optional(),
  }),
  multi_external_select: z.strictObject({
    type: z.literal('multi_external_select'),
    ...multi,
    min_query_length: z.int().min(0).optional(),
    initial_options: many(plainOption),
  }),
  users_select: z.strictObject({
    type: z.literal('users_select'),
    ...menu,
    initial_user: z.string().optional(),
  }),
  multi_users_select: z.strictObject({
    type: z.literal('multi_users_select'),
    ...multi,
    initial_users: many(z.string()),
  }),
  channels_select: z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    ...respondable,
    initial_channel: z.string().optional(),
  }),
  multi_channels_select: z.strictObject({
    type: z.literal('multi_channels_select'),
    ...multi,
    initial_channels: many(z.string()),
  }),
  conversations_select: z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...respondable,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter.optional(),
  }),
  multi_conversations_select: z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...multi,
    initial_conversations: many(z.string()),
    default_to_current_conversation: z.boolean().optional(),
    filter: conversationFilter.optional(),
  }),
  datepicker: z.strictObject({ type: z.literal('datepicker'), ...menu, initial_date: date.optional() }),
  timepicker: z.strictObject({
    type: z.literal('timepicker'),
    ...menu,
    initial_time: time.optional(),
    timezone: z.string().optional(),
  }),
  datetimepicker: z.strictObject({
    type: z.literal('datetimepicker'),
    ...action,
    ...confirmable,
    ...focusable,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  plain_text_input: z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(limits.plainInput).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(limits.plainInput).optional(),
    max_length: z.int().min(1).max(limits.plainInput).optional(),
  }),
  email_text_input: z.strictObject({
    type: z.literal('email_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  url_text_input: z.strictObject({
    type: z.literal('url_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  number_input: z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  rich_text_input: z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richText.optional(),
    min_lines: z.int().min(1).max(100).optional(),
    max_lines: z.int().min(1).max(100).optional(),
  }),
  file_input: z.strictObject({
    type: z.literal('file_input'),
    ...action,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
} as const;

const menus = [
  schemas.checkboxes,
  schemas.radio_buttons,
  schemas.static_select,
  schemas.multi_static_select,
  schemas.external_select,
  schemas.multi_external_select,
  schemas.users_select,
  schemas.multi_users_select,
  schemas.channels_select,
  schemas.multi_channels_select,
  schemas.conversations_select,
  schemas.multi_conversations_select,
  schemas.datepicker,
  schemas.timepicker,
] as const;

const forActions = [
  ...menus,
  button,
  schemas.workflow_button,
  schemas.overflow,
  schemas.datetimepicker,
] as const;

/** What may stand in an `actions` block. */
export const actionsElement = z.discriminatedUnion('type', [...forActions, schemas.rich_text_input]);

/** What may stand in an `input` block. */
export const inputElement = z.discriminatedUnion('type', [
  ...menus,
  schemas.datetimepicker,
  schemas.plain_text_input,
  schemas.email_text_input,
  schemas.url_text_input,
  schemas.number_input,
  schemas.rich_text_input,
  schemas.file_input,
]);

/** Interactive elements that may stand beside a section's text. */
export const accessories = [...menus, button, schemas.workflow_button, schemas.overflow] as const;

export const contextActionsElement = z.discriminatedUnion('type', [
  schemas.feedback_buttons,
  schemas.icon_button,
]);

export { button as buttonElement };
