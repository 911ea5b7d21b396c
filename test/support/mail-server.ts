import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Received = { to: string[]; mail: ParsedMail; raw: string }

/** A real mail server on this machine. `port` 0 takes any. */
export async function mailServer(t: TestContext, options: SMTPServerOptions = {}, port = 0) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        void simpleParser(raw).then((mail) => {
          received.push({ to: session.envelope.rcptTo.map(({ address }) => address), mail, raw })
          done()
        }, done)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  t.after(close)
  const { port: taken } = server.server.address() as AddressInfo
  return { received, close, port: taken, settings: settingsFor(taken) }
}

const settingsFor = (port: number) => ({
  smtpUrl: `smtp://127.0.0.1:${port}`,
  from: 'Goldenthread <no-reply@partnership.example>',
})
