// Warns two minutes before the session ends. Without this file the foot of the page says when it ends.
const warning = 120_000
const said = document.querySelector('[data-session-ends-in]')
const dialog = document.querySelector('#session-warning')
const title = dialog?.querySelector('h2')
const text = dialog?.querySelector('[data-session-text]')
const stay = dialog?.querySelector('[data-session-stay]')

if (said && dialog && title && text && stay) {
  let endsAt = Date.now() + Number(said.dataset.sessionEndsIn) * 1000
  let hasTyped = false
  document.addEventListener('input', () => {
    hasTyped = true
  })

  // Using the service in another window keeps the session for this one too.
  const windows = 'BroadcastChannel' in window ? new BroadcastChannel('goldenthread-session') : null
  const goOn = (until) => {
    endsAt = Math.max(endsAt, until)
    if (dialog.open && endsAt - Date.now() > warning) dialog.close()
  }
  windows?.addEventListener('message', ({ data }) => goOn(Number(data)))
  windows?.postMessage(endsAt)

  const over = () => {
    if (!hasTyped) {
      location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
      return
    }
    title.textContent = 'You have been signed out'
    text.textContent =
      'What you typed is still on this page. Send it as you meant to: you will be asked to sign in first, and it is kept meanwhile.'
    stay.textContent = 'Go back to the page'
    clearInterval(look)
    if (!dialog.open) dialog.showModal()
  }

  stay.addEventListener('click', async () => {
    if (Date.now() >= endsAt) {
      dialog.close()
      return
    }
    const answer = await fetch('/session/stay', { redirect: 'manual' }).catch(() => null)
    if (!answer?.ok) {
      text.textContent = 'The service does not answer. Try again, or send what you typed now.'
      return
    }
    const { seconds } = await answer.json()
    goOn(Date.now() + seconds * 1000)
    windows?.postMessage(endsAt)
  })

  // The time is asked for again and again, because a machine that sleeps does not count.
  const look = setInterval(() => {
    const left = endsAt - Date.now()
    if (left <= 0) over()
    else if (left <= warning && !dialog.open) dialog.showModal()
  }, 5_000)
}
