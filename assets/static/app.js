// Scripts only improve: every page works without this file.
import { initAll } from '/assets/govuk-frontend.min.js'

initAll()

// Leaving a form with unsaved typing asks first.
for (const form of document.querySelectorAll('form[data-warn-unsaved]')) {
  let dirty = false
  form.addEventListener('input', () => {
    dirty = true
  })
  form.addEventListener('submit', () => {
    dirty = false
  })
  window.addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
