import { decodeText, splitCsv } from './csv-rows.ts'
import { read, refused, type Outcome } from './outcome.ts'

export type AreaKind = 'country' | 'region' | 'authority' | 'predecessor' | 'aggregate'

/**
 * A place that published figures are about. `id` is the Department for Education's three-digit number, or the one that the Local Authority
 * Interactive Tool gives to England (970) and the regions (980 to 990), so that it never changes between installations.
 * `icb` was compiled by hand from the boards' published areas: check it before anything depends on it.
 */
export type Area = {
  id: number
  laCode: string | null
  onsCode: string | null
  name: string
  kind: AreaKind
  regionId: number | null
  policeForce: string | null
  icb: string | null
  startsOn: string | null
  endsOn: string | null
}

export const englandId = 970

const regions = [
  [980, 'E12000001', 'North East'],
  [981, 'E12000002', 'North West'],
  [982, 'E12000003', 'Yorkshire and The Humber'],
  [983, 'E12000004', 'East Midlands'],
  [984, 'E12000005', 'West Midlands'],
  [985, 'E12000006', 'East of England'],
  [986, 'E12000007', 'London'],
  [989, 'E12000008', 'South East'],
  [990, 'E12000009', 'South West'],
] as const

/** London's two halves, published beside the nine regions; a borough's region is London. */
const aggregates = [
  [987, 'E13000001', 'Inner London'],
  [988, 'E13000002', 'Outer London'],
] as const
const londonId = 986

/** Authorities that are no more, the last day of each, and who followed. Christchurch went from Dorset's area to Bournemouth, Christchurch and Poole. */
export const successors = [
  {
    id: 835,
    onsCode: 'E10000009',
    name: 'Dorset (before 2019)',
    regionId: 990,
    endsOn: '2019-03-31',
    followedBy: [838, 839],
  },
  { id: 836, onsCode: 'E06000029', name: 'Poole', regionId: 990, endsOn: '2019-03-31', followedBy: [839] },
  { id: 837, onsCode: 'E06000028', name: 'Bournemouth', regionId: 990, endsOn: '2019-03-31', followedBy: [839] },
  {
    id: 928,
    onsCode: 'E10000021',
    name: 'Northamptonshire',
    regionId: 983,
    endsOn: '2021-03-31',
    followedBy: [940, 941],
  },
  { id: 909, onsCode: 'E10000006', name: 'Cumbria', regionId: 981, endsOn: '2023-03-31', followedBy: [942, 943] },
] as const

/** ONS codes that an authority had before today's. Its three-digit code did not change, so its series goes on. */
export const formerOnsCodes = [
  { id: 390, onsCode: 'E08000020', endsOn: '2013-03-31' },
  { id: 929, onsCode: 'E06000048', endsOn: '2013-03-31' },
  { id: 825, onsCode: 'E10000002', endsOn: '2020-03-31' },
  { id: 815, onsCode: 'E10000023', endsOn: '2023-03-31' },
  { id: 933, onsCode: 'E10000027', endsOn: '2023-03-31' },
] as const

const blank = { laCode: null, regionId: null, policeForce: null, icb: null, startsOn: null, endsOn: null }
const dayAfter: Readonly<Record<string, string>> = {
  '2019-03-31': '2019-04-01',
  '2021-03-31': '2021-04-01',
  '2023-03-31': '2023-04-01',
}

const larger: readonly Area[] = [
  { ...blank, id: englandId, onsCode: 'E92000001', name: 'England', kind: 'country' },
  ...regions.map(([id, onsCode, name]) => ({
    ...blank,
    id,
    onsCode,
    name,
    kind: 'region' as const,
    regionId: englandId,
  })),
  ...aggregates.map(([id, onsCode, name]) => ({
    ...blank,
    id,
    onsCode,
    name,
    kind: 'aggregate' as const,
    regionId: londonId,
  })),
]

const former: readonly Area[] = successors.map(({ id, onsCode, name, regionId, endsOn }) => ({
  ...blank,
  id,
  laCode: String(id),
  onsCode,
  name,
  kind: 'predecessor' as const,
  regionId,
  endsOn,
}))

function startOf(id: number): string | null {
  const before = successors.find((each) => each.followedBy.some((successor) => successor === id))
  return before ? (dayAfter[before.endsOn] ?? null) : null
}

const columns = ['region_name', 'la_name', 'new_la_code', 'old_la_code', 'police_force_area', 'icb_name_main'] as const

/** England, its nine regions, London's halves, the authorities of the file (153 today) and their five predecessors; a region before what lies in it. */
export function readAreas(bytes: Uint8Array): Outcome<Area[]> {
  const text = decodeText(bytes)
  if (!text.ok) return text
  const rows = splitCsv(text.value)
  if (!rows.ok) return rows
  const [header = [], ...body] = rows.value
  const at = Object.fromEntries(columns.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof columns)[number],
    number
  >
  const missing = columns.filter((name) => at[name] < 0)
  if (missing.length > 0) return refused(`The list of areas has no column ${missing.join(', ')}`)
  const authorities: Area[] = []
  const problems: string[] = []
  for (const [index, cells] of body.entries()) {
    if (cells.length < 2) continue
    const code = cells[at.old_la_code] ?? ''
    const regionName = cells[at.region_name] ?? ''
    const region = [...regions, ...aggregates].find(([, , name]) => name === regionName)
    if (!/^\d{3}$/.test(code) || !region) {
      problems.push(
        `Row ${index + 2} of the list of areas has no three-digit code or an unknown region '${regionName}'`,
      )
      continue
    }
    authorities.push({
      id: Number(code),
      laCode: code,
      onsCode: cells[at.new_la_code] || null,
      name: cells[at.la_name] ?? code,
      kind: 'authority',
      regionId: aggregates.some(([id]) => id === region[0]) ? londonId : region[0],
      policeForce: cells[at.police_force_area] || null,
      icb: cells[at.icb_name_main] || null,
      startsOn: startOf(Number(code)),
      endsOn: null,
    })
  }
  return problems.length > 0 ? refused(...problems) : read([...larger, ...authorities, ...former])
}

/** How a row of a published file names its place. */
export type PublishedPlace = { level: string; laCode: string; onsCode: string; regionCode: string; regionName: string }

/**
 * Finds the area a row is about: a local authority by its three-digit code and only then by an ONS code, today's or a former one
 * (joining on ONS codes alone cuts North Yorkshire, Somerset and Buckinghamshire in two); a region by its code or its name.
 */
export function areaFinder(areas: readonly Area[]): (place: PublishedPlace) => Area | undefined {
  const byId = new Map(areas.map((area) => [area.id, area]))
  const byCode = new Map(areas.flatMap((area) => (area.laCode ? [[area.laCode, area] as const] : [])))
  const byOns = new Map(areas.flatMap((area) => (area.onsCode ? [[area.onsCode, area] as const] : [])))
  for (const { id, onsCode } of formerOnsCodes) {
    const area = byId.get(id)
    if (area) byOns.set(onsCode, area)
  }
  const byName = new Map(
    areas
      .filter(({ kind }) => kind === 'region' || kind === 'aggregate')
      .map((area) => [area.name.toLowerCase(), area]),
  )
  return ({ level, laCode, onsCode, regionCode, regionName }) => {
    switch (level.toLowerCase()) {
      case 'national':
        return byId.get(englandId)
      case 'regional':
        return byOns.get(regionCode) ?? byName.get(regionName.toLowerCase())
      case 'local authority':
        return byCode.get(laCode) ?? byOns.get(onsCode)
      default:
        return undefined
    }
  }
}
