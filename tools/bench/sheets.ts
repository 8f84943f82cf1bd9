/**
 * How soon a village's own spreadsheet is understood, and what reading a long one takes. The long
 * one is read in a process of its own, so that its memory is nobody else's.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { understand } from '@doorstep/sheets';
import { inventId, inventPhone, writeXlsx, type Cell } from '@doorstep/sheets/testing';
import { median, result, type Result } from './report';

const VILLAGE_PEOPLE = 2_100;
const LONG_ROWS = 50_000;
const RUNS = 5;
const TODAY = '2020-02-20';

const HEADER =
  '序号|户号|组|户主|姓名|与户主关系|性别|民族|身份证号|电话|住址|是否建档立卡|是否外出|返乡时间|从何地返回|车次|备注';
const SURNAMES = [...'金朴崔李张王刘赵'];
const RELATIONS = ['户主', '妻', '子'];

function rowOf(n: number): Cell[] {
  const house = Math.floor(n / 3);
  const birthDate = `${1940 + (n % 70)}-0${1 + (n % 9)}-${10 + (n % 18)}`;
  const id = inventId(birthDate, n % 1_000);
  const given = String.fromCharCode(0x4e00 + ((n * 7) % 3_000), 0x4e00 + ((n * 13) % 3_000));
  const name = SURNAMES[n % 8]! + given;
  const returned: Cell[] =
    n % 10 === 0 ? [{ day: '2020-01-22' }, '韩国首尔', 'CZ6074'] : ['', '', ''];
  return [
    n + 1,
    String(house + 1),
    `${1 + (house % 9)}组`,
    n % 3 === 0 ? name : '',
    name,
    RELATIONS[n % 3]!,
    Number(id[16]) % 2 === 0 ? '女' : '男',
    '朝鲜族',
    id,
    inventPhone(n),
    `东光村${house}号院之${house % 7}`,
    n % 5 === 0 ? '是' : '否',
    n % 4 === 0 ? '是' : '否',
    ...returned,
    n % 3 === 0 ? `备注${n}` : '',
  ];
}

/** A register of so many people, as a spreadsheet program writes it. */
function register(people: number): Uint8Array {
  const rows = Array.from({ length: people }, (_, n) => rowOf(n));
  return writeXlsx([
    { name: '花名册', rows: [['东光村户籍人口花名册'], HEADER.split('|'), ...rows] },
  ]);
}

interface Long {
  seconds: number;
  peakMegabytes: number;
  keptBytesPerRow: number;
  factBytesPerRow: number;
}

/** Reads the long register in a process of its own. */
function readLong(): Long {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'));
  try {
    const file = join(folder, 'long.xlsx');
    writeFileSync(file, register(LONG_ROWS));
    const reader = join(import.meta.dirname, 'sheets-reader', 'main.ts');
    const args = ['--expose-gc', '--import', 'tsx', reader, file, String(LONG_ROWS)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Long;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Median of five first readings of a village; one reading of the long register. */
export function benchSheets(): Result[] {
  const bytes = register(VILLAGE_PEOPLE);
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = process.hrtime.bigint();
    const { stats } = understand({ name: 'village.xlsx', bytes }, { today: TODAY });
    if (stats.people !== VILLAGE_PEOPLE) throw new Error('not everybody was understood');
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  const long = readLong();
  const detail = {
    people: VILLAGE_PEOPLE,
    file_kb: Math.round(bytes.length / 1024),
    first_s: Number(seconds[0]!.toFixed(3)),
  };
  return [
    result('sheets.preview', median(seconds), 's', { atMost: 2 }, detail),
    result('sheets.long', long.seconds, 's', { atMost: 30 }, { rows: LONG_ROWS }),
    result('sheets.long_peak', long.peakMegabytes, 'MB', { atMost: 400 }, { rows: LONG_ROWS }),
    result(
      'sheets.kept_per_row',
      long.keptBytesPerRow,
      'bytes',
      { atMost: 200 },
      {
        facts_per_row: Math.round(long.factBytesPerRow),
      },
    ),
  ];
}
