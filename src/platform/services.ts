import type { Clock } from './clock.ts'
import type { Db } from './db/connect.ts'

/** What a module's pages are given when it is registered. */
export type Services = {
  db: Db
  clock: Clock
  isDemonstration: boolean
  /** Where people reach the service, such as 'https://goldenthread.example': for addresses in mails and at other services. No slash at the end. */
  publicUrl: string
}
