import { z } from 'zod';
import { limits } from './limits.js';

/** Slack counts characters as UTF-16 code units, as JavaScript does. */
export const plainText = (max: number, min = 1) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(min).max(max),
    emoji: z.boolean().optional(),
  });

export const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const webUrl = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[a-z][a-z0-9+.-]*:/i, 'must be a valid URL');

const optionFields = {
  value: z.string().min(1).max(limits.option.value),
  description: plainText(limits.option.description).optional(),
};

export const plainOption = z.strictObject({ text: plainText(limits.option.text), ...optionFields });
export const anyOption = z.strictObject({ text: anyText(limits.option.text), ...optionFields });
export const overflowOption = z.strictObject({
  text: plainText(limits.option.text),
  ...optionFields,
  url: webUrl(limits.option.url).optional(),
});

export const optionGroup = z.strictObject({
  label: plainText(limits.groupLabel),
  options: z.array(plainOption).min(1).max(limits.options),
});

export const confirm = z.strictObject({
  title: plainText(limits.confirm.title).optional(),
  text: anyText(limits.confirm.text),
  confirm: plainText(limits.confirm.button).optional(),
  deny: plainText(limits.confirm.button).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const imageSource = {
  image_url: webUrl(limits.image.url).optional(),
  slack_file: z.strictObject({ url: z.string().optional(), id: z.string().optional() }).optional(),
};

/** Fields an image has wherever it stands. */
export const imageFields = {
  type: z.literal('image'),
  alt_text: z.string().min(1).max(limits.image.altText),
  ...imageSource,
};

export const imageElement = z.strictObject(imageFields);

/** rich_text is written by Slack's own editor: its shape is checked, its leaves are not. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().max(limits.id).optional(),
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']),
      elements: z.array(z.looseObject({ type: z.string() })),
    }),
  ),
});
