import { createHash } from 'node:crypto'
import { addSamplePerson } from '#modules/identity/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { list, plural } from '#platform/words.ts'
import { citing } from './as-at.ts'
import { findFingerprint, keepFingerprint } from './loaded-pack-store.ts'
import { loadAgencies } from './loading-agency-store.ts'
import { loadGroups } from './loading-group-store.ts'
import { loadOffices } from './loading-office-store.ts'
import { idOf, loadOrganisations, type Ids } from './loading-organisation-store.ts'
import {
  idForPartnership,
  loadDocuments,
  loadPartnership,
  loadStatements,
  waitsForArea,
} from './loading-partnership-store.ts'
import { readPack, type Pack } from './pack.ts'

const permission = 'partnerships.load-pack'

/** Raised when the loader itself writes more or otherwise, so that unchanged packs are loaded again. */
const edition = 2

/** Before the first of the invented quarters, so that a sample person may have signed any of them. */
const sampleTenureStartsOn = '2021-04-01'

type Input = { pack: Pack; partnershipId: string; fingerprint: string; withSamplePeople: boolean }
type Counts = {
  groups: number
  seats: number
  agencies: number
  organisations: number
  samplePeople: number
  /** Groups and agencies that people changed on pages, which the pack therefore leaves alone. */
  kept: string[]
}

async function addSamplePeople(tx: Tx, pack: Pack, partnershipId: string, organisationIds: Ids): Promise<void> {
  for (const each of pack.people) {
    await addSamplePerson(tx, {
      name: each.name,
      organisationId: idOf(organisationIds, each.organisation),
      office: each.office.title,
      role: each.role,
      endsOn: each.endsOn,
      modules: each.modules,
      authorities: each.authorities,
      partnershipId,
      startsOn: sampleTenureStartsOn,
    })
  }
}

const loadOne = command<Input, Counts>({
  name: 'partnerships.pack-loaded',
  permission,
  subject: (_counts, { partnershipId }) => partnershipId,
  details: (counts, { pack, fingerprint }) => ({
    pack: pack.partnership.slug,
    fingerprint,
    ...counts,
    kept: counts.kept.length,
  }),
  async run(tx, _actor, { pack, partnershipId, fingerprint, withSamplePeople }) {
    const words = citing(pack.documents)
    await loadPartnership(tx, partnershipId, pack, words)
    await loadStatements(tx, partnershipId, pack, words)
    await loadDocuments(tx, partnershipId, pack)
    const organisationIds = await loadOrganisations(tx, pack, words)
    const officeIds = await loadOffices(tx, partnershipId, pack, organisationIds, words)
    const groups = await loadGroups(tx, partnershipId, { pack, organisationIds, officeIds, citing: words })
    const agencies = await loadAgencies(tx, partnershipId, {
      pack,
      organisationIds,
      groupIds: groups.ids,
      citing: words,
    })
    if (withSamplePeople) await addSamplePeople(tx, pack, partnershipId, organisationIds)
    await keepFingerprint(tx, pack.partnership.slug, fingerprint)
    return {
      groups: pack.groups.length,
      seats: pack.groups.reduce((sum, group) => sum + group.seats.length, 0),
      agencies: pack.agencies.length,
      organisations: pack.organisations.length,
      samplePeople: withSamplePeople ? pack.people.length : 0,
      kept: [...groups.kept, ...agencies],
    }
  },
})

const fingerprintOf = (pack: Pack, withSamplePeople: boolean): string =>
  createHash('sha256')
    .update(JSON.stringify([edition, withSamplePeople, pack]))
    .digest('hex')

/**
 * Loads partnerships from their packs: who they are, their organisations, offices, groups, seats and agencies, each in one
 * transaction with one audit event. A pack that has not changed since it was last loaded changes nothing; a changed one is
 * brought up to date without doubles.
 *
 * @param folders such as 'packs/kent'; the folders that a pack shares are read with it
 * @param say told one sentence a pack
 * @param options sample people are invented and may sign in without a password: never on a real installation
 * @returns the slugs of the partnerships, in the order of the folders
 * @throws PackError with every problem of a pack; the packs before it stay loaded
 */
export async function loadPacks(
  db: Db,
  folders: readonly string[],
  say: (line: string) => void,
  { withSamplePeople }: { withSamplePeople: boolean },
): Promise<string[]> {
  const slugs: string[] = []
  for (const folder of folders) {
    const pack = readPack(folder)
    const { slug, name, shortName } = pack.partnership
    slugs.push(slug)
    const fingerprint = fingerprintOf(pack, withSamplePeople)
    const id = await idForPartnership(db, slug)
    if ((await findFingerprint(db, slug)) === fingerprint && !(await waitsForArea(db, id))) {
      say(`${name}: nothing has changed since it was loaded.`)
      continue
    }
    const actor = installation({ id, slug, name: shortName }, [permission])
    const counts = must(await loadOne(db, actor, { pack, partnershipId: id, fingerprint, withSamplePeople }))
    say(
      `${name}: loaded with ${plural(counts.groups, 'group')}, ${plural(counts.seats, 'seat')} and ${plural(counts.agencies, 'agency', 'agencies')}.`,
    )
    if (counts.kept.length > 0) {
      say(`${name}: left as people changed them here: ${list(counts.kept)}.`)
    }
  }
  return slugs
}
