import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import {
  exportLine,
  installationChain,
  linksOf,
  listChains,
  newAuditKey,
  readSignedHeads,
  signAuditHeads,
  verifyChains,
  verifyFile,
} from '#modules/audit/public.ts'
import { systemClock } from '#platform/clock.ts'
import type { CommandIo } from '#platform/command-line.ts'
import { isDate } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { withDatabase } from '#platform/with-database.ts'
import { plural } from '#platform/words.ts'
import { readConfig } from './config.ts'

/** These look at a database as it is: none of them brings it to a newer shape. */
const onDatabase = <T>({ environment, say }: CommandIo, work: (db: Db) => Promise<T>): Promise<T> =>
  withDatabase(readConfig(environment), say, (db) => work(db))

/** The words of a command as its options; a flag that takes no value has ''. Throws a sentence for what it does not know. */
function optionsOf(command: string, args: readonly string[], names: readonly string[], flags: readonly string[] = []) {
  const found: Record<string, string | undefined> = {}
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    const name = word.replace(/^--/, '')
    if (!word.startsWith('--') || ![...names, ...flags].includes(name)) {
      throw new Error(
        `${command} does not know '${word}'. It takes ${[...names, ...flags].map((each) => `--${each}`).join(', ')}.`,
      )
    }
    if (flags.includes(name)) {
      found[name] = ''
      continue
    }
    at += 1
    const value = args[at]
    if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value after it.`)
    found[name] = value
  }
  return found
}

/** Verifies the chains of the database, or an exported file without one. Exit code 1 when a link is broken. */
export async function verifyAudit(args: readonly string[], io: CommandIo): Promise<number> {
  const options = optionsOf('verify-audit', args, ['partnership', 'heads', 'public-key', 'file'], ['part'])
  const { partnership, heads, file } = options
  const trusted = options['public-key']
  const write = (line: string) => void io.output.write(`${line}\n`)
  if (trusted !== undefined && heads === undefined) throw new Error('--public-key belongs to --heads.')
  if (options['part'] !== undefined && file === undefined) throw new Error('--part belongs to --file.')
  if (partnership !== undefined && file !== undefined)
    throw new Error('A file holds one chain: leave out --partnership.')
  const signed =
    heads === undefined
      ? null
      : await readSignedHeads(heads, trusted === undefined ? undefined : await readFile(trusted, 'utf8'))
  if (signed?.problem) {
    write(signed.problem)
    return 1
  }
  if (signed) {
    io.say(
      `${plural(signed.heads.length, 'signed head')}, with ${plural(signed.keyIds.length, 'key')}: ${signed.keyIds.join(', ')}`,
    )
  }
  const against = { heads: signed?.heads ?? [] }
  if (file !== undefined) {
    const found = await verifyFile(file, { ...against, isPart: options['part'] !== undefined })
    write(
      found.problem ??
        `${file} is whole: ${plural(found.events, 'event')}${found.events === 0 ? '' : `, positions ${found.from} to ${found.to}`}${options['part'] === undefined ? ', each following the one before' : '; a part of a chain, so it does not show that none was left out'}.`,
    )
    return found.problem === null ? 0 : 1
  }
  const chains = await onDatabase(io, (db) => verifyChains(db, { slug: partnership, ...against }))
  for (const { name, events, problem } of chains) {
    write(problem ?? `The chain of ${name} is whole: ${plural(events, 'event')}, each following the one before.`)
  }
  if (chains.length === 0) write('There is no event yet.')
  return chains.every(({ problem }) => problem === null) ? 0 : 1
}

/** Writes a chain's events to standard output, one a line, as the page of the trail does. */
export async function exportAudit(args: readonly string[], io: CommandIo): Promise<void> {
  const { partnership, from, to } = optionsOf('export-audit', args, ['partnership', 'from', 'to'])
  if (partnership === undefined) {
    throw new Error(
      `Say whose events: npm run --silent goldenthread -- export-audit --partnership kent > kent.jsonl (or --partnership ${installationChain})`,
    )
  }
  for (const date of [from, to]) {
    if (date !== undefined && !isDate(date)) throw new Error(`'${date}' is no date: write it like 2026-11-30.`)
  }
  await onDatabase(io, async (db) => {
    const chain = (await listChains(db)).find(({ name }) => name === partnership)
    if (chain === undefined) throw new Error(`There is no chain of events named '${partnership}'.`)
    async function* lines() {
      for await (const link of linksOf(db, chain?.key ?? '', { from: from ?? null, to: to ?? null })) {
        yield exportLine(link)
      }
    }
    // A reader who has gone (`| head`) ends the export quietly.
    await pipeline(Readable.from(lines()), io.output, { end: false }).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EPIPE' && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  })
}

/** Signs the head of every chain out to a file. */
export async function signHeads(args: readonly string[], io: CommandIo): Promise<void> {
  const { auditHeadsFile, auditKeyFile } = readConfig(io.environment)
  const heads = args[0] ?? auditHeadsFile
  if (heads === null || args.length > 1) {
    throw new Error('Say which file: npm run goldenthread -- sign-audit-heads heads.jsonl')
  }
  if (auditKeyFile === null) {
    throw new Error(
      'Set GOLDENTHREAD_AUDIT_KEY to the file of the private key; npm run goldenthread -- new-audit-key <file> makes one.',
    )
  }
  const signed = await onDatabase(io, (db) => signAuditHeads(db, systemClock, { heads, key: auditKeyFile }))
  io.say(`${plural(signed, 'head')} signed and added to ${heads}.`)
}

/** Makes a key for signing heads, and prints its public half. */
export async function makeAuditKey([path, ...rest]: readonly string[], io: CommandIo): Promise<void> {
  if (path === undefined || rest.length > 0) {
    throw new Error('Say which file: npm run --silent goldenthread -- new-audit-key audit-key.pem > audit-key.pub')
  }
  const { keyId, publicKey } = await newAuditKey(path)
  io.say(
    `The private key is in ${path}; only its owner may read it. Keep the public key, ${keyId}, where the heads are not.`,
  )
  io.output.write(publicKey)
}
