/** `npm run torture -- --cycles N [--browser M] [--seed S]`: real faults against the real product. */
import { parseArgs } from 'node:util';
import { FAULTS, type FaultKind } from './faults';
import { tortureLedgers } from './ledgers';
import { torturePhones } from './phones';
import { linesOf, Report } from './report';
import { openSite } from './site';

const USAGE = `npm run torture -- --cycles N [--browser M] [--seed S] [--from CYCLE] [--fault KIND …] [--json]
  --cycles N   cycles against server and database
  --browser M  cycles against the phone app in Chromium
  --seed S     draws the faults; the same again for the same seed
  --from C     the first cycle, to do one again
  --fault K …  only these, in turn, of ${Object.keys(FAULTS).join(', ')}
  --json       the counts as JSON
`;

const OPTIONS = {
  cycles: { type: 'string', default: '0' },
  browser: { type: 'string', default: '0' },
  seed: { type: 'string', default: 'torture' },
  from: { type: 'string', default: '0' },
  fault: { type: 'string', multiple: true, default: [] as string[] },
  json: { type: 'boolean', default: false },
} as const;

const usage = (): never => {
  process.stderr.write(USAGE);
  process.exit(2);
};

function numberOf(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : usage();
}

function parse() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch {
    return usage();
  }
}

function readOptions() {
  const values = parse();
  const { seed, json } = values;
  const faults = values.fault.map((kind) => (kind in FAULTS ? (kind as FaultKind) : usage()));
  const [cycles, browser, from] = [values.cycles, values.browser, values.from].map(numberOf);
  if (!cycles && !browser) usage();
  return { cycles: cycles!, browser: browser!, from: from!, faults, seed, json };
}

const { json, cycles, browser, ...options } = readOptions();
if (process.platform !== 'linux') {
  process.stderr.write('Faults are made with what Linux offers: run this on Linux.\n');
  process.exit(2);
}
const report = new Report(options.seed);
const site = openSite();
// Interrupted, it still says how far it came.
process.on('exit', () => {
  const said = report.toJSON();
  process.stdout.write(`${json ? JSON.stringify(said, null, 2) : linesOf(said)}\n`);
});
const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
if (cycles) await tortureLedgers(site, { ...options, count: cycles, onProgress }, report);
if (browser && !report.isWrong)
  await torturePhones(site, { ...options, count: browser, onProgress }, report);
process.exit(report.isWrong ? 1 : 0);
