import { readConfig } from '../src/config.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { runCommandLine } from '../src/platform/command-line.ts'
import type { CliCommand } from '../src/platform/command-line.ts'
import { ignoreClosedOutput } from '../src/platform/lifecycle.ts'
import { withDatabase } from '../src/platform/with-database.ts'

const commands: readonly CliCommand[] = [
  {
    name: 'migrate',
    summary: 'Brings the database to the newest shape (npm start does this by itself).',
    async run(_args, { environment, say }) {
      const applied = await withDatabase(readConfig(environment), say, migrate)
      say(applied.length === 0 ? 'The database has the newest shape already.' : `Applied: ${applied.join(', ')}`)
    },
  },
]

ignoreClosedOutput()
process.exitCode = await runCommandLine(commands, process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  say: (line) => void process.stderr.write(`${line}\n`),
  environment: process.env,
})
