/** `import-register`: a village's own spreadsheet into its register; the file never leaves this program. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { dayOf, levelOf, PLACE, ZONE } from '@doorstep/ledger';
import {
  agree,
  compare,
  NOTHING_KNOWN,
  type Difference,
  type ListFile,
} from '@doorstep/register-import';
import {
  problemText,
  understand,
  UnreadableFile,
  type SheetFile,
  type Understanding,
} from '@doorstep/sheets';
import type { Replica } from '@doorstep/sync';
import { say, type Locale } from '@doorstep/words';
import { effects } from '../effects';
import { newId } from '../links';
import { SaidError } from '../settings';
import { places } from '../store';
import { required, type Answer, type Command, type Context } from './command';
import { asDevice } from './device';
import { CADRE_OPTION, PLACE_OPTION } from './options';

/** @throws SaidError when there is no such file */
async function fileAt(path: string): Promise<SheetFile> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new SaidError('imports.noFile', { path, code });
  }
}

/** @throws SaidError with the one sentence that says why it cannot be read */
function understood(file: SheetFile): Understanding {
  const understanding = readable(file);
  if (understanding.problems.some(({ code }) => code === 'nobody_found'))
    throw new SaidError('sheetProblems.problem_nobody_found');
  return understanding;
}

function readable(file: SheetFile): Understanding {
  try {
    return understand(file, { today: dayOf(effects.realNowMs(), ZONE) });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new SaidError(`sheets.unreadable_${error.code}`, error.params);
  }
}

const listFile = ({ name, bytes }: SheetFile, { columns }: Understanding): ListFile => ({
  name,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  columns: [...new Set(columns.map(({ meaning }) => meaning))],
});

/** Sends until the server has everything. */
async function sendAll(replica: Replica): Promise<void> {
  const { unsent, problem, online } = await replica.syncNow();
  const [rejected] = replica.rejected();
  if (rejected) throw new SaidError('cli.refused', { code: rejected.code }, 1);
  if (unsent > 0) throw new SaidError('cli.refused', { code: problem ?? String(online) }, 1);
}

async function write(
  replica: Replica,
  understanding: Understanding,
  file: ListFile,
): Promise<Difference> {
  const agreed = { understanding, file, answers: {}, leavings: {}, seen: undefined };
  const outcome = await agree(replica, agreed);
  if (outcome.outcome === 'arriving') throw new SaidError('imports.arrivingElsewhere', {}, 1);
  if (outcome.outcome === 'moved') throw new SaidError('imports.movedAgain', {}, 1);
  if (outcome.outcome === 'recorded') await sendAll(replica);
  return outcome.difference;
}

/** Compares with the village's register and writes what is new. */
async function intoRegister(
  { settings, options, open }: Context,
  understanding: Understanding,
  file: ListFile,
): Promise<Difference> {
  const place = required(options, 'village');
  const { db } = await open();
  if (levelOf(place) !== 'village' || !(await places.find(db, place)))
    throw new SaidError('cli.unknownPlace', { place }, 1);
  const account = options.cadre ?? newId(effects, 'c');
  return asDevice({ db, settings }, { place, account }, (replica) =>
    write(replica, understanding, file),
  );
}

function jsonOf(
  locale: Locale,
  understanding: Understanding,
  { totals, missing }: Difference,
  against: 'nothing' | 'register',
) {
  const { sheets, columns, problems, households, people } = understanding;
  const nameOf = (sheet: number): string => sheets[sheet]?.name ?? '';
  return {
    against,
    households: households.length,
    people: people.length,
    added: totals.people.new,
    amended: totals.people.amended,
    unchanged: totals.people.unchanged,
    asked: totals.people.asked,
    missing: missing.length,
    householdTotals: totals.households,
    columns: columns.map(({ sheet, letter, header, meaning }) => ({
      sheet: nameOf(sheet),
      letter,
      header,
      meaning,
    })),
    problems: problems.map((problem) => ({
      sheet: nameOf(problem.sheet),
      cell: problem.cell,
      code: problem.code,
      severity: problem.severity,
      message: problemText(problem, locale),
    })),
  };
}

function textOf(locale: Locale, told: ReturnType<typeof jsonOf>): string {
  const { against, problems, householdTotals: homes } = told;
  const counts = { households: told.households, people: told.people };
  const changes = {
    households: homes.new,
    people: told.added,
    amended: homes.amended + told.amended,
    unchanged: told.unchanged,
  };
  return [
    say(locale, 'imports.cliRead', counts),
    say(locale, against === 'nothing' ? 'imports.cliDryRun' : 'imports.cliWritten', changes),
    ...(told.asked > 0 ? [say(locale, 'imports.cliAsked', { n: told.asked })] : []),
    ...(told.missing > 0 ? [say(locale, 'imports.cliMissing', { n: told.missing })] : []),
    ...problems.map(({ sheet, cell, message }) => `${sheet ? `${sheet}!` : ''}${cell}  ${message}`),
  ].join('\n');
}

async function run(context: Context): Promise<Answer> {
  const { options, locale } = context;
  const file = await fileAt(required(options, 'file'));
  const understanding = understood(file);
  const isDry = options['dry-run'] !== undefined;
  const difference = isDry
    ? compare({ understanding }, NOTHING_KNOWN)
    : await intoRegister(context, understanding, listFile(file, understanding));
  const json = jsonOf(locale, understanding, difference, isDry ? 'nothing' : 'register');
  return { json, text: textOf(locale, json) };
}

export const importRegisterCommand: Command = {
  name: 'import-register',
  about: 'imports.cliAbout',
  options: {
    village: {
      ...PLACE_OPTION,
      about: 'imports.optionVillage',
      schema: v.pipe(v.string(), v.regex(PLACE)),
      required: true,
    },
    file: {
      about: 'imports.optionFile',
      schema: v.pipe(v.string(), v.nonEmpty()),
      value: 'FILE',
      required: true,
      bare: true,
    },
    'dry-run': { about: 'imports.optionDryRun', schema: v.literal('yes'), value: '', flag: true },
    cadre: CADRE_OPTION,
  },
  run,
};
