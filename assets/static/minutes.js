// Minutes are saved while they are typed. Without this file the page is a form that saves when it is sent.
const root = document.querySelector('[data-minutes]')
const form = root?.querySelector('form')
if (root && form) await begin(root, form)

async function begin(root, form) {
  const { save: address, meeting, person, key } = root.dataset
  const state = root.querySelector('[data-save-state]')
  const kept = await keeper(`goldenthread-minutes:${meeting}:${person}:`, key)
  /** Lines that the server does not have yet: id → { itemId, base, text }. */
  const pending = new Map()
  const session = 'BroadcastChannel' in globalThis ? new BroadcastChannel('goldenthread-session') : null
  let sending = null
  let timer = 0

  const say = (words) => {
    if (state.textContent !== words) state.textContent = words
  }
  const field = (id) => root.querySelector(`[id="line-${CSS.escape(id)}"]`)
  const hidden = (name, id) => form.elements.namedItem(`${name}-${id}`)
  const idOf = (textarea) => textarea.id.slice(5)
  const textOf = (textarea) => textarea.value.replaceAll('\r\n', '\n').trim()

  /** A line of its own at the end of an item, or after another line, made from the item's empty one. */
  function addLine(itemId, id = crypto.randomUUID?.() ?? randomId(), after = null) {
    const lines = root.querySelector(`[data-item="${CSS.escape(itemId)}"] [data-lines]`)
    if (!lines) return null
    const made = lines.lastElementChild.cloneNode(true)
    const textarea = made.querySelector('textarea')
    const old = idOf(textarea)
    for (const each of made.querySelectorAll('[id], [name], [for]')) {
      for (const name of ['id', 'name', 'for']) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace(old, id))
      }
    }
    textarea.value = ''
    textarea.removeAttribute('aria-describedby')
    made.classList.remove('govuk-form-group--error')
    made.querySelector('.govuk-error-message')?.remove()
    made.querySelector('[name^="version-"]').value = '0'
    made.querySelector('[data-clash]').hidden = true
    if (after) after.after(made)
    else lines.append(made)
    return textarea
  }

  function note(textarea) {
    const id = idOf(textarea)
    const text = textOf(textarea)
    const base = Number(hidden('version', id).value)
    if (base === 0 && text === '' && !pending.has(id)) return
    const line = { itemId: hidden('item', id).value, base, text }
    pending.set(id, line)
    void kept.put(id, line)
    say('Not saved yet')
    clearTimeout(timer)
    timer = setTimeout(send, 800)
  }

  function mergeNotice(id, href) {
    const notice = field(id)?.closest('[data-line]')?.querySelector('[data-clash]')
    if (!notice) return
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = href
    link.textContent = 'Merge the two wordings'
    notice.replaceChildren('Somebody else changed this line. What you wrote is saved beside theirs: ', link)
    notice.hidden = false
  }

  /** Brings in how lines stand on the server, except where this person is writing. */
  function show({ id, itemId, text, version }) {
    let textarea = field(id)
    if (!textarea) {
      const lines = root.querySelector(`[data-item="${CSS.escape(itemId)}"] [data-lines]`)
      const empty = lines?.lastElementChild
      textarea = addLine(itemId, id, empty?.previousElementSibling ?? null)
      if (textarea && empty && empty.previousElementSibling === null) empty.before(textarea.closest('[data-line]'))
    }
    if (!textarea || pending.has(id)) return
    if (Number(hidden('version', id).value) >= version && textOf(textarea) === text) return
    textarea.value = text
    hidden('version', id).value = String(version)
  }

  async function sendNow() {
    clearTimeout(timer)
    const sent = new Map(pending)
    const fields = new URLSearchParams({ _csrf: form.elements.namedItem('_csrf').value, person })
    for (const [id, { itemId, base, text }] of sent) {
      fields.set(`line-${id}`, text)
      fields.set(`version-${id}`, String(base))
      fields.set(`item-${id}`, itemId)
    }
    let answer = null
    try {
      answer = await fetch(address, {
        method: 'POST',
        body: fields,
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      })
    } catch {
      if (sent.size > 0) say(kept.where())
      return false
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401) {
      say(`You have been signed out. ${kept.where(false)} Open this page again and sign in: it is saved then.`)
      return false
    }
    if (!answer.ok) {
      const { problem } = await answer.json().catch(() => ({ problem: 'The service did not take it.' }))
      say(`Not saved: ${problem} ${kept.where(false)}`)
      return false
    }
    const { at, saved, lines, endsIn } = await answer.json()
    session?.postMessage(Date.now() + endsIn * 1000)
    for (const line of saved) {
      const was = sent.get(line.id)
      const now = pending.get(line.id)
      if (now && now.text !== was.text) {
        // Typed on meanwhile: the next save stands on the wording that was just saved.
        if (line.state !== 'clash') {
          hidden('version', line.id).value = String(line.version)
          now.base = line.version
          void kept.put(line.id, now)
        }
        continue
      }
      pending.delete(line.id)
      void kept.remove(line.id)
      if (hidden('version', line.id)) hidden('version', line.id).value = String(line.version)
      if (line.state !== 'saved' && field(line.id)) field(line.id).value = line.text
      if (line.merge) mergeNotice(line.id, line.merge)
    }
    for (const line of lines) show(line)
    if (pending.size > 0) timer = setTimeout(send, 800)
    else
      say(
        saved.some((line) => line.merge)
          ? `Saved at ${at}. Two wordings of a line are to be merged.`
          : `Saved at ${at}`,
      )
    return pending.size === 0
  }

  /** One save at a time, so that a line is never sent on two wordings at once. */
  function send() {
    sending ??= sendNow().finally(() => {
      sending = null
    })
    return sending
  }

  root.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) note(target)
  })

  root.addEventListener('keydown', (event) => {
    const { target, key: pressed } = event
    if (!(target instanceof HTMLTextAreaElement) || event.isComposing) return
    if (event.altKey && (pressed === 'ArrowDown' || pressed === 'ArrowUp')) {
      const items = [...root.querySelectorAll('[data-item]')]
      const at = items.indexOf(target.closest('[data-item]'))
      const to = items[at + (pressed === 'ArrowDown' ? 1 : -1)]
      if (!to) return
      event.preventDefault()
      to.querySelector('[data-lines]').lastElementChild.querySelector('textarea').focus()
    } else if (pressed === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      if (textOf(target) === '') return
      const line = target.closest('[data-line]')
      const next = line.nextElementSibling?.querySelector('textarea')
      const last = line.parentElement.lastElementChild === line
      const free =
        next && textOf(next) === ''
          ? next
          : addLine(target.closest('[data-item]').dataset.item, undefined, last ? null : line)
      free?.focus()
    }
  })

  // Leaving for a decision, an action or the way out first saves; without a connection nothing leaves.
  for (const link of root.querySelectorAll('[data-leaves]')) {
    link.addEventListener('click', async (event) => {
      if (pending.size === 0) return
      event.preventDefault()
      if (await send()) location.assign(link.href)
    })
  }
  const signOut = document.querySelector('form[action="/sign-out"]')
  let mayGo = false
  signOut?.addEventListener('submit', async (event) => {
    if (mayGo || pending.size === 0) return
    event.preventDefault()
    if (!(await send())) return
    mayGo = true
    signOut.requestSubmit()
  })
  form.addEventListener('submit', async (event) => {
    if (pending.size === 0) return
    event.preventDefault()
    if (await send()) form.requestSubmit(event.submitter)
  })
  addEventListener('beforeunload', (event) => {
    if (pending.size > 0 && !kept.lasts) event.preventDefault()
  })
  addEventListener('online', send)
  // Others' lines come in while somebody works here; an idle page does not keep its session alive.
  let usedAt = Date.now()
  for (const name of ['input', 'keydown', 'pointerdown']) addEventListener(name, () => (usedAt = Date.now()))
  setInterval(() => {
    if (pending.size > 0 || Date.now() - usedAt < 120_000) void send()
  }, 15_000)

  const left = await kept.all()
  for (const [id, line] of left) {
    const textarea = field(id) ?? addLine(line.itemId, id)
    if (!textarea) continue
    textarea.value = line.text
    hidden('version', id).value = String(line.base)
    pending.set(id, line)
  }
  if (pending.size > 0) {
    say('Found what was kept on this computer: saving it')
    await send()
  }
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Keeps unsaved lines in this browser, each encrypted with the key that only a signed-in page of the same person is given. Where the
 * browser cannot encrypt (no secure connection) nothing is written down, and the words say so.
 */
