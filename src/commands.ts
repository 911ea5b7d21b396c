import type { CliCommand } from '#platform/command-line.ts'
import { statisticsCommands } from './statistics-commands.ts'

/** The whole service is behind these, a second's loading that the statistics do without. */
const databaseCommands = () => import('./database-commands.ts')
const auditCommands = () => import('./audit-commands.ts')

/** Everything that can be done from the command line. Standard output carries results only; what is said goes to standard error. */
export const commands: readonly CliCommand[] = [
  ...statisticsCommands,
  {
    name: 'migrate',
    summary: 'Brings the database to the newest shape (npm start does this by itself).',
    run: async (args, io) => (await databaseCommands()).migrateDatabase(args, io),
  },
  {
    name: 'work',
    summary: 'Does what has its time, such as sending mails, until it is stopped (npm start does this too).',
    run: async (args, io) => (await import('./work.ts')).work(args, io),
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
    name: 'retention',
    usage: '--partnership <slug>',
    summary: 'Lists what is past its time in a partnership and would go. Changes nothing.',
    run: async (args, io) => (await databaseCommands()).listRetention(args, io),
  },
  {
    name: 'verify-audit',
    usage: '[--partnership <slug>] [--heads <file> [--public-key <file>]] | --file <file> [--part]',
    summary: 'Walks the audit chains, or an exported file, and names the first broken link.',
    run: async (args, io) => (await auditCommands()).verifyAudit(args, io),
  },
  {
    name: 'export-audit',
    usage: '--partnership <slug> [--from <date>] [--to <date>]',
    summary: 'Writes the audit events of a partnership, one a line, so that anybody can verify them.',
    run: async (args, io) => (await auditCommands()).exportAudit(args, io),
  },
  {
    name: 'sign-audit-heads',
    usage: '[<file>]',
    summary: 'Signs the head of every audit chain and adds it to a file outside the database.',
    run: async (args, io) => (await auditCommands()).signHeads(args, io),
  },
  {
    name: 'new-audit-key',
    usage: '<file>',
    summary: 'Makes the private key that signs heads, and prints its public half.',
    run: async (args, io) => (await auditCommands()).makeAuditKey(args, io),
  },
  {
    name: 'look-for-signals',
    summary: 'Looks at every indicator of every partnership and opens a warning for each new signal.',
    run: async (args, io) => (await databaseCommands()).lookForSignals(args, io),
  },
  {
    name: 'new-key',
    summary: 'Adds a key to the key ring and makes it the one that seals what identifies a child.',
    run: async (args, io) => (await import('./key-commands.ts')).newKey(args, io),
  },
  {
    name: 'reseal',
    summary: 'Seals everything that an older key sealed with the current one; may be stopped and run again.',
    run: async (args, io) => (await import('./key-commands.ts')).reseal(args, io),
  },
]
