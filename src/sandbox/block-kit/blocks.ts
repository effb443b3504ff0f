import { z } from 'zod';
import { anyText, imageElement, imageFields, mrkdwn, plainText, richText, webUrl } from './composition.js';
import {
  accessories,
  actionsElement,
  buttonElement,
  contextActionsElement,
  inputElement,
} from './elements.js';
import { limits } from './limits.js';

const base = { block_id: z.string().max(limits.id).optional() };

const actions = z.strictObject({
  type: z.literal('actions'),
  ...base,
  elements: z.array(actionsElement).min(1).max(limits.actionsElements),
});

const section = z.strictObject({
  type: z.literal('section'),
  ...base,
  text: anyText(limits.section.text).optional(),
  fields: z.array(anyText(limits.section.field)).min(1).max(limits.section.fields).optional(),
  accessory: z.discriminatedUnion('type', [...accessories, imageElement]).optional(),
  expand: z.boolean().optional(),
});

const header = z.strictObject({ type: z.literal('header'), ...base, text: plainText(limits.header) });
const divider = z.strictObject({ type: z.literal('divider'), ...base });

const context = z.strictObject({
  type: z.literal('context'),
  ...base,
  elements: z
    .array(z.discriminatedUnion('type', [plainText(limits.text), mrkdwn(limits.text), imageElement]))
    .min(1)
    .max(limits.contextElements),
});

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...base,
  elements: z.array(contextActionsElement).min(1).max(limits.contextActions),
});

const image = z.strictObject({ ...imageFields, ...base, title: plainText(limits.image.title).optional() });

const input = z.strictObject({
  type: z.literal('input'),
  ...base,
  label: plainText(limits.input.label),
  element: inputElement,
  hint: plainText(limits.input.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const markdown = z.strictObject({
  type: z.literal('markdown'),
  ...base,
  text: z.string().min(1).max(limits.markdownTotal),
});

const file = z.strictObject({
  type: z.literal('file'),
  ...base,
  source: z.literal('remote'),
  external_id: z.string().min(1),
});

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
]);
const rows = z.array(z.array(cell).min(1).max(limits.table.cells)).min(1).max(limits.table.rows);

const table = z.strictObject({
  type: z.literal('table'),
  ...base,
  rows,
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(limits.table.cells)
    .optional(),
});

const dataTable = z.strictObject({
  type: z.literal('data_table'),
  ...base,
  rows,
  caption: z.string().min(1),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).optional(),
});

const alert = z.strictObject({
  type: z.literal('alert'),
  ...base,
  text: anyText(limits.text),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

const card = z.strictObject({
  type: z.literal('card'),
  ...base,
  hero_image: imageElement.optional(),
  icon: imageElement.optional(),
  title: mrkdwn(limits.card.title).optional(),
  subtitle: mrkdwn(limits.card.title).optional(),
  body: mrkdwn(limits.card.body).optional(),
  actions: z.array(buttonElement).min(1).optional(),
});

const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...base,
  elements: z.array(card).min(1).max(limits.carousel),
});

const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...base,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.looseObject({ type: z.literal('url'), url: z.string(), text: z.string() })).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});

const plan = z.strictObject({
  type: z.literal('plan'),
  ...base,
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
});

const video = z.strictObject({
  type: z.literal('video'),
  ...base,
  video_url: webUrl(3000),
  thumbnail_url: webUrl(3000),
  alt_text: z.string().min(1),
  title: plainText(limits.video.title),
  title_url: webUrl(3000).optional(),
  author_name: z.string().max(limits.video.author).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webUrl(3000).optional(),
  description: plainText(limits.text).optional(),
});

const container = z.strictObject({
  type: z.literal('container'),
  ...base,
  title: plainText(limits.container.title).optional(),
  rich_text_title: richText.optional(),
  subtitle: anyText(limits.container.title).optional(),
  child_blocks: z
    .array(
      z.discriminatedUnion('type', [
        actions,
        context,
        divider,
        file,
        header,
        image,
        input,
        richText,
        section,
        table,
        video,
      ]),
    )
    .min(1)
    .max(limits.container.children),
  width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
  icon: imageElement.optional(),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
  has_header_divider: z.boolean().optional(),
});

const classic = [actions, context, divider, header, image, input, richText, section, video] as const;

/** The blocks a message may hold. */
export const messageBlock = z.discriminatedUnion('type', [
  ...classic,
  alert,
  card,
  carousel,
  container,
  contextActions,
  dataTable,
  file,
  markdown,
  plan,
  table,
  taskCard,
]);

/** The blocks a modal or an App Home may hold. */
export const viewBlock = z.discriminatedUnion('type', [
  ...classic,
  alert,
  card,
  carousel,
  container,
  table,
  dataTable,
]);
