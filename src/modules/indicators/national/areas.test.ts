import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaFinder, readAreas } from './areas.ts'
import { shippedAreas } from './load-national.ts'

const areas = await shippedAreas()
const find = areaFinder(areas)
const authority = (laCode: string, onsCode = '') =>
  find({ level: 'Local authority', laCode, onsCode, regionCode: '', regionName: '' })

test('knows 153 authorities, nine regions, England, London’s halves and five predecessors', () => {
  const counts: Record<string, number> = {}
  for (const { kind } of areas) counts[kind] = (counts[kind] ?? 0) + 1
  assert.deepEqual(counts, { country: 1, region: 9, aggregate: 2, authority: 153, predecessor: 5 })
  assert.equal(new Set(areas.map(({ id }) => id)).size, 170)
})

test('Kent and Medway are in the South East, with their police force', () => {
  for (const [code, name] of [
    ['886', 'Kent'],
    ['887', 'Medway'],
  ] as const) {
    const area = authority(code)
    assert.deepEqual([area?.name, area?.regionId, area?.policeForce, area?.icb], [name, 989, 'Kent', 'Kent and Medway'])
  }
})

test('finds an authority by its three-digit code first, and by a former code when there is none', () => {
  assert.equal(authority('815', 'E10000023')?.name, 'North Yorkshire')
  assert.equal(authority('', 'E10000023')?.id, 815)
  assert.equal(authority('', 'E08000020')?.name, 'Gateshead')
  assert.equal(authority('999', 'E99999999'), undefined)
  assert.equal(authority('970'), undefined)
})

test('authorities that followed others begin the day after those ended', () => {
  assert.equal(authority('942')?.startsOn, '2023-04-01')
  assert.equal(authority('909')?.endsOn, '2023-03-31')
  assert.equal(authority('839')?.startsOn, '2019-04-01')
  assert.equal(authority('886')?.startsOn, null)
})

test('a London borough’s region is London, and a region is found by code or by name', () => {
  assert.equal(authority('320')?.regionId, 986)
  const region = (regionCode: string, regionName: string) =>
    find({ level: 'Regional', laCode: '', onsCode: '', regionCode, regionName })?.id
  assert.equal(region('E12000003', ''), 982)
  assert.equal(region('', 'Yorkshire and the Humber'), 982)
  assert.equal(find({ level: 'School', laCode: '886', onsCode: '', regionCode: '', regionName: '' }), undefined)
})

test('refuses a list without the columns it needs', () => {
  assert.deepEqual(readAreas(new Uint8Array(Buffer.from('la_name,old_la_code\nKent,886\n'))), {
    ok: false,
    problems: ['The list of areas has no column region_name, new_la_code, police_force_area, icb_name_main'],
  })
})
