// Reads what a measuring command printed with --json and ends with 1 unless the bars named here hold:
//   npm run eval -- match FILE… --json | node scripts/bars-hold.mjs 'top-1, mean' 'recall@3, mean'
// For commands with bars that fall short of their goals today: those are shown and gate nothing.
import { readFileSync } from 'node:fs';

const printed = readFileSync(0, 'utf8').trimEnd();
console.log(printed);
const { bars } = JSON.parse(printed.slice(printed.lastIndexOf('\n') + 1));
const named = process.argv.slice(2);
const broken = named.filter((name) => !bars.some((bar) => bar.name === name && bar.ok));
for (const name of broken) console.error(`bars-hold: "${name}" does not hold, or is no bar of this command`);
process.exitCode = broken.length > 0 ? 1 : 0;
