import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPermission, rolePermissions } from '#src/app.ts'
import { templates } from '#platform/views.ts'
import { webServer } from '#platform/http.ts'

const server = () =>
  webServer({
    templates: templates(),
    stylesheet: { href: '/assets/app-test.css', css: '' },
    whoIs: () => Promise.resolve(null),
    chrome: () => ({ serviceName: 'Goldenthread', colour: '#1d3557', isDemonstration: false }),
    doors: [],
    permissions: everyPermission,
    production: false,
    now: () => new Date(),
  })

test('a route that names no permission stops the application from starting', async (t) => {
  const app = await server()
  t.after(() => app.close())
  assert.throws(() => app.get('/forgotten', () => 'x'), /GET \/forgotten names no permission/)
})

test('a route that names a permission that no module declares stops it too', async (t) => {
  const app = await server()
  t.after(() => app.close())
  assert.throws(
    () => app.get('/misspelt', { config: { permission: 'returns.aprove' } }, () => 'x'),
    /which no module declares/,
  )
})

test('a route inside a module cannot slip past the guard', async (t) => {
  const app = await server()
  t.after(() => app.close())
  await assert.rejects(async () => {
    await app.register(async (inner) => {
      inner.post('/inner', () => 'x')
    })
  }, /POST \/inner names no permission/)
})

/** Rights of the installation itself, for setting up; no person's role carries them. */
const ofTheInstallation = [
  'indicators.set-up',
  'minutes.keep-watch',
  'partnerships.begin-day',
  'partnerships.load-pack',
  'people.keep-watch',
  'thread.find-gaps',
]

test('every permission is carried by some role, or is the installation’s alone', () => {
  const carried = new Set([...rolePermissions.values()].flatMap((set) => [...set]))
  assert.deepEqual([...everyPermission].filter((permission) => !carried.has(permission)).toSorted(), ofTheInstallation)
})
