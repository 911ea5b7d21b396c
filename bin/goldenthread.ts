import { readConfig } from '../src/config.ts'
import { loadPacks } from '../src/modules/partnerships/public.ts'
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
  {
    name: 'load-pack',
    usage: '<folder>… [--sample-people]',
    summary: 'Loads partnerships from their packs, such as packs/kent, or brings them up to date.',
    async run(args, { environment, say }) {
      const config = readConfig(environment)
      const folders = args.filter((word) => !word.startsWith('--'))
      const unknown = args.find((word) => word.startsWith('--') && word !== '--sample-people')
      const withSamplePeople = args.includes('--sample-people')
      if (unknown !== undefined) throw new Error(`load-pack does not know ${unknown}.`)
      if (folders.length === 0) throw new Error('Say which folder: npm run goldenthread -- load-pack packs/kent')
      if (withSamplePeople && config.production)
        throw new Error('Sample people sign in without a password, so they are never loaded in production.')
      await withDatabase(config, say, async (db) => {
        await migrate(db)
        await loadPacks(db, folders, say, { withSamplePeople })
      })
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
