// A passkey needs the browser, so this page cannot do without a script; wherever a passkey is asked for, another way is offered too.
// A form with a field [data-passkey] asks this server what to sign, has the browser sign it, and is then sent like any other form.

const { startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser

const sentences = {
  NotAllowedError: 'Nothing was sent: it was cancelled or took too long. Try again.',
  InvalidStateError: 'This device has a passkey for your account already.',
  SecurityError: 'Passkeys do not work at this address. Open the service at its usual address.',
}

async function answerFor(field, token) {
  const asked = await fetch(field.dataset.options, { method: 'POST', body: new URLSearchParams({ _csrf: token }) })
  if (asked.redirected || !asked.ok) throw new Error('not asked')
  const optionsJSON = await asked.json()
  return field.dataset.passkey === 'create' ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON })
}

for (const field of document.querySelectorAll('input[data-passkey]')) {
  const { form } = field
  const problem = form.querySelector('[data-passkey-problem]')
  form.addEventListener('submit', async (event) => {
    if (field.value !== '') return
    event.preventDefault()
    problem.textContent = ''
    try {
      field.value = JSON.stringify(await answerFor(field, form.elements._csrf.value))
      form.submit()
    } catch (error) {
      problem.textContent = sentences[error.name] ?? 'That did not work. Reload the page and try again.'
    }
  })
}
