import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { readConfig } from '#src/config.ts'
import { serve } from '#src/serve.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { asApplication, emptyDb, urlOfDb } from '#test/support/database.ts'

test('the started service sends a mail that a request queued, and stops with nothing left behind', async (t) => {
  const db = await emptyDb(t)
  const received = Promise.withResolvers<string>()
  const mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.resume()
      stream.on('end', () => {
        received.resolve(session.envelope.rcptTo[0]?.address ?? '')
        done()
      })
    },
  })
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => mailServer.close(() => resolve())))
  const settings = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    GOLDENTHREAD_DEMONSTRATION: 'no',
    GOLDENTHREAD_SMTP_URL: `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`,
    GOLDENTHREAD_MAIL_FROM: 'no-reply@partnership.example',
  })
  const said: string[] = []
  const site = await serve({ ...settings, databaseUrl: urlOfDb(db) }, (line) => void said.push(line))
  await asApplication(db)
    .transaction()
    .execute((tx) => queueMail(tx, { to: 'a.person@council.example', subject: 'Hello', text: 'Hello' }))
  assert.equal(await received.promise, 'a.person@council.example')
  await site.close()
  const [mail] = await db.selectFrom('platform.mail').select('state').execute()
  assert.equal(mail?.state, 'sent')
  assert.doesNotMatch(said.join('\n'), /council|failed/)
})
