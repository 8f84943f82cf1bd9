/** `npm run tidy`: prints `path:line rule message` for each finding; exit code 1 if there is any. */
import { readRepository } from './repository';
import { findingsOf } from './rules';

const findings = findingsOf(readRepository(process.cwd()));
for (const { path, line, rule, message } of findings) {
  console.log(`${path}:${line} ${rule} ${message}`);
}
process.exitCode = findings.length > 0 ? 1 : 0;
