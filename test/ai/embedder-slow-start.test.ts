import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** WebAssembly takes as long as on a very busy machine. */
const slowly = `
  const real = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...source) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return real.apply(WebAssembly, source);
  };`;

const program = `
  const { openBuiltInEmbedder } = await import(${JSON.stringify(new URL('../../src/ai/built-in/embedder.ts', import.meta.url))});
  const embedder = await openBuiltInEmbedder();
  const [vector] = await embedder.embed(['printer offline']);
  process.stdout.write(String(vector.length));
  await embedder.close();`;

it('starts also where the model is read before WebAssembly is ready', async () => {
  const preloads = ['--import', `data:text/javascript,${encodeURIComponent(slowly)}`, '--import', 'tsx'];
  const run = promisify(execFile)(process.execPath, [...preloads, '--input-type=module', '-e', program]);
  expect((await run).stdout).toBe('512');
}, 30_000);
