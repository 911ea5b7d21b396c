import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installation } from './actor.ts'
import { menuOf, type DoorGroup } from './menu.ts'

const groups: readonly DoorGroup[] = [
  { text: 'Today', inside: [{ text: 'Today', href: '/', permission: 'identity.use' }] },
  {
    text: 'Data',
    inside: [
      { text: 'Indicators', href: '/data', permission: 'data.read', covers: ['/indicators'] },
      { text: 'Returns', href: '/returns', permission: 'returns.read' },
      { text: 'Old returns', href: '/returns/old', permission: 'returns.read' },
      { text: 'Secret', href: '/secret', permission: 'data.read', roles: ['analyst'] },
    ],
  },
]
const somebody = (...permissions: string[]) => installation({ id: '', slug: '', name: '' }, permissions)
const texts = (entries: readonly { text: string; active: boolean }[] = []) =>
  entries.map(({ text, active }) => (active ? `[${text}]` : text))

test('an entry leads to the first page inside that may be opened, and is not there when none may', () => {
  assert.deepEqual(menuOf(groups, null, '/'), [])
  const menu = menuOf(groups, somebody('identity.use', 'returns.read'), '/')
  assert.deepEqual(
    menu.map(({ text, href }) => [text, href]),
    [
      ['Today', '/'],
      ['Data', '/returns'],
    ],
  )
  assert.deepEqual(texts(menu), ['[Today]', 'Data'])
})

test('where one is, is the page with the longest address that fits, with the pages that lie behind it', () => {
  const actor = somebody('identity.use', 'data.read', 'returns.read')
  const at = (url: string) => menuOf(groups, actor, url)
  assert.deepEqual(texts(at('/returns/old/3')[1]?.inside), ['Indicators', 'Returns', '[Old returns]'])
  assert.deepEqual(texts(at('/returns/older')[1]?.inside), ['Indicators', '[Returns]', 'Old returns'])
  assert.deepEqual(texts(at('/indicators/x')[1]?.inside), ['[Indicators]', 'Returns', 'Old returns'])
  assert.deepEqual(texts(at('/elsewhere')), ['Today', 'Data'])
  assert.deepEqual(at('/')[0]?.inside, [], 'an entry with one page shows no second menu')
})
