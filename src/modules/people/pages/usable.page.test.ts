import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { JSDOM } from 'jsdom'
import { peoplePaths } from '../paths.ts'
import { world } from '../testing.ts'

/** Colour contrast needs a real browser. */
async function violations(html: string): Promise<string[]> {
  const dom = new JSDOM(html, { runScripts: 'outside-only' })
  dom.window.eval(axe.source)
  const result = (await dom.window.eval(
    `axe.run(document, { rules: { 'color-contrast': { enabled: false } } })`,
  )) as axe.AxeResults
  dom.window.close()
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)
}

test('every page, empty, filled and with mistakes, has its one h1 and no axe violation', async (t) => {
  const service = await world(t)
  const { db, get, post, organisations, officeOf } = service
  const hal = await officeOf('Hal Health')
  const organisation = organisations['hospital'] ?? ''
  const addresses = [
    peoplePaths.list(),
    `${peoplePaths.list()}?state=vacant`,
    peoplePaths.invite(),
    `${peoplePaths.invite()}?organisation=${organisation}`,
    peoplePaths.office(hal.officeId),
    peoplePaths.end(hal.tenureId),
    peoplePaths.replace(hal.officeId),
    peoplePaths.deputy(hal.officeId),
    peoplePaths.inheritance(hal.officeId),
    peoplePaths.lists(),
    peoplePaths.confirm(organisation),
    peoplePaths.modules(),
    peoplePaths.module('reports'),
    peoplePaths.startAgain(),
  ]
  const wrong: string[] = []
  const look = async (what: string, { status, page }: Awaited<ReturnType<typeof get>>, expected: number) => {
    if (status !== expected) wrong.push(`${what}: ${status}`)
    if (page.document.querySelectorAll('h1').length !== 1) wrong.push(`${what} lacks its one h1`)
    for (const link of page.document.querySelectorAll('.govuk-error-summary__list a')) {
      const id = (link.getAttribute('href') ?? '').slice(1)
      if (page.document.getElementById(id) === null) wrong.push(`${what}: an error leads to #${id}, which is not there`)
    }
    for (const violation of await violations(page.html)) wrong.push(`${what}: ${violation}`)
  }
  for (const url of addresses) await look(url, await get(url), 200)
  for (const url of [
    peoplePaths.invite(),
    peoplePaths.end(hal.tenureId),
    peoplePaths.replace(hal.officeId),
    peoplePaths.deputy(hal.officeId),
    peoplePaths.confirm(organisation),
  ]) {
    await look(`${url} sent empty`, await post(url, { organisation, endsOn: '' }), 400)
  }
  await db.updateTable('identity.session').set({ stepped_up_at: service.clock.now() }).execute()
  const own = (await officeOf('Mary Manager')).tenureId
  for (const id of [hal.tenureId, own]) await look('stop', await get(peoplePaths.stop(id)), 200)
  for (const id of [hal.tenureId, own]) {
    await look('stop sent empty', await post(peoplePaths.stop(id), {}), 400)
    await look('factors sent empty', await post(peoplePaths.withdrawFactors(id), {}), 400)
    await look('let in who is not stopped', await post(peoplePaths.letIn(id), {}), 400)
  }
  await post(peoplePaths.stop(hal.tenureId), { stop: 'yes' })
  await look('stopped', await get(peoplePaths.stop(hal.tenureId)), 200)
  await look('stopped twice', await post(peoplePaths.stop(hal.tenureId), { stop: 'yes' }), 400)
  await look('a module sent empty', await post(peoplePaths.module('reports'), { to: 'off' }), 400)
  assert.deepEqual(wrong, [])
})
