/** The operator's command line. Wiring only. */
import { runCommand } from './cli/run';

// Whoever reads the output may stop reading: `… | head`.
process.stdout.on('error', () => process.exit());

const { exitCode, stdout, stderr } = await runCommand(process.argv.slice(2), process.env);
if (stdout) process.stdout.write(`${stdout}\n`);
if (stderr) process.stderr.write(`${stderr}\n`);
process.exitCode = exitCode;
