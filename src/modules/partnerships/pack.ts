import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import * as arrangements from './pack-arrangements.ts'
import { packProblems } from './pack-checks.ts'
import * as figures from './pack-figures.ts'
import { readFileOf } from './pack-reading.ts'
import type { source } from './pack-words.ts'

export type Source = z.infer<typeof source>
export type SourceDocument = z.infer<typeof arrangements.sourceDocument>
export type Partnership = z.infer<typeof arrangements.partnership>
export type Organisation = z.infer<typeof arrangements.organisation>
export type Office = z.infer<typeof arrangements.office>
export type Group = z.infer<typeof arrangements.group>
export type Seat = Group['seats'][number]
export type Agency = z.infer<typeof arrangements.agency>
export type SamplePerson = z.infer<typeof arrangements.samplePerson>
export type Account = z.infer<typeof figures.account>
export type Training = z.infer<typeof figures.training>
export type Notifications = z.infer<typeof figures.notifications>
export type Priorities = z.infer<typeof figures.priorities>
export type Framework = z.infer<typeof figures.framework>
export type LocalReport = z.infer<typeof figures.report>

/** A partnership as data: its own folder and what it shares with others, read, checked and joined. */
export type Pack = {
  partnership: Partnership
  documents: SourceDocument[]
  organisations: Organisation[]
  offices: Office[]
  groups: Group[]
  agencies: Agency[]
  people: SamplePerson[]
  accounts: Account[]
  training: Training[]
  notifications: Notifications | null
  priorities: Priorities | null
  framework: Framework | null
  report: LocalReport | null
}

/** A pack that cannot be used; `problems` holds every reason, a sentence each. */
export class PackError extends Error {
  readonly problems: readonly string[]
  constructor(folder: string, problems: readonly string[]) {
    super(`The pack ${basename(folder)} cannot be used:\n${problems.map((each) => `- ${each}`).join('\n')}`)
    this.name = 'PackError'
    this.problems = problems
  }
}

const ownFiles =
  /^(partnership|sources|organisations|offices|groups|agencies|people|notifications|priorities|framework|feedback|report|account-[\d-]+|training-[\d-]+)\.json$/
const sharedFiles = /^(sources|organisations|offices|groups|people)\.json$/

const strangers = (folder: string, known: RegExp): string[] =>
  readdirSync(folder)
    .filter((name) => !known.test(name) && name !== 'README.md')
    .map((name) => `${basename(folder)}/${name}: this file is not part of a pack.`)

/** What `folder` and the folders it shares say together of one kind of thing. */
const together = <T>(folders: string[], file: string, schema: z.ZodType<T>, problems: string[]): T[] =>
  folders.flatMap((folder) => readFileOf(folder, file, z.array(schema), problems, 'optional') ?? [])

const yearly = <T>(folder: string, stem: string, schema: z.ZodType<T>, problems: string[]): T[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${stem}-`) && name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => readFileOf(folder, name, schema, problems) ?? [])

/**
 * Reads a partnership's pack, such as `packs/kent`, with the folders beside it that it shares.
 * Throws a PackError that tells every problem at once: a file missing or not understood, an unknown key,
 * a reference that leads nowhere.
 */
export function readPack(folder: string): Pack {
  const own = resolve(folder)
  if (!existsSync(own)) throw new PackError(own, [`There is no folder ${folder}.`])
  const problems = strangers(own, ownFiles)
  const partnership = readFileOf(own, 'partnership.json', arrangements.partnership, problems)
  const shared = (partnership?.shares ?? []).map((name) => join(dirname(own), name))
  const there = shared.filter((each) => existsSync(each))
  for (const each of shared.filter((name) => !there.includes(name)))
    problems.push(`${basename(own)}/partnership.json: shares ${basename(each)}, and there is no such folder.`)
  problems.push(...there.flatMap((each) => strangers(each, sharedFiles)))
  const all = [own, ...there]

  const ownGroups = readFileOf(own, 'groups.json', z.array(arrangements.group), problems) ?? []
  const sharedGroups = together(there, 'groups.json', arrangements.group, problems)
  const mine = (partnerships: readonly string[]) => partnership !== undefined && partnerships.includes(partnership.slug)
  for (const group of ownGroups.filter(
    (each) => each.ownership.kind !== 'own' && each.ownership.partnerships.length > 1,
  ))
    problems.push(`${basename(own)}/groups.json: '${group.slug}' is shared, so it belongs in a shared folder.`)

  const parts = {
    documents: together(all, 'sources.json', arrangements.sourceDocument, problems),
    organisations: together(all, 'organisations.json', arrangements.organisation, problems),
    offices: together(all, 'offices.json', arrangements.office, problems),
    groups: [...ownGroups, ...sharedGroups.filter((each) => mine(each.ownership.partnerships))],
    agencies: readFileOf(own, 'agencies.json', z.array(arrangements.agency), problems) ?? [],
    people: together(all, 'people.json', arrangements.samplePerson, problems).filter((each) => mine(each.partnerships)),
    accounts: yearly(own, 'account', figures.account, problems),
    training: yearly(own, 'training', figures.training, problems),
    notifications: readFileOf(own, 'notifications.json', figures.notifications, problems, 'optional') ?? null,
    priorities: readFileOf(own, 'priorities.json', figures.priorities, problems, 'optional') ?? null,
    framework: readFileOf(own, 'framework.json', figures.framework, problems, 'optional') ?? null,
    report: readFileOf(own, 'report.json', figures.report, problems, 'optional') ?? null,
  }
  if (partnership === undefined || problems.length > 0) throw new PackError(own, problems)
  const pack: Pack = { partnership, ...parts }
  const found = packProblems(pack)
  if (found.length > 0) throw new PackError(own, found)
  return pack
}

/** Who held a seat when last published: its own holder, else the latest holder of its office. */
export function holderOf(pack: Pack, seat: Seat): { name: string; asAt: string; source: Source } | null {
  return seat.holder ?? pack.offices.find((each) => each.slug === seat.office)?.holders.at(-1) ?? null
}
