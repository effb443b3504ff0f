import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Reply, text } from './http.js';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The compiled page lies beside the compiled server; a server run from source finds it in dist. */
const pageFolders = ['../page/', '../../../dist/sandbox/page/'].map((it) =>
  fileURLToPath(new URL(it, import.meta.url)),
);

const PAGE_FILE = /^[\w-]+(\/[\w-]+)*(\.js\.map|\.js|\.css|\.html|\.svg)$/;

/** The page's libraries, by name only: nothing else of node_modules can be asked for. */
function moduleFiles(): Record<string, string> {
  const { resolve } = createRequire(import.meta.url);
  const parser = join(dirname(resolve('slack-message-parser')), '..', 'esm');
  const parserFiles = readdirSync(parser, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => [`slack-message-parser/${name.replaceAll(sep, '/')}`, join(parser, name)]);
  return {
    'preact.js': resolve('preact'),
    'preact-hooks.js': resolve('preact/hooks'),
    'preact-jsx-runtime.js': resolve('preact/jsx-runtime'),
    ...Object.fromEntries(parserFiles),
  };
}

let modules: Record<string, string> | undefined;

function candidates(path: string): string[] {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (name.startsWith('modules/')) {
    modules ??= moduleFiles();
    const file = modules[name.slice('modules/'.length)];
    return file ? [file] : [];
  }
  return PAGE_FILE.test(name) ? pageFolders.map((folder) => join(folder, name)) : [];
}

/**
 * What the page may load and run: its own files, the import map written into it, and pictures that messages show.
 * Whatever an app or a customer writes into a message, nothing of it can run.
 */
function policyOf(content: Buffer, type: string): Record<string, string> {
  if (!type.startsWith('text/html')) return {};
  const inline = [...content.toString('utf8').matchAll(/<script type="importmap">([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  const rules = [
    "default-src 'self'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return { 'content-security-policy': rules.join('; ') };
}

/** A file of the page or one of its libraries. */
export async function staticFile(path: string): Promise<Reply> {
  for (const file of candidates(path)) {
    const content = await readFile(file).catch(() => undefined);
    if (!content) continue;
    const type = contentTypes[extname(path === '/' ? 'index.html' : path)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'cache-control': 'no-cache', ...policyOf(content, type) };
    return { status: 200, headers, body: content };
  }
  return text(404, 'Not found');
}
