/** Whether a backup holds what its manifest says: every file's bytes, every chain, every signed head. */
import { headText, type PlaceCode } from '@doorstep/ledger';
import { SaidError } from '../settings';
import { Findings } from '../verify/findings';
import { ChainCheck } from '../verify/ledger';
import type { Verified } from '../verify/database';
import { isSigned, linesOf, readManifest, type Manifest } from './format';

/** The newest backup in a folder. @throws SaidError when there is none */
export async function manifestIn(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new SaidError('cli.noBackup', { folder }, 1);
  return manifest;
}

/**
 * Reads the whole backup; holds one chain value a ledger.
 * @throws SaidError when a file is missing or its bytes were changed
 */
export async function verifyBackup(folder: string): Promise<Verified> {
  const manifest = await manifestIn(folder);
  const findings = new Findings();
  const checks = new Map<PlaceCode, ChainCheck>();
  const checkOf = (place: PlaceCode): ChainCheck => {
    const known = checks.get(place) ?? new ChainCheck(place, findings);
    checks.set(place, known);
    return known;
  };
  for (const file of [...manifest.parts, manifest.tables])
    for await (const line of linesOf(folder, file))
      if (line.is === 'entry') checkOf(line.place).take(line);
  for (const head of manifest.heads) {
    checkOf(head.place).end(head);
    if (!isSigned(manifest, headText({ ...head, epoch: manifest.epoch }), head.signature))
      findings.add({ place: head.place, code: 'head', detail: head.signature });
  }
  const entries = manifest.heads.reduce((sum, { head }) => sum + head, 0);
  return {
    ledgers: manifest.heads.length,
    entries,
    found: findings.count,
    findings: findings.kept,
  };
}
