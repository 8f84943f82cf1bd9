/** `npm run simulate`: seeds by the thousand, or the planted bugs looked for anew. */
import { parseArgs } from 'node:util';
import { CATEGORIES } from './checker/findings';
import { plantedBugs } from './planted/bugs';
import { searchFor, SEEDS_MAX } from './planted/search';
import { runSeeds, type Totals } from './pool/pool';
import { shrink } from './shrink';

const USAGE = `npm run simulate -- [--seeds N] [--from N] [--json]
npm run simulate -- --planted

The real sync, fold, push and delivery in one process under virtual time, with faults drawn from a
seed. First nothing may be lost, doubled or changed; then everything heals and must come together.

  --seeds N   how many seeds, 1000 when left out
  --from N    the first one, 1 when left out
  --json      counts as JSON on stdout
  --planted   looks for each planted bug from seed 1 on, at most ${SEEDS_MAX} seeds
  --help      this

Exit code 1 and the first failing seed with its shortest history when anything is wrong.
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [seeds, from] = [values.seeds, values.from].map(Number) as [number, number];
  if (!Number.isInteger(seeds) || !Number.isInteger(from) || seeds < 1 || from < 0)
    throw new Error('--seeds and --from take whole numbers');
  return { ...values, seeds, from };
}

/** Failed seeds that are named. */
const SEEDS_TOLD = 40;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function tellFirst({ failed }: Totals): Promise<void> {
  const [first] = failed;
  if (!first) return;
  const seeds = failed.slice(0, SEEDS_TOLD).map(({ seed }) => seed);
  say(`\n${failed.length} seeds failed: ${seeds.join(' ')}; of the first:`);
  for (const { category, rule, detail } of first.findings.slice(0, 5))
    say(`  ${category}: ${rule}: ${detail}`);
  const shrunk = await shrink(first.seed);
  if (!shrunk) return say('  run alone it does not fail: the simulation is not what it says');
  say(`\nits ${shrunk.plan.steps.length} steps without which it holds:`);
  for (const { atMs, deed } of shrunk.plan.steps) say(`  ${atMs} ms ${JSON.stringify(deed)}`);
  say('\nwhat happened last:');
  for (const line of shrunk.run.history) say(`  ${line}`);
}

async function simulate({ seeds, from, json }: ReturnType<typeof readOptions>): Promise<number> {
  const step = Math.max(1, Math.floor(seeds / 20));
  const totals = await runSeeds({
    from,
    seeds,
    onProgress: (done) => done % step === 0 && say(`${done} of ${seeds} seeds`),
  });
  const { failed: _, ...counts } = totals;
  const told = json ? JSON.stringify(counts, null, 2) : readable(totals);
  process.stdout.write(`${told}\n`);
  await tellFirst(totals);
  return totals.failed.length > 0 ? 1 : 0;
}

function readable(totals: Totals): string {
  const faults = Object.entries(totals.faults).map(([kind, n]) => `  ${kind.padEnd(24)}${n}`);
  const results = CATEGORIES.map((name) => `${name} ${totals[name]}`);
  return [`faults in ${totals.seeds} seeds:`, ...faults, results.join(', ')].join('\n');
}

async function searchPlanted(): Promise<number> {
  let missed = 0;
  for (const bug of plantedBugs) {
    const found = await searchFor(bug);
    if (!found) missed += 1;
    say(
      found ? `${bug.name}: seed ${found.seed}, ${found.finding.rule}` : `${bug.name}: NOT CAUGHT`,
    );
  }
  return missed > 0 ? 1 : 0;
}

const options = readOptions();
if (options.help) process.stdout.write(USAGE);
else process.exitCode = options.planted ? await searchPlanted() : await simulate(options);