async function keeper(prefix, base64) {
  const lasts = globalThis.crypto?.subtle !== undefined && storage() !== null
  const where = (offline = true) =>
    `${offline ? 'No connection: ' : ''}${lasts ? 'kept on this computer.' : 'kept on this page only: do not close it.'}`.replace(
      /^k/,
      'K',
    )
  if (!lasts) return { lasts, where, put: async () => {}, remove: async () => {}, all: async () => [] }
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  /** What each line was last asked to hold: a slower encryption never overwrites a newer one. */
  const turns = new Map()
  const turn = (id) => {
    const mine = (turns.get(id) ?? 0) + 1
    turns.set(id, mine)
    return () => turns.get(id) === mine
  }
  return {
    lasts,
    where,
    async put(id, line) {
      const isMine = turn(id)
      const nonce = crypto.getRandomValues(new Uint8Array(12))
      const text = new TextEncoder().encode(JSON.stringify(line))
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, text))
      if (isMine()) storage()?.setItem(prefix + id, btoa(String.fromCharCode(...nonce, ...sealed)))
    },
    async remove(id) {
      turn(id)
      storage()?.removeItem(prefix + id)
    },
    async all() {
      const found = []
      for (const name of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
        try {
          const bytes = Uint8Array.from(atob(localStorage.getItem(name)), (letter) => letter.charCodeAt(0))
          const open = await crypto.subtle.decrypt(
            { name: 'AES-GCM', iv: bytes.subarray(0, 12) },
            key,
            bytes.subarray(12),
          )
          found.push([name.slice(prefix.length), JSON.parse(new TextDecoder().decode(open))])
        } catch {
          // Sealed with a key that the installation no longer has: nobody can read it, so it only takes room.
          localStorage.removeItem(name)
        }
      }
      return found
    },
  }
}

function storage() {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
