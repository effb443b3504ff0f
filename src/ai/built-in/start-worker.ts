import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from the file `name` beside `base`: the built `.js`, or, where the sources themselves run
 * (tsx, vitest), the `.ts`. Node 20 reads no TypeScript, and a thread does not inherit tsx: there it is registered first.
 */
export function startWorker(base: string, name: string): Worker {
  if (!base.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, base));
  const tsx = import.meta.resolve('tsx/esm/api');
  const source = new URL(`./${name}.ts`, base).href;
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); });`;
  return new Worker(code, { eval: true });
}
