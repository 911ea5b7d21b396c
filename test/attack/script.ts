import { forEach, formsOf, type Client, type Form } from './client.ts'
import { everyPage, type Who, type World } from './world.ts'

/** Markup that would run if it came back as it was sent, one for each place in which a page may put text. */
const payloads = {
  element: '"><img src=x onerror=alert(1)>',
  attribute: "' onmouseover='alert(2)' x='",
  block: '</textarea></title></style></script><script>alert(3)</script>',
  template: '{{7*191}}${7*191}<%= 7*191 %>',
  address: 'javascript:alert(4)',
  drawing: '<svg/onload=alert(5)>',
} as const

/** What a page must never hold of them. */
const running = [
  /<img src=x/i,
  /<script>alert/i,
  /<svg\/onload/i,
  /\son\w+=(['"])alert/i,
  /[^\d]1337[^\d]/,
  /(href|src|action|formaction)\s*=\s*["']?\s*javascript:/i,
]

const isTyped = (kind: string): boolean =>
  ['text', 'textarea', 'search', 'email', 'url', 'tel', 'password', 'number'].includes(kind)

const found = (html: string): string | undefined =>
  running.map((each) => each.exec(html)?.[0]).find((each) => each !== undefined)

/** What to send in the fields that are not attacked, so that as much as possible is kept. */
function sensible(name: string, kind: string, value: string): string {
  if (value !== '' || !isTyped(kind)) return value
  if (/date|on$|due|from|until|starts|ends/i.test(name)) return '22 December 2026'
  if (/email/i.test(name)) return 'somebody@example.org'
  return 'Some words'
}

/** Not sent: they end the session or the office of whoever attacks. */
const leftAlone = /sign-out|acting|sessions|sign-in|modules/

/** Fills every text field of every form that this person can reach, in turn and all together. @returns how many fields there were */
async function fill(person: Client, { tried }: World, who: string, seen: Set<string>): Promise<number> {
  const forms: [string, Form][] = []
  await everyPage(person, (path, html) => {
    for (const form of formsOf(html, path)) {
      const names = form.fields.map(({ name }) => name.replaceAll(/\d+/g, '#')).join()
      const key = `${form.method} ${form.action.replaceAll(/[^/]*\d[^/]*/g, '#')} ${names.slice(0, 300)}`
      if (seen.has(key) || leftAlone.test(form.action)) continue
      seen.add(key)
      forms.push([path, form])
    }
  })
  let count = 0
  const send = async (form: Form, change: (name: string, value: string) => string) => {
    const fields = form.fields
      .filter(({ kind }) => kind !== 'file' && kind !== 'submit')
      .map(({ name, kind, value }) => [name, change(name, sensible(name, kind, value))] as const)
    return form.method === 'GET'
      ? person.get(`${form.action.split('?')[0]}?${new URLSearchParams(fields.map(([name, value]) => [name, value]))}`)
      : person.send('POST', form.action, { fields })
  }
  await forEach(forms, async ([path, form]) => {
    const typed = form.fields.filter(({ kind, name }) => isTyped(kind) && name !== '_csrf').slice(0, 12)
    count += typed.length
    for (const [kind, payload] of Object.entries(payloads)) {
      for (const { name } of kind === 'element' ? typed : []) {
        const answer = await send(form, (each, value) => (each === name ? payload : value))
        tried(
          `${who}: ${form.method} ${form.action} ${name} with ${kind} (from ${path})`,
          answer.status < 500 && !found(answer.text),
          `${answer.status} ${found(answer.text) ?? ''}`,
        )
      }
      const all = await send(form, (each, value) => (typed.some(({ name }) => name === each) ? payload : value))
      tried(
        `${who}: ${form.method} ${form.action} every field with ${kind}`,
        all.status < 500 && !found(all.text),
        `${all.status} ${found(all.text) ?? ''}`,
      )
    }
    const hidden = form.fields
      .filter(({ kind, name }) => !isTyped(kind) && name !== '_csrf' && kind !== 'file')
      .slice(0, 12)
    for (const { name } of hidden) {
      const answer = await send(form, (each, value) => (each === name ? payloads.element : value))
      tried(
        `${who}: ${form.method} ${form.action} ${name}, which is not typed, with markup`,
        answer.status < 500 && !found(answer.text),
        `${answer.status} ${found(answer.text) ?? ''}`,
      )
    }
  })
  return count
}

/** Stored and reflected script: every text field is filled, then every page is rendered for those who may see it. */
export async function script(world: World): Promise<void> {
  const { as, tried } = world
  const seen = new Set<string>()
  let fields = 0
  for (const who of [
    { role: 'business-manager' },
    { role: 'data-lead', organisation: 'Kent County Council' },
    { role: 'analyst' },
    { role: 'scrutineer' },
    { role: 'administrator' },
    { role: 'agency-administrator' },
    { role: 'review-officer' },
  ] as Who[]) {
    fields += await fill(await as(who), world, who.role, seen)
  }
  tried('there were many text fields to attack', fields > 20, `${fields}`)
  let kept = 0
  for (const role of ['business-manager', 'analyst', 'executive-member', 'scrutineer', 'data-lead', 'inspector']) {
    const pages = await everyPage(
      await as({ role }),
      (path, html, headers) => {
        const policy = String(headers['content-security-policy'])
        const strict =
          /script-src 'self' 'nonce-[^']+'/.test(policy) &&
          !policy.includes('unsafe') &&
          policy.includes("object-src 'none'")
        tried(`${role}: ${path} rendered with what was stored`, !found(html) && strict, found(html) ?? policy)
        if (html.includes('&lt;img src=x') || html.includes('&lt;svg/onload') || html.includes('&#39; onmouseover'))
          kept += 1
      },
      2,
    )
    tried(`${role} looked at pages`, pages > 10, `${pages}`)
  }
  tried('some of it was stored and shown as text, so that the pages prove something', kept > 0, `${kept}`)
}
