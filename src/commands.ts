import type { CliCommand } from '#platform/command-line.ts'
import { statisticsCommands } from './statistics-commands.ts'

/** The whole service is behind these, a second's loading that the statistics do without. */
const databaseCommands = () => import('./database-commands.ts')

/** Everything that can be done from the command line. Standard output carries results only; what is said goes to standard error. */
export const commands: readonly CliCommand[] = [
  ...statisticsCommands,
  {
    name: 'migrate',
    summary: 'Brings the database to the newest shape (npm start does this by itself).',
    run: async (args, io) => (await databaseCommands()).migrateDatabase(args, io),
  },
  {
    name: 'demonstrate',
    summary:
      'Loads the demonstration into an empty database: Kent and Medway, invented people and an invented history.',
    run: async (args, io) => (await databaseCommands()).demonstrate(args, io),
  },
  {
    name: 'load-pack',
    usage: '<folder>… [--sample-people]',
    summary: 'Loads partnerships from their packs, such as packs/kent, or brings them up to date.',
    run: async (args, io) => (await databaseCommands()).loadPack(args, io),
  },
  {
    name: 'import-national',
    usage: '[dfe|lait <file>]',
    summary: 'Loads every shipped published figure, or one newer file of the Department for Education or of the LAIT.',
    run: async (args, io) => (await databaseCommands()).importNational(args, io),
  },
  {
    name: 'look-for-signals',
    summary: 'Looks at every indicator of every partnership and opens a warning for each new signal.',
    run: async (args, io) => (await databaseCommands()).lookForSignals(args, io),
  },
]
